// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "rule/detail/firing.hpp"
#include "rule/detail/settling.hpp"

namespace harbinger::rule {

namespace {

RuleOutcome nothing_fired(std::size_t sites) {
  return {Bits(sites), Bits(sites), std::vector<Points>(sites), std::vector<Points>(sites)};
}

std::vector<RuleId> applying_rules(const RuleSet& set, Day as_of) {
  std::vector<RuleId> rules;
  for (std::size_t i = 0; i < set.rules().size(); ++i)
    if (set.rules()[i].applies_on(as_of)) rules.push_back(RuleId(i));
  return rules;
}

std::vector<detail::DimensionPlan> plans_of(const RuleSet& set) {
  std::vector<detail::DimensionPlan> plans;
  for (std::size_t i = 0; i < set.dimensions().size(); ++i)
    plans.push_back(detail::plan_of(set, DimensionId(i)));
  return plans;
}

std::vector<TierMinimum> tiers_of(const RuleSet& set, std::span<const RuleOutcome> outcomes,
                                  std::size_t sites) {
  std::vector<std::string> names;
  for (const Rule& rule : set.rules())
    if (rule.effect == Effect::tier_at_least) names.push_back(rule.tier);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<TierMinimum> tiers;
  for (const std::string& name : names) tiers.push_back({name, Bits(sites)});
  for (std::size_t i = 0; i < set.rules().size(); ++i) {
    if (set.rules()[i].effect != Effect::tier_at_least) continue;
    const auto name = std::lower_bound(names.begin(), names.end(), set.rules()[i].tier);
    auto lifted = tiers[static_cast<std::size_t>(name - names.begin())].sites.words();
    const auto fired = outcomes[i].fired.words();
    for (std::size_t word = 0; word < fired.size(); ++word) lifted[word] |= fired[word];
  }
  return tiers;
}

void check_shapes(const RuleSet& set, std::span<const expr::Column> signals, std::size_t sites) {
  HARBINGER_ASSERT(signals.size() == set.as_of_slot());
  for (const expr::Column& column : signals) HARBINGER_ASSERT(column.size() == sites);
}

}  // namespace

Outcomes evaluate(const RuleSet& set, std::span<const expr::Column> signals, std::size_t sites,
                  Day as_of, unsigned threads) {
  check_shapes(set, signals, sites);
  Outcomes result;
  result.rules.reserve(set.rules().size());
  for (std::size_t i = 0; i < set.rules().size(); ++i) result.rules.push_back(nothing_fired(sites));
  for (const std::string& name : set.dimensions())
    result.dimensions.push_back({name, std::vector<Points>(sites)});
  const auto rules = applying_rules(set, as_of);
  const auto slots = detail::slots_of(set, rules);
  const auto plans = plans_of(set);
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    const detail::BlockColumns block(set, slots, signals, as_of, begin, end);
    for (const RuleId rule : rules)
      detail::fire_block(set.rule(rule), block, result.rules[rule.index()]);
    for (std::size_t i = 0; i < plans.size(); ++i)
      detail::settle_block(set, plans[i], result.rules, result.dimensions[i].total, begin, end);
  });
  result.tiers = tiers_of(set, result.rules, sites);
  return result;
}

RuleOutcome outcome_of(const RuleSet& set, RuleId rule, std::span<const expr::Column> signals,
                       std::size_t sites, Day as_of, unsigned threads) {
  check_shapes(set, signals, sites);
  RuleOutcome outcome = nothing_fired(sites);
  if (!set.rule(rule).applies_on(as_of)) return outcome;
  const auto slots = detail::slots_of(set, std::span(&rule, 1));
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    const detail::BlockColumns block(set, slots, signals, as_of, begin, end);
    detail::fire_block(set.rule(rule), block, outcome);
  });
  return outcome;
}

DimensionPoints settle(const RuleSet& set, DimensionId dimension, std::span<RuleOutcome> outcomes,
                       std::size_t sites, unsigned threads) {
  DimensionPoints points{set.dimensions()[dimension.index()], std::vector<Points>(sites)};
  const auto plan = detail::plan_of(set, dimension);
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    detail::settle_block(set, plan, outcomes, points.total, begin, end);
  });
  return points;
}

}  // namespace harbinger::rule
