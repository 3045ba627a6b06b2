// SPDX-License-Identifier: Apache-2.0
// What moved between two rankings, as JSON: a scenario of `whatif`, the effect of a difference of rules.
#pragma once

#include "report/detail/json.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::report::detail {

[[nodiscard]] Json json_of(const scenario::Comparison& comparison);

}  // namespace harbinger::report::detail
