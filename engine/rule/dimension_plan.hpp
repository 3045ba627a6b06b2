// SPDX-License-Identifier: Apache-2.0
// How the rules of one dimension become its total: who adds freely, which groups are capped, and what
// multiplies, floors and caps, each in order of rule ids, so that the order of a file does not matter.
#pragma once

#include <vector>

#include "rule/rule_set.hpp"

namespace harbinger::rule {

struct DimensionPlan {
  struct CappedGroup {
    Points cap = 0;
    std::vector<RuleId> rules;  ///< Ordered by rule id (text).
  };
  struct Change {
    Effect effect = Effect::multiply;
    RuleId rule;
  };
  std::vector<RuleId> adding;  ///< effect points, in no group.
  std::vector<CappedGroup> groups;
  std::vector<Change> changing;  ///< multiply, then floor, then cap; by id within each.

  /// All of them.
  [[nodiscard]] std::vector<RuleId> rules() const;
};
[[nodiscard]] DimensionPlan plan_of(const RuleSet& set, DimensionId dimension);

/// What a multiply, floor or cap of `points` makes of a total.
[[nodiscard]] Points changed_total(Effect effect, Points points, Points total);

}  // namespace harbinger::rule
