// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/settling.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/parallel.hpp"

namespace harbinger::rule::detail {

namespace {

/// Calls task(site) for the sites of [begin, end) at which the rule fired; `begin` is a multiple of 64.
template <class Task>
void for_each_fired(const Firing& outcome, std::size_t begin, std::size_t end, Task task) {
  const auto words = outcome.fired.words();
  for (std::size_t word = begin / 64; word * 64 < end; ++word)
    for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1)
      task(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
}

void add_points(const Firing& outcome, std::span<Points> total, std::size_t begin,
                std::size_t end) {
  for (std::size_t site = begin; site < end; ++site) total[site] += outcome.points[site];
}

/// Scales the group's points at one site so that they add up to `allowed`.
void allot_group(const Group& group, Points allowed, std::span<Firing> outcomes, std::size_t site) {
  std::vector<Points> weights;
  for (const RuleId rule : group.rules) weights.push_back(outcomes[rule.index()].points[site]);
  std::vector<Points> shares(weights.size());
  allot(allowed, weights, shares);
  for (std::size_t i = 0; i < shares.size(); ++i)
    outcomes[group.rules[i].index()].effective[site] = shares[i];
}

void add_group(const Group& group, std::span<Firing> outcomes, std::span<Points> total,
               std::size_t begin, std::size_t end) {
  std::array<Points, block_rows> sums{};
  for (const RuleId rule : group.rules) {
    Firing& outcome = outcomes[rule.index()];
    for (std::size_t site = begin; site < end; ++site) {
      outcome.effective[site] = outcome.points[site];
      sums[site - begin] += outcome.points[site];
    }
  }
  for (std::size_t site = begin; site < end; ++site) {
    const Points sum = sums[site - begin];
    const Points allowed = std::clamp(sum, -group.cap, group.cap);
    if (allowed != sum) allot_group(group, allowed, outcomes, site);
    total[site] += allowed;
  }
}

void change_total(Effect effect, Firing& outcome, std::span<Points> total, std::size_t begin,
                  std::size_t end) {
  std::fill(outcome.effective.begin() + static_cast<std::ptrdiff_t>(begin),
            outcome.effective.begin() + static_cast<std::ptrdiff_t>(end), 0);
  for_each_fired(outcome, begin, end, [&](std::size_t site) {
    const Points after = changed_total(effect, outcome.points[site], total[site]);
    outcome.effective[site] = after - total[site];
    total[site] = after;
  });
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

}  // namespace

std::vector<RuleId> DimensionPlan::rules(const RuleSet& set) const {
  std::vector<RuleId> all = adding;
  for (const GroupId group : groups)
    all.insert(all.end(), set.groups()[group.index()].rules.begin(),
               set.groups()[group.index()].rules.end());
  all.insert(all.end(), changing.begin(), changing.end());
  return all;
}

DimensionPlan plan_of(const RuleSet& set, DimensionId dimension) {
  DimensionPlan plan;
  for (std::size_t i = 0; i < set.rules().size(); ++i) {
    const Rule& rule = set.rules()[i];
    if (rule.dimension != dimension) continue;
    if (rule.effect != Effect::points)
      plan.changing.push_back(RuleId(i));
    else if (!rule.group.valid())
      plan.adding.push_back(RuleId(i));
  }
  for (std::size_t i = 0; i < set.groups().size(); ++i)
    if (set.groups()[i].dimension == dimension) plan.groups.push_back(GroupId(i));
  std::sort(plan.changing.begin(), plan.changing.end(), [&](RuleId a, RuleId b) {
    return std::tie(set.rule(a).effect, set.rule(a).id) <
           std::tie(set.rule(b).effect, set.rule(b).id);
  });
  return plan;
}

Points changed_total(Effect effect, Points points, Points total) {
  switch (effect) {
    case Effect::multiply: return scaled(total, points);
    case Effect::floor: return std::max(total, points);
    case Effect::cap: return std::min(total, points);
    case Effect::points:
    case Effect::tier_at_least: break;
  }
  return total;
}

void settle_block(const RuleSet& set, const DimensionPlan& plan, std::span<Firing> outcomes,
                  std::span<Points> total, std::size_t begin, std::size_t end) {
  std::fill(total.begin() + static_cast<std::ptrdiff_t>(begin),
            total.begin() + static_cast<std::ptrdiff_t>(end), 0);
  for (const RuleId rule : plan.adding) add_points(outcomes[rule.index()], total, begin, end);
  for (const GroupId group : plan.groups)
    add_group(set.groups()[group.index()], outcomes, total, begin, end);
  for (const RuleId rule : plan.changing)
    change_total(set.rule(rule).effect, outcomes[rule.index()], total, begin, end);
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

Points settled_at(const RuleSet& set, DimensionId dimension, const DimensionPlan& plan,
                  std::span<SiteOutcome> outcomes) {
  Points total = added_points(set, dimension, outcomes);
  for (const RuleId rule : plan.changing) {
    SiteOutcome& outcome = outcomes[rule.index()];
    if (!outcome.fired) continue;
    const Points after = changed_total(set.rule(rule).effect, outcome.points, total);
    outcome.effective = after - total;
    total = after;
  }
  return total;
}

}  // namespace harbinger::rule::detail
