// SPDX-License-Identifier: Apache-2.0
// One rule at one site, opened up: each clause of its condition with what it read, and what its points are here.
#pragma once

#include <string>

#include "expr/condition.hpp"
#include "ranking/assessment.hpp"

namespace harbinger::ranking {

struct RuleExplanation {
  enum class State : unsigned char { fired, not_fired, not_evaluated, off };
  rule::RuleId rule;
  State state = State::not_fired;
  std::string reason;   ///< Not evaluated: what is unknown. Off: why, or that the day is not its.
  std::string because;  ///< Where it fired.
  expr::Condition condition;
  /// What the rule's points (factor, floor, cap) are at this site, whether it fired or not; unknown for
  /// tier_at_least.
  expr::Value amount;
  rule::Points effective = 0;  ///< What it did to its dimension.
  double contribution = 0;     ///< Points of the score.
};

[[nodiscard]] RuleExplanation rule_explanation(const Assessment& assessment, std::size_t site,
                                               rule::RuleId rule);

}  // namespace harbinger::ranking
