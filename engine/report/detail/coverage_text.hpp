// SPDX-License-Identifier: Apache-2.0
// What the tests of a rule set have not seen, and how much they have.
#pragma once

#include <string>

#include "ruletest/coverage.hpp"

namespace harbinger::report::detail {

/// `92.3`, `100`: cut, not rounded, so that 100 is said only of all.
[[nodiscard]] std::string percent_text(const ruletest::Covered& covered);
/// Rules and clauses that were not seen both ways, then a line of sums.
[[nodiscard]] std::string coverage_text(const ruletest::Coverage& coverage, std::size_t width);

}  // namespace harbinger::report::detail
