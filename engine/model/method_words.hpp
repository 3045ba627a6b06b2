// SPDX-License-Identifier: Apache-2.0
// The words by which a model file calls its methods, for who tells of a model.
#pragma once

#include <string_view>

#include "model/model.hpp"

namespace harbinger::model {

[[nodiscard]] std::string_view to_text(CombineMethod method);
[[nodiscard]] std::string_view to_text(WeightMethod method);
[[nodiscard]] std::string_view to_text(NormaliseMethod method);
[[nodiscard]] std::string_view to_text(Missing missing);

}  // namespace harbinger::model
