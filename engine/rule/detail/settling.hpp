// SPDX-License-Identifier: Apache-2.0
// The total of each dimension, by its plan (rule/dimension_plan.hpp). Three times: in blocks, over bits and points of
// whole columns; at one site of them; and, the slow twin of both, over what evaluate_one says of a site.
#pragma once

#include <span>
#include <vector>

#include "rule/dimension_plan.hpp"
#include "rule/evaluate.hpp"

namespace harbinger::rule::detail {

/// All dimensions of a set.
struct Settlement {
  /// Where a rule stands in the plan of its dimension.
  struct Place {
    DimensionId dimension;             ///< Invalid for tier_at_least.
    std::optional<std::size_t> group;  ///< Index into the plan's groups.
    bool changes = false;
  };
  std::vector<DimensionPlan> dimensions;  ///< By DimensionId.
  std::vector<Place> places;              ///< By RuleId.
};
[[nodiscard]] Settlement settlement_of(const RuleSet& set);

/// A rule's outcome, to be read block by block.
struct FiredPoints {
  BitSpan fired;
  const RulePoints* given = nullptr;
};

/// Adds `sign` (1 or -1) times what a rule, or a group of rules, gives to the totals of the sites of a block, which
/// starts at `begin`.
void add_points(const FiredPoints& rule, Points sign, std::span<Points> total, std::size_t begin);
void add_group(const DimensionPlan::CappedGroup& group, std::span<const FiredPoints> rules,
               Points sign, std::span<Points> total, std::size_t begin);

/// Writes the totals of the sites of a block, which starts at `begin`. `rules` by RuleId.
void settle_block(const DimensionPlan& plan, std::span<const FiredPoints> rules,
                  std::span<Points> total, std::size_t begin);

/// The total at one site. `rules` by RuleId.
[[nodiscard]] Points total_at(const DimensionPlan& plan, std::span<const RuleOutcome> rules,
                              std::size_t site);

/// The scalar twin, for one site: fills `effective` of the dimension's rules and gives the total.
[[nodiscard]] Points settled_at(const DimensionPlan& plan, std::span<SiteOutcome> outcomes);

/// What the fired rules of effect tier_at_least ask for.
[[nodiscard]] std::vector<TierMinimum> least_tiers(const RuleSet& set,
                                                   std::span<const RuleOutcome> outcomes,
                                                   std::size_t sites);

}  // namespace harbinger::rule::detail
