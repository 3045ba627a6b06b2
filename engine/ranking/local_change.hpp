// SPDX-License-Identifier: Apache-2.0
// What an assessment becomes without a few facts, by the sites that these reach: their signals, rules and scores
// alone, whatever the number of all sites. And what a few sites score under other rules or another model.
//
//     facts -> sites reached -> their signals -> their rules -> their scores        (signal/reached_rows.hpp)
//
// The slow twin is the assessment made from the base (assessment.hpp). Tested against it by
// tests/scenario/influence_worlds_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ranking/assessment.hpp"
#include "ranking/reranked.hpp"

namespace harbinger::ranking {

struct RowTier {
  std::uint32_t row = 0;
  std::uint8_t tier = 0;  ///< Place in Tiers::bounds.
};

/// By rows of the base, ascending.
struct LocalChange {
  std::vector<MovedRow> moved;  ///< That have another score, or are no rows any more.
  std::vector<RowTier> tiers;   ///< That have another tier.

  /// The score and the tier of a row that stays.
  [[nodiscard]] double score_of(const Assessment& base, std::uint32_t row) const;
  [[nodiscard]] std::uint8_t tier_of(const Assessment& base, std::uint32_t row) const;
};

/// Changes from `base` to the same basis seen by `view`, a view of the same graph and day. Nothing where the model
/// looks at all sites for the score of one, or more than one site in sixteen may be reached: all are to be scored then.
[[nodiscard]] std::optional<LocalChange> local_change(const Assessment& base,
                                                      const graph::GraphView& view);

/// The scores of some rows of the base under other rules or another model. Nothing where a signal is another one too,
/// or the model looks at all sites.
[[nodiscard]] std::optional<std::vector<double>> scores_of_rows(
    const Assessment& base, const Basis& basis, std::span<const std::uint32_t> rows);

}  // namespace harbinger::ranking
