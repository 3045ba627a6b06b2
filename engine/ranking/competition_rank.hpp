// SPDX-License-Identifier: Apache-2.0
// Standard competition ranking: equal scores share a rank and the next rank counts them (1, 2, 2, 4).
// Sites of one rank are ordered by id, which is the order of their rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace harbinger::ranking {

struct Ranking {
  std::vector<std::uint32_t> order;  ///< Rows, best first.
  std::vector<std::uint32_t> rank;   ///< By row, from 1.

  /// The fraction of rows whose rank is shared with another.
  [[nodiscard]] double share_in_ties() const;
};

/// Ranks rows by score, highest first. Cost: one sort.
[[nodiscard]] Ranking competition_ranks(std::span<const double> scores);

}  // namespace harbinger::ranking
