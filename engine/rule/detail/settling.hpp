// SPDX-License-Identifier: Apache-2.0
// How the rules of one dimension become its total: who adds freely, which groups are capped, and what
// multiplies, floors and caps, each in order of rule ids, so that the order of a file does not matter.
#pragma once

#include <span>
#include <vector>

#include "rule/detail/firing.hpp"

namespace harbinger::rule::detail {

struct DimensionPlan {
  std::vector<RuleId> adding;  ///< effect points, in no group.
  std::vector<GroupId> groups;
  std::vector<RuleId> changing;  ///< multiply, then floor, then cap; by id within each.

  /// All of them.
  [[nodiscard]] std::vector<RuleId> rules(const RuleSet& set) const;
};
[[nodiscard]] DimensionPlan plan_of(const RuleSet& set, DimensionId dimension);

/// What a multiply, floor or cap of `points` makes of a total.
[[nodiscard]] Points changed_total(Effect effect, Points points, Points total);

/// Fills `effective` of the plan's rules (of those that do not add freely) and `total` for the sites [begin,
/// end); `begin` is a block's.
void settle_block(const RuleSet& set, const DimensionPlan& plan, std::span<Firing> outcomes,
                  std::span<Points> total, std::size_t begin, std::size_t end);

/// The scalar twin, for one site: fills `effective` of the dimension's rules and gives the total.
[[nodiscard]] Points settled_at(const RuleSet& set, DimensionId dimension,
                                const DimensionPlan& plan, std::span<SiteOutcome> outcomes);

/// What the fired rules of effect tier_at_least ask for.
[[nodiscard]] std::vector<TierMinimum> least_tiers(const RuleSet& set,
                                                   std::span<const RuleOutcome> outcomes,
                                                   std::size_t sites);

}  // namespace harbinger::rule::detail
