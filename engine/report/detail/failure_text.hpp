// SPDX-License-Identifier: Apache-2.0
// A failed expectation of a rule test in words, shared by its reports.
#pragma once

#include <string>

#include "ruletest/run.hpp"

namespace harbinger::report::detail {

/// `expected calls.many to fire; it did not fire`, `expected 20 points of calls.many, got 15`
[[nodiscard]] std::string failure_line(const ruletest::Failure& failure);
/// The clause with value read, threshold and margin.
[[nodiscard]] std::string deciding_text(const expr::Clause& clause);

}  // namespace harbinger::report::detail
