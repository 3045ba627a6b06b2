// SPDX-License-Identifier: Apache-2.0
#include "rule/dimension_plan.hpp"

#include <algorithm>
#include <tuple>

namespace harbinger::rule {

std::vector<RuleId> DimensionPlan::rules() const {
  std::vector<RuleId> all = adding;
  for (const auto& group : groups) all.insert(all.end(), group.rules.begin(), group.rules.end());
  for (const auto& change : changing) all.push_back(change.rule);
  return all;
}

DimensionPlan plan_of(const RuleSet& set, DimensionId dimension) {
  DimensionPlan plan;
  for (std::size_t i = 0; i < set.rules().size(); ++i) {
    const Rule& rule = set.rules()[i];
    if (rule.dimension != dimension) continue;
    if (rule.effect != Effect::points)
      plan.changing.push_back({rule.effect, RuleId(i)});
    else if (!rule.group.valid())
      plan.adding.push_back(RuleId(i));
  }
  for (const Group& group : set.groups())
    if (group.dimension == dimension) plan.groups.push_back({group.cap, group.rules});
  std::sort(plan.changing.begin(), plan.changing.end(), [&](const auto& a, const auto& b) {
    return std::tie(a.effect, set.rule(a.rule).id) < std::tie(b.effect, set.rule(b.rule).id);
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

}  // namespace harbinger::rule
