// SPDX-License-Identifier: Apache-2.0
// Standard competition ranking: equal scores share a rank and the next rank counts them (1, 2, 2, 4).
// Sites of one rank are ordered by id, which is the order of their rows. Scores are numbers (not NaN).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/patched_column.hpp"

namespace harbinger::ranking {

struct Ranks {
  std::vector<std::uint32_t> order;  ///< Rows, best first.
  std::vector<std::uint32_t> rank;   ///< By row, from 1.
};

/// Ranks rows by score, highest first. Cost: one radix sort, linear in rows.
[[nodiscard]] Ranks competition_ranks(std::span<const double> scores);

/// The first k of competition_ranks(scores).order, or all where there are fewer. Cost: one look at all scores, and a
/// sort of about k of them.
[[nodiscard]] std::vector<std::uint32_t> top(std::span<const double> scores, std::size_t k);

/// The ranking of a column of scores. All of it is made when somebody first asks for all, once, by whichever thread;
/// who wants the best few, or the rank of one row, does without.
class Ranking {
 public:
  Ranking() : Ranking(PatchedColumn<double>()) {}
  explicit Ranking(PatchedColumn<double> scores);
  /// Of scores that are a patch over those ranked before: the best few are then sought among the best before and the
  /// rows of the patch, where that is enough.
  Ranking(PatchedColumn<double> scores, const Ranking& before);

  /// Rows, best first.
  [[nodiscard]] std::span<const std::uint32_t> order() const { return all().order; }
  /// By row, from 1.
  [[nodiscard]] std::span<const std::uint32_t> rank() const { return all().rank; }
  /// The first k of order().
  [[nodiscard]] std::vector<std::uint32_t> top(std::size_t k) const;
  /// rank()[row]. Cost: one look at all scores, unless all ranks are made.
  [[nodiscard]] std::uint32_t rank_of(std::size_t row) const;
  /// The fraction of rows whose rank is shared with another.
  [[nodiscard]] double share_in_ties() const;

 private:
  struct Lazy;
  [[nodiscard]] const Ranks& all() const;

  std::shared_ptr<Lazy> lazy_;  ///< One for all copies.
};

}  // namespace harbinger::ranking
