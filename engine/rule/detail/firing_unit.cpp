// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/firing_unit.hpp"

#include <algorithm>
#include <atomic>

#include "base/parallel.hpp"
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

std::vector<bool> applying(const RuleSet& set, Day as_of, std::span<const RuleId> off) {
  std::vector<bool> applies;
  for (const Rule& rule : set.rules()) applies.push_back(rule.applies_on(as_of));
  for (const RuleId rule : off) applies[rule.index()] = false;
  return applies;
}

UnitsOnDay::UnitsOnDay(const RuleSet& set, std::span<const FiringUnit> units,
                       const std::vector<bool>& applies, Day as_of)
    : set_(set), units_(units), rules_(set.rules().size()) {
  std::vector<expr::Program> programs;
  for (const FiringUnit& unit : units)
    for (const RuleId id : unit.rules) {
      if (!applies[id.index()]) continue;
      DayRule& rule = rules_[id.index()].emplace(on_day(set, set.rule(id), as_of));
      rule.when_place = programs.size();
      programs.push_back(rule.when);
      rule.points_place = programs.size();
      if (rule.points) programs.push_back(*rule.points);
    }
  plan_.emplace(programs);
}

std::vector<Firing> UnitsOnDay::nothing_fired(std::size_t sites) const {
  std::vector<Firing> firings(rules_.size());
  for (const FiringUnit& unit : units_)
    for (const RuleId id : unit.rules)
      firings[id.index()] = detail::nothing_fired(rules_[id.index()], sites);
  return firings;
}

void UnitsOnDay::fire(std::span<const Shared<expr::Column>> signals, std::size_t sites,
                      unsigned threads, std::span<Firing> firings,
                      const std::function<void(std::size_t, std::size_t)>& then) const {
  std::vector<const expr::Column*> columns;
  for (const auto& signal : signals) columns.push_back(&*signal);
  const std::size_t blocks = (sites + block_rows - 1) / block_rows;
  std::atomic<std::size_t> next{0};
  // A worker for each thread, not for each block.
  const auto work = [&](std::size_t) {
    expr::BlockPlan::Worker programs(*plan_, columns);
    for (std::size_t i = next++; i < blocks; i = next++) {
      const Block block{programs, i * block_rows, std::min(sites, (i + 1) * block_rows)};
      programs.start(block.begin, block.end);
      for (const FiringUnit& unit : units_) fire_block(unit, block, firings);
      then(block.begin, block.end);
    }
  };
  parallel_for(std::min<std::size_t>(std::max(threads, 1u), blocks), threads, work);
}

void UnitsOnDay::fire_block(const FiringUnit& unit, const Block& block,
                            std::span<Firing> firings) const {
  const std::size_t first = unit.rules.front().index();
  const auto rules = std::span(rules_).subspan(first, unit.rules.size());
  const auto own = firings.subspan(first, unit.rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i]) hit_block(*rules[i], block, own[i]);
  if (unit.table != nullptr) settle_hits(*unit.table, own, block.begin, block.end);
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i]) give_points(*rules[i], block, own[i]);
  if (unit.table != nullptr) settle_points(set_, *unit.table, own, block.begin, block.end);
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
