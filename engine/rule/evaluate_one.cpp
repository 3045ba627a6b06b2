// SPDX-License-Identifier: Apache-2.0
// The slow twin of evaluate: one site, rule after rule, as the header's words say it.
#include <algorithm>

#include "rule/detail/firing.hpp"
#include "rule/detail/settling.hpp"
#include "rule/evaluate.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule {

SiteOutcomes evaluate_one(const RuleSet& set, std::span<const expr::Value> signals, Day as_of) {
  const SiteRow site(set, signals, as_of);
  SiteOutcomes result;
  for (const Rule& rule : set.rules())
    result.rules.push_back(rule.applies_on(as_of) ? detail::fired_at(rule, site) : SiteOutcome{});
  for (std::size_t i = 0; i < set.dimensions().size(); ++i)
    result.totals.push_back(detail::settled_at(set, DimensionId(i),
                                               detail::plan_of(set, DimensionId(i)), result.rules));
  for (std::size_t i = 0; i < result.rules.size(); ++i)
    if (set.rules()[i].effect == Effect::tier_at_least && result.rules[i].fired)
      result.tiers.push_back(set.rules()[i].tier);
  std::sort(result.tiers.begin(), result.tiers.end());
  result.tiers.erase(std::unique(result.tiers.begin(), result.tiers.end()), result.tiers.end());
  return result;
}

}  // namespace harbinger::rule
