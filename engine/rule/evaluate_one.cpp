// SPDX-License-Identifier: Apache-2.0
// The slow twin of evaluate: one site, rule after rule, as the header's words say it.
#include <algorithm>

#include "rule/detail/firing_unit.hpp"
#include "rule/detail/settling.hpp"
#include "rule/evaluate.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule {

SiteOutcomes evaluate_one(const RuleSet& set, std::span<const expr::Value> signals, Day as_of) {
  const SiteRow site(set, signals, as_of);
  SiteOutcomes result;
  std::vector<bool> applies;
  for (const Rule& rule : set.rules()) applies.push_back(rule.applies_on(as_of));
  result.rules.resize(set.rules().size());
  for (const detail::FiringUnit& unit : detail::units_of(set))
    detail::fire_at(set, unit, applies, site,
                    std::span(result.rules).subspan(unit.rules.front().index(), unit.rules.size()));
  for (std::size_t i = 0; i < set.dimensions().size(); ++i)
    result.totals.push_back(detail::settled_at(plan_of(set, DimensionId(i)), result.rules));
  for (std::size_t i = 0; i < result.rules.size(); ++i)
    if (set.rules()[i].effect == Effect::tier_at_least && result.rules[i].fired)
      result.tiers.push_back(set.rules()[i].tier);
  std::sort(result.tiers.begin(), result.tiers.end());
  result.tiers.erase(std::unique(result.tiers.begin(), result.tiers.end()), result.tiers.end());
  return result;
}

}  // namespace harbinger::rule
