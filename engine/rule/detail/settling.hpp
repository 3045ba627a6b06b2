// SPDX-License-Identifier: Apache-2.0
// How the rules of one dimension become its total: who adds freely, which groups are capped, and what
// multiplies, floors and caps, each in order of rule ids, so that the order of a file does not matter.
#pragma once

#include <span>
#include <vector>

#include "rule/evaluate.hpp"

namespace harbinger::rule::detail {

struct DimensionPlan {
  std::vector<RuleId> adding;  ///< effect points, in no group.
  std::vector<GroupId> groups;
  std::vector<RuleId> changing;  ///< multiply, then floor, then cap; by id within each.
};
[[nodiscard]] DimensionPlan plan_of(const RuleSet& set, DimensionId dimension);

/// What a multiply, floor or cap of `points` makes of a total.
[[nodiscard]] Points changed_total(Effect effect, Points points, Points total);

/// Fills `effective` of the plan's rules and `total` for the sites [begin, end); `begin` is a block's.
void settle_block(const RuleSet& set, const DimensionPlan& plan, std::span<RuleOutcome> outcomes,
                  std::span<Points> total, std::size_t begin, std::size_t end);

}  // namespace harbinger::rule::detail
