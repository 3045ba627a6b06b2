// SPDX-License-Identifier: Apache-2.0
// Scores: a model applied to the points and signals of all sites.
//
//     points, signals -> parts of leaves -> leaves -> inner dimensions -> top -> tier
//                        normalised, [0, 1]                              x 100
//
// A dimension's value is f + (1 - f) p (model.hpp). Missing values never leave their leaf: a leaf
// with nothing left to combine stands at its floor. Cost: linear in sites, one pass over blocks of
// them from the leaves to the top, behind those that normalisation and weights made of the data need;
// ranks, percentiles and tiers by percentile sort. The same bytes for any number of threads. Slow
// twin: site_score(). Tested by tests/model/score_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "base/bits.hpp"
#include "base/large_array.hpp"
#include "base/patched_column.hpp"
#include "base/shared.hpp"
#include "expr/column.hpp"
#include "model/model.hpp"

namespace harbinger::model {

/// The points of all rules of a leaf, after their effects: millionths, one for each site.
struct LeafPoints {
  DimensionId leaf;
  ColumnView<std::int64_t> millionths;
};

struct Inputs {
  std::size_t sites = 0;
  std::vector<LeafPoints> points;  ///< At most one for each leaf; without one its points are 0.
  /// The column of a signal; nullptr where there is none, which is as if it were unknown
  /// everywhere. Truth values count as 0 and 1, ranges by their middle; a column of texts is a
  /// fault of the caller.
  std::function<const expr::Column*(std::string_view signal)> signal;
};

/// No tier is asked for: in the span of least tiers that rules give.
inline constexpr std::uint8_t any_tier = std::numeric_limits<std::uint8_t>::max();

/// An indicator of all sites.
struct IndicatorValues {
  std::vector<double> values;  ///< In [0, 1], missing values filled.
  Bits dropped;                ///< Left out at this site (Missing::drop). Empty: nowhere.
  Bits incomplete;             ///< It makes the site incomplete (Scores::incomplete).
};

/// One number for each site.
using SiteNumbers = LargeArray<double>;

struct Scores {
  PatchedColumn<double> total;  ///< 0..100; shared with what was before where no site moved.
  std::vector<PatchedColumn<double>> dimensions;  ///< [0, 1], by DimensionId.
  std::vector<std::vector<double>> weights;       ///< By DimensionId, then part.
  std::vector<Shared<std::vector<IndicatorValues>>>
      indicators;                  ///< By DimensionId, then indicator.
  std::vector<std::uint8_t> tier;  ///< Place in Tiers::bounds: 0 is the severest.
  Bits no_evidence;  ///< No points and no indicator above 0 in any leaf: the site scores the floor.
  Bits incomplete;   ///< An indicator with `missing: unknown` is unknown there, or one is an error.
};

/// What was scored before: columns and points of an input that are the same objects now are not read again.
struct Scored {
  const Model& model;
  const Inputs& inputs;
  const Scores& scores;
  std::span<const std::uint8_t> least_tiers;  ///< As they were given.
};

/// `least_tiers` has one entry for each site, or none at all: a tier that rules ask for at least.
/// It changes the tier, never the score. With `before`, of the same sites, dimensions that nothing reaches are
/// shared with it, and `computed` (where given) counts the others; of those only the rows are computed in which a part
/// differs, where the dimension is made in the same way. Where points are patches over those before, what is made of
/// them is, too. The scores are the same.
[[nodiscard]] Scores score(const Model& model, const Inputs& inputs, unsigned threads,
                           std::span<const std::uint8_t> least_tiers = {},
                           const Scored* before = nullptr, std::size_t* computed = nullptr);

/// The score of a site without any evidence, 0..100.
[[nodiscard]] double floor_score(const Model& model, const Scores& scores);

}  // namespace harbinger::model
