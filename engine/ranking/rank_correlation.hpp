// SPDX-License-Identifier: Apache-2.0
// How alike two rankings of the same rows are: Kendall's tau-b and Spearman's rho, both corrected for ties.
//
// tau-b = (P - Q) / sqrt((n0 - n1) (n0 - n2)) over the n0 = n (n - 1) / 2 pairs of rows: P pairs stand in one
// order in both, Q in opposite orders, n1 are tied in the first and n2 in the second (Kendall 1945, "The
// treatment of ties in ranking problems"). Q is counted as the swaps of a merge sort (Knight 1966, "A computer
// method for calculating Kendall's tau with ungrouped data").
//
// rho is Pearson's correlation of the mid-ranks: tied rows share the mean of the ranks they take up (Spearman
// 1904; ties as in Kendall 1945).
//
//     both in the same order: 1      opposite orders: -1      nothing to do with each other: 0
//
// Where neither formula is defined: two rankings that tie all rows agree, and so do rankings of fewer than two
// rows: 1. Where only one of them ties all rows it tells nothing of the other: 0.
// Cost: two sorts. All values are numbers (not NaN). Tested against the sum over all pairs.
#pragma once

#include <cstdint>
#include <span>

namespace harbinger::ranking {

/// How many pairs so many rows make.
constexpr std::int64_t pairs_of(std::int64_t rows) { return rows * (rows - 1) / 2; }

/// What tau-b counts over the pairs of rows.
struct PairCounts {
  std::int64_t all = 0;
  std::int64_t tied_a = 0;
  std::int64_t tied_b = 0;
  std::int64_t tied_both = 0;
  std::int64_t opposite = 0;  ///< Q.

  [[nodiscard]] double tau_b() const;
};
[[nodiscard]] PairCounts pair_counts(std::span<const double> a, std::span<const double> b);

/// tau-b of two columns of scores, [-1, 1]. Both have one entry per row.
[[nodiscard]] double kendall_tau_b(std::span<const double> a, std::span<const double> b);

/// rho of two columns of scores, [-1, 1]. Both have one entry per row. Ranks may be given instead.
[[nodiscard]] double spearman_rho(std::span<const double> a, std::span<const double> b);

}  // namespace harbinger::ranking
