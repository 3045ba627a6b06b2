// SPDX-License-Identifier: Apache-2.0
// The slow twin of evaluate: one site, rule after rule, as the header's words say it.
#include <algorithm>
#include <cstdlib>

#include "rule/detail/firing.hpp"
#include "rule/detail/settling.hpp"
#include "rule/evaluate.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule {

namespace {

SiteOutcome outcome_at(const Rule& rule, const SiteRow& site) {
  SiteOutcome outcome;
  const expr::Value when = rule.when.evaluate(site);
  const bool* truth = when.get_if<bool>();
  outcome.not_evaluated = truth == nullptr;
  outcome.fired = truth != nullptr && *truth;
  if (!outcome.fired || !rule.points) return outcome;
  const auto number = detail::number_of(rule.points->evaluate(site));
  const auto points = number ? points_of(*number) : std::nullopt;
  if (!points) return {false, true, 0, 0};
  outcome.points = *points;
  return outcome;
}

/// The points of the rules that add, less what is beyond the cap of each group.
Points added_points(const RuleSet& set, DimensionId dimension, std::span<SiteOutcome> outcomes) {
  Points total = 0;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Rule& rule = set.rules()[i];
    if (rule.dimension != dimension || rule.effect != Effect::points) continue;
    outcomes[i].effective = outcomes[i].points;
    total += outcomes[i].points;
  }
  for (const Group& group : set.groups()) {
    if (group.dimension != dimension) continue;
    Points sum = 0;
    std::vector<Points> weights;
    for (const RuleId rule : group.rules) weights.push_back(outcomes[rule.index()].points);
    for (const Points weight : weights) sum += weight;
    if (std::abs(sum) <= group.cap) continue;
    const Points allowed = sum < 0 ? -group.cap : group.cap;
    std::vector<Points> shares(weights.size());
    allot(allowed, weights, shares);
    for (std::size_t i = 0; i < shares.size(); ++i)
      outcomes[group.rules[i].index()].effective = shares[i];
    total += allowed - sum;
  }
  return total;
}

Points total_at(const RuleSet& set, DimensionId dimension, std::span<SiteOutcome> outcomes) {
  Points total = added_points(set, dimension, outcomes);
  for (const RuleId rule : detail::plan_of(set, dimension).changing) {
    SiteOutcome& outcome = outcomes[rule.index()];
    if (!outcome.fired) continue;
    const Points after = detail::changed_total(set.rule(rule).effect, outcome.points, total);
    outcome.effective = after - total;
    total = after;
  }
  return total;
}

}  // namespace

SiteOutcomes evaluate_one(const RuleSet& set, std::span<const expr::Value> signals, Day as_of) {
  const SiteRow site(set, signals, as_of);
  SiteOutcomes result;
  for (const Rule& rule : set.rules())
    result.rules.push_back(rule.applies_on(as_of) ? outcome_at(rule, site) : SiteOutcome{});
  for (std::size_t i = 0; i < set.dimensions().size(); ++i)
    result.totals.push_back(total_at(set, DimensionId(i), result.rules));
  for (std::size_t i = 0; i < result.rules.size(); ++i)
    if (set.rules()[i].effect == Effect::tier_at_least && result.rules[i].fired)
      result.tiers.push_back(set.rules()[i].tier);
  std::sort(result.tiers.begin(), result.tiers.end());
  result.tiers.erase(std::unique(result.tiers.begin(), result.tiers.end()), result.tiers.end());
  return result;
}

}  // namespace harbinger::rule
