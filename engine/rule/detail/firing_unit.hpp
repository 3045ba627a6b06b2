// SPDX-License-Identifier: Apache-2.0
// What is fired in one go: a rule alone, or all rows of a decision table with its hit policy.
#pragma once

#include <functional>
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

/// By RuleId: whether it is on and valid on the day.
[[nodiscard]] std::vector<bool> applying(const RuleSet& set, Day as_of,
                                         std::span<const RuleId> off);

/// Some units of a set on one day: all their programs in one plan.
class UnitsOnDay {
 public:
  /// `applies`, whether a rule is on and valid on the day, is by RuleId.
  UnitsOnDay(const RuleSet& set, std::span<const FiringUnit> units,
             const std::vector<bool>& applies, Day as_of);

  /// Of all rules of the set, by RuleId: what those of the units will say, before they are fired.
  [[nodiscard]] std::vector<Firing> nothing_fired(std::size_t sites) const;
  /// Writes what they say, block by block, and calls then(begin, end) for each block that is done.
  void fire(std::span<const Shared<expr::Column>> signals, std::size_t sites, unsigned threads,
            std::span<Firing> firings,
            const std::function<void(std::size_t begin, std::size_t end)>& then) const;

 private:
  void fire_block(const FiringUnit& unit, const Block& block, std::span<Firing> firings) const;

  const RuleSet& set_;
  std::span<const FiringUnit> units_;
  std::vector<std::optional<DayRule>> rules_;  ///< By RuleId; nothing for what is off, or in none.
  std::optional<expr::BlockPlan> plan_;
};

/// The scalar twin: the unit's rules at one site, in their order; `effective` is left at 0. `applies`, whether a rule
/// is on and valid on the day, is by RuleId.
void fire_at(const RuleSet& set, const FiringUnit& unit, const std::vector<bool>& applies,
             const SiteRow& site, std::span<SiteOutcome> outcomes);

}  // namespace harbinger::rule::detail
