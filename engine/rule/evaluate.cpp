// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "rule/detail/firing_unit.hpp"
#include "rule/detail/settling.hpp"

namespace harbinger::rule {

namespace {

/// By RuleId: on, and valid on the day.
std::vector<bool> applying(const RuleSet& set, Day as_of, std::span<const RuleId> off) {
  std::vector<bool> applies;
  for (const Rule& rule : set.rules()) applies.push_back(rule.applies_on(as_of));
  for (const RuleId rule : off) applies[rule.index()] = false;
  return applies;
}

std::vector<RuleId> ids_of(const std::vector<bool>& applies) {
  std::vector<RuleId> rules;
  for (std::size_t i = 0; i < applies.size(); ++i)
    if (applies[i]) rules.emplace_back(i);
  return rules;
}

std::vector<detail::DimensionPlan> plans_of(const RuleSet& set) {
  std::vector<detail::DimensionPlan> plans;
  for (std::size_t i = 0; i < set.dimensions().size(); ++i)
    plans.push_back(detail::plan_of(set, DimensionId(i)));
  return plans;
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
  std::vector<detail::Firing> firings;
  firings.reserve(set.rules().size());
  for (const Rule& rule : set.rules()) firings.push_back(detail::nothing_fired(rule, sites));
  std::vector<std::vector<Points>> totals(set.dimensions().size(), std::vector<Points>(sites));
  const auto applies = applying(set, as_of, off);
  const detail::DayRules rules(set, ids_of(applies), as_of);
  const auto units = detail::units_of(set);
  const auto plans = plans_of(set);
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    const detail::BlockColumns block(rules, signals, begin, end);
    for (const detail::FiringUnit& unit : units)
      detail::fire_block(set, unit, applies, block,
                         std::span(firings).subspan(unit.rules.front().index(), unit.rules.size()));
    for (std::size_t i = 0; i < plans.size(); ++i)
      detail::settle_block(set, plans[i], firings, totals[i], begin, end);
  });
  Outcomes result;
  for (detail::Firing& firing : firings) result.rules.push_back(detail::shared(std::move(firing)));
  for (std::size_t i = 0; i < totals.size(); ++i)
    result.dimensions.push_back({set.dimensions()[i], std::move(totals[i])});
  result.tiers = detail::least_tiers(set, result.rules, sites);
  return result;
}

}  // namespace harbinger::rule
