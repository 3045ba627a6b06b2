// SPDX-License-Identifier: Apache-2.0
// What is fired in one go: a rule alone, or all rows of a decision table with its hit policy.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "rule/detail/firing.hpp"

namespace harbinger::rule::detail {

struct FiringUnit {
  std::vector<RuleId> rules;             ///< One after the other.
  const DecisionTable* table = nullptr;  ///< nullptr: one rule alone.
};

/// All rules of the set, in their order.
[[nodiscard]] std::vector<FiringUnit> units_of(const RuleSet& set);

/// Writes `fired`, `not_evaluated` and `points` of the unit's rules, one of `firings` each, for the block. `rules`
/// has one for each of them too, nothing for what is off or not valid on the day.
void fire_block(const RuleSet& set, const FiringUnit& unit,
                std::span<const std::optional<DayRule>> rules, const BlockColumns& block,
                std::span<Firing> firings);

/// The scalar twin: the unit's rules at one site, in their order; `effective` is left at 0. `applies`, whether a rule
/// is on and valid on the day, is by RuleId.
void fire_at(const RuleSet& set, const FiringUnit& unit, const std::vector<bool>& applies,
             const SiteRow& site, std::span<SiteOutcome> outcomes);

}  // namespace harbinger::rule::detail
