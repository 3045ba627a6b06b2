// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/settling.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"
#include "rule/detail/point_kernels.hpp"

namespace harbinger::rule::detail {

namespace {

Points within(Points cap, Points sum) { return std::clamp(sum, -cap, cap); }

/// Calls task(site, points) for the sites of [begin, end) at which the rule fired; `begin` is a block's.
template <class Task>
void for_each_fired(const FiredPoints& rule, std::size_t begin, std::size_t end, Task task) {
  const bool vary = rule.given->vary();
  const Points* next = vary ? rule.given->of_block(begin / block_rows).data() : nullptr;
  for (std::size_t word = begin / 64; word * 64 < end; ++word)
    for (std::uint64_t bits = rule.fired.words()[word]; bits != 0; bits &= bits - 1)
      task(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)),
           vary ? *next++ : rule.given->same());
}

/// Adds `sign` times the rule's points to sums[site - begin].
void add_to(std::span<Points> sums, const FiredPoints& rule, Points sign, std::size_t begin,
            std::size_t end) {
  if (!rule.given->vary())
    return point_kernels().add_where(rule.fired.words().data() + begin / 64,
                                     (end - begin + 63) / 64, sign * rule.given->same(),
                                     sums.data());
  for_each_fired(rule, begin, end,
                 [&](std::size_t site, Points points) { sums[site - begin] += sign * points; });
}

/// The points of a group's rules beyond its cap, as shares of the cap.
std::vector<Points> shares_of_cap(Points allowed, std::span<const Points> weights) {
  std::vector<Points> shares(weights.size());
  allot(allowed, weights, shares);
  return shares;
}

std::vector<Points> points_of(const DimensionPlan::CappedGroup& group,
                              std::span<const RuleOutcome> rules, std::size_t site) {
  std::vector<Points> points;
  for (const RuleId rule : group.rules) points.push_back(rules[rule.index()].points(site));
  return points;
}

/// The total before anything changes it.
Points added_at(const DimensionPlan& plan, std::span<const RuleOutcome> rules, std::size_t site) {
  Points total = 0;
  for (const RuleId rule : plan.adding) total += rules[rule.index()].points(site);
  for (const auto& group : plan.groups) {
    Points sum = 0;
    for (const RuleId rule : group.rules) sum += rules[rule.index()].points(site);
    total += within(group.cap, sum);
  }
  return total;
}

Points effective_in_group(const DimensionPlan::CappedGroup& group, RuleId rule,
                          std::span<const RuleOutcome> rules, std::size_t site) {
  const std::vector<Points> points = points_of(group, rules, site);
  const auto place = static_cast<std::size_t>(
      std::find(group.rules.begin(), group.rules.end(), rule) - group.rules.begin());
  Points sum = 0;
  for (const Points one : points) sum += one;
  const Points allowed = within(group.cap, sum);
  return allowed == sum ? points[place] : shares_of_cap(allowed, points)[place];
}

Points effective_change(const DimensionPlan& plan, RuleId rule, std::span<const RuleOutcome> rules,
                        std::size_t site) {
  Points total = added_at(plan, rules, site);
  for (const auto& change : plan.changing) {
    const RuleOutcome& outcome = rules[change.rule.index()];
    const Points after =
        outcome.fired[site] ? changed_total(change.effect, outcome.points(site), total) : total;
    if (change.rule == rule) return after - total;
    total = after;
  }
  return 0;
}

void settle_group_at(const DimensionPlan::CappedGroup& group, std::span<SiteOutcome> outcomes,
                     Points& total) {
  Points sum = 0;
  std::vector<Points> weights;
  for (const RuleId rule : group.rules) {
    SiteOutcome& outcome = outcomes[rule.index()];
    outcome.effective = outcome.points;
    weights.push_back(outcome.points);
    sum += outcome.points;
  }
  const Points allowed = within(group.cap, sum);
  total += allowed;
  if (allowed == sum) return;
  const std::vector<Points> shares = shares_of_cap(allowed, weights);
  for (std::size_t i = 0; i < shares.size(); ++i)
    outcomes[group.rules[i].index()].effective = shares[i];
}

}  // namespace

