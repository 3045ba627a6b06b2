// SPDX-License-Identifier: Apache-2.0
// Which rule fired at which site, with how many points, and what that makes of each dimension.
//
//     signal columns -> conditions, points -> group caps -> multiply -> floor -> cap
//                       each rule               each dimension (rule/dimension_plan.hpp)
//
// Three states, not two: a rule fired, did not fire, or was not evaluated: its condition is unknown
// or an error, or it fired and its points are unknown, an error, a range, not finite or beyond
// most_points. Such a rule gives nothing, and is counted and shown.
//
// Effective points are what a rule did to its dimension's total: they always add up to it, exactly.
//
//     points                 its points; where its group is beyond the cap, its share of the cap in
//                            proportion (allot)
//     multiply, floor, cap   the total after it less the total before it; several of one effect apply
//                            in the order of their ids, so that the order of a file does not matter
//
// A group's cap binds both ways: points of either sign add up to within [-cap, cap]. Where they
// cancel to the cap or less, nothing is scaled.
//
// Cost: O(sites * rules), in blocks of 1,024 sites by threads; the result does not depend on their
// number. Memory: two bits for a rule and site, the points that vary where they were given, 8 bytes for a
// dimension and site. Effective points are not kept: they are settled again for the site asked of.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bits.hpp"
#include "base/date.hpp"
#include "base/large_array.hpp"
#include "base/patched_column.hpp"
#include "base/shared.hpp"
#include "expr/column.hpp"
#include "rule/points.hpp"
#include "rule/rule_points.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

namespace detail {
struct Settlement;  // how points become totals, rule/detail/settling.hpp
}

/// One rule, all sites. A rule that does not apply on the day fired nowhere.
struct RuleOutcome {
  Shared<Bits> fired;
  Shared<Bits> not_evaluated;
  RulePoints given;  ///< Where it fired.

  /// What the rule says (multiply: the factor); 0 where it did not fire.
  [[nodiscard]] Points points(std::size_t site) const {
    return fired[site] ? given.at(*fired, site) : 0;
  }
};

/// One rule at one site.
struct SiteOutcome {
  bool fired = false;
  bool not_evaluated = false;
  Points points = 0;
  Points effective = 0;

  friend bool operator==(const SiteOutcome&, const SiteOutcome&) = default;
};

/// All rules at one site.
struct SiteOutcomes {
  std::vector<SiteOutcome> rules;  ///< By RuleId.
  std::vector<Points> totals;      ///< By DimensionId.
  std::vector<std::string> tiers;  ///< Minimum tiers, ascending by name.

  friend bool operator==(const SiteOutcomes&, const SiteOutcomes&) = default;
};

using PointsColumn = LargeArray<Points>;

struct DimensionPoints {
  std::string dimension;
  PatchedColumn<Points> total;  ///< Per site.
};

/// The sites that some fired rule lifts to at least this tier.
struct TierMinimum {
  std::string tier;
  Bits sites;
};

struct Outcomes {
  std::vector<RuleOutcome> rules;           ///< By RuleId.
  std::vector<DimensionPoints> dimensions;  ///< By DimensionId.
  std::vector<TierMinimum>
      tiers;  ///< Each tier once, ascending by name; a model knows their order.
  std::shared_ptr<const detail::Settlement> settlement;

  [[nodiscard]] Points points(RuleId rule, std::size_t site) const {
    return rules[rule.index()].points(site);
  }
  /// What the rule did to the total of its dimension. Cost: one look for a rule that adds in no group, else one at
  /// each rule of its group, or of its dimension.
  [[nodiscard]] Points effective(RuleId rule, std::size_t site) const;
  [[nodiscard]] SiteOutcomes at(std::size_t site) const;
};

/// signals[i] is the column of signal i, all of `sites` rows. The rules that are `off` fire nowhere.
[[nodiscard]] Outcomes evaluate(const RuleSet& set, std::span<const Shared<expr::Column>> signals,
                                std::size_t sites, Day as_of, unsigned threads,
                                std::span<const RuleId> off = {});

/// The slow twin of evaluate: one site, given by its signals' values, through the scalar back end.
[[nodiscard]] SiteOutcomes evaluate_one(const RuleSet& set, std::span<const expr::Value> signals,
                                        Day as_of);

}  // namespace harbinger::rule
