// SPDX-License-Identifier: Apache-2.0
// What pack.yaml may hold, for `harbinger schema pack`.
#pragma once

#include "base/value_shape.hpp"

namespace harbinger::pack {

[[nodiscard]] const RecordShape& pack_file_shape();

}  // namespace harbinger::pack