Settlement settlement_of(const RuleSet& set) {
  Settlement settlement;
  settlement.places.resize(set.rules().size());
  for (std::size_t d = 0; d < set.dimensions().size(); ++d) {
    DimensionPlan plan = plan_of(set, DimensionId(d));
    for (const RuleId rule : plan.rules())
      settlement.places[rule.index()].dimension = DimensionId(d);
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
      for (const RuleId rule : plan.groups[g].rules) settlement.places[rule.index()].group = g;
    for (const auto& change : plan.changing) settlement.places[change.rule.index()].changes = true;
    settlement.dimensions.push_back(std::move(plan));
  }
  return settlement;
}

void add_points(const FiredPoints& rule, Points sign, std::span<Points> total, std::size_t begin) {
  add_to(total, rule, sign, begin, begin + total.size());
}

void add_group(const DimensionPlan::CappedGroup& group, std::span<const FiredPoints> rules,
               Points sign, std::span<Points> total, std::size_t begin) {
  std::array<Points, block_rows> sums{};
  for (const RuleId rule : group.rules)
    add_to(sums, rules[rule.index()], sign, begin, begin + total.size());
  point_kernels().add_within(sums.data(), group.cap, total.size(), total.data());
}

void settle_block(const DimensionPlan& plan, std::span<const FiredPoints> rules,
                  std::span<Points> total, std::size_t begin) {
  std::fill(total.begin(), total.end(), 0);
  for (const RuleId rule : plan.adding) add_points(rules[rule.index()], 1, total, begin);
  for (const auto& group : plan.groups) add_group(group, rules, 1, total, begin);
  for (const auto& change : plan.changing)
    for_each_fired(rules[change.rule.index()], begin, begin + total.size(),
                   [&](std::size_t site, Points points) {
                     Points& sum = total[site - begin];
                     sum = changed_total(change.effect, points, sum);
                   });
}

Points total_at(const DimensionPlan& plan, std::span<const RuleOutcome> rules, std::size_t site) {
  Points total = added_at(plan, rules, site);
  for (const auto& change : plan.changing) {
    const RuleOutcome& outcome = rules[change.rule.index()];
    if (outcome.fired[site]) total = changed_total(change.effect, outcome.points(site), total);
  }
  return total;
}

std::vector<TierMinimum> least_tiers(const RuleSet& set, std::span<const RuleOutcome> outcomes,
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
    const auto fired = outcomes[i].fired->words();
    for (std::size_t word = 0; word < fired.size(); ++word) lifted[word] |= fired[word];
  }
  return tiers;
}

Points settled_at(const DimensionPlan& plan, std::span<SiteOutcome> outcomes) {
  Points total = 0;
  for (const RuleId rule : plan.adding) {
    outcomes[rule.index()].effective = outcomes[rule.index()].points;
    total += outcomes[rule.index()].points;
  }
  for (const auto& group : plan.groups) settle_group_at(group, outcomes, total);
  for (const auto& change : plan.changing) {
    SiteOutcome& outcome = outcomes[change.rule.index()];
    if (!outcome.fired) continue;
    const Points after = changed_total(change.effect, outcome.points, total);
    outcome.effective = after - total;
    total = after;
  }
  return total;
}

}  // namespace harbinger::rule::detail

namespace harbinger::rule {

Points Outcomes::effective(RuleId rule, std::size_t site) const {
  const auto& place = settlement->places[rule.index()];
  // Who says nothing changes nothing, and no share of a cap falls to him.
  if (!place.dimension.valid() || !rules[rule.index()].fired[site]) return 0;
  const DimensionPlan& plan = settlement->dimensions[place.dimension.index()];
  if (place.group) return detail::effective_in_group(plan.groups[*place.group], rule, rules, site);
  return place.changes ? detail::effective_change(plan, rule, rules, site) : points(rule, site);
}

SiteOutcomes Outcomes::at(std::size_t site) const {
  SiteOutcomes result;
  for (const RuleOutcome& rule : rules)
    result.rules.push_back({rule.fired[site], rule.not_evaluated[site], rule.points(site), 0});
  for (const DimensionPlan& plan : settlement->dimensions)
    result.totals.push_back(detail::settled_at(plan, result.rules));
  for (const TierMinimum& tier : tiers)
    if (tier.sites[site]) result.tiers.push_back(tier.tier);
  return result;
}

}  // namespace harbinger::rule
