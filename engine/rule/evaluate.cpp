// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "rule/detail/firing_unit.hpp"
#include "rule/detail/settling.hpp"

namespace harbinger::rule {

namespace {

/// By RuleId; nothing for what is off, or not valid on the day.
std::vector<std::optional<detail::DayRule>> day_rules(const RuleSet& set, Day as_of,
                                                      std::span<const RuleId> off) {
  std::vector<std::optional<detail::DayRule>> rules(set.rules().size());
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (set.rules()[i].applies_on(as_of) &&
        std::find(off.begin(), off.end(), RuleId(i)) == off.end())
      rules[i] = detail::on_day(set, set.rules()[i], as_of);
  return rules;
}

void check_shapes(const RuleSet& set, std::span<const Shared<expr::Column>> signals,
                  std::size_t sites) {
  HARBINGER_ASSERT(signals.size() == set.as_of_slot());
  for (const auto& column : signals) HARBINGER_ASSERT(column->size() == sites);
}

}  // namespace

Outcomes evaluate(const RuleSet& set, std::span<const Shared<expr::Column>> signals,
                  std::size_t sites, Day as_of, unsigned threads, std::span<const RuleId> off) {
  check_shapes(set, signals, sites);
  const auto rules = day_rules(set, as_of, off);
  std::vector<detail::Firing> firings;
  firings.reserve(rules.size());
  for (const auto& rule : rules) firings.push_back(detail::nothing_fired(rule, sites));
  std::vector<detail::FiredPoints> fired;
  for (const detail::Firing& firing : firings) fired.push_back({firing.fired, &firing.given});
  std::vector<std::vector<Points>> totals(set.dimensions().size(), std::vector<Points>(sites));
  const auto slots = detail::slots_of(rules);
  const auto units = detail::units_of(set);
  auto settlement = std::make_shared<const detail::Settlement>(detail::settlement_of(set));
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    const detail::BlockColumns block(slots, signals, begin, end);
    for (const detail::FiringUnit& unit : units) {
      const std::size_t first = unit.rules.front().index();
      detail::fire_block(set, unit, std::span(rules).subspan(first, unit.rules.size()), block,
                         std::span(firings).subspan(first, unit.rules.size()));
    }
    for (std::size_t i = 0; i < totals.size(); ++i)
      detail::settle_block(settlement->dimensions[i], fired, totals[i], begin, end);
  });
  Outcomes result;
  result.settlement = std::move(settlement);
  for (detail::Firing& firing : firings) result.rules.push_back(detail::shared(std::move(firing)));
  for (std::size_t i = 0; i < totals.size(); ++i)
    result.dimensions.push_back({set.dimensions()[i], std::move(totals[i])});
  result.tiers = detail::least_tiers(set, result.rules, sites);
  return result;
}

}  // namespace harbinger::rule
