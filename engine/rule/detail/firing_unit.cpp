// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/firing_unit.hpp"

#include "rule/detail/hit_policy.hpp"

namespace harbinger::rule::detail {

std::vector<FiringUnit> units_of(const RuleSet& set) {
  std::vector<FiringUnit> units;
  const auto rules = set.rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool goes_on = rules[i].table.valid() && i > 0 && rules[i - 1].table == rules[i].table;
    if (!goes_on) units.emplace_back();
    units.back().rules.emplace_back(i);
    if (rules[i].table.valid()) units.back().table = &set.decision_table(rules[i].table);
  }
  return units;
}

void fire_block(const RuleSet& set, const FiringUnit& unit,
                std::span<const std::optional<DayRule>> rules, const BlockColumns& block,
                std::span<Firing> firings) {
  for (std::size_t i = 0; i < unit.rules.size(); ++i)
    if (rules[i]) hit_block(*rules[i], block, firings[i]);
  const std::size_t end = block.begin() + block.rows();
  if (unit.table != nullptr) settle_hits(*unit.table, firings, block.begin(), end);
  for (std::size_t i = 0; i < unit.rules.size(); ++i)
    if (rules[i]) give_points(*rules[i], block, firings[i]);
  if (unit.table != nullptr) settle_points(set, *unit.table, firings, block.begin(), end);
}

void fire_at(const RuleSet& set, const FiringUnit& unit, const std::vector<bool>& applies,
             const SiteRow& site, std::span<SiteOutcome> outcomes) {
  for (std::size_t i = 0; i < unit.rules.size(); ++i)
    outcomes[i] =
        applies[unit.rules[i].index()] ? hit_at(set.rule(unit.rules[i]), site) : SiteOutcome{};
  if (unit.table != nullptr) settle_hits_at(*unit.table, outcomes);
  for (std::size_t i = 0; i < unit.rules.size(); ++i)
    give_points_at(set.rule(unit.rules[i]), site, outcomes[i]);
  if (unit.table != nullptr) settle_points_at(set, *unit.table, outcomes);
}

}  // namespace harbinger::rule::detail
