// SPDX-License-Identifier: Apache-2.0
// The smallest turn of one knob that makes two sites change places; counterfactual.hpp says how it is searched.
#pragma once

#include "scenario/counterfactual.hpp"

namespace harbinger::scenario::detail {

/// `first` stands above `second` in `base`.
[[nodiscard]] Swap swap_search(const BaseInputs& inputs, const ranking::Assessment& base,
                               std::size_t first, std::size_t second, unsigned threads,
                               const Progress& progress);

}  // namespace harbinger::scenario::detail
