// SPDX-License-Identifier: Apache-2.0
// What the rules, and the ranking where there is one, say of the site of a test; and an expectation held against it.
#pragma once

#include <vector>

#include "ranking/assessment.hpp"
#include "rule/site_row.hpp"
#include "ruletest/run.hpp"

namespace harbinger::ruletest::detail {

struct Observation {
  const rule::RuleSet& rules;
  rule::SiteRow row;
  rule::SiteOutcomes outcomes;
  Day as_of;
  /// Absent where signals are given.
  const ranking::Assessment* assessment = nullptr;
  std::size_t site = 0;  ///< Its row.
};

[[nodiscard]] Observation observed(const rule::RuleSet& rules, std::span<const expr::Value> signals,
                                   Day as_of);
[[nodiscard]] Observation observed(const ranking::Assessment& assessment, const std::string& site);

/// The expectations that do not hold.
[[nodiscard]] std::vector<Failure> failures(const RuleTest& test, const Observation& seen);

}  // namespace harbinger::ruletest::detail
