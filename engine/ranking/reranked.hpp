// SPDX-License-Identifier: Apache-2.0
// What a ranking becomes when a few of its rows have other scores, or are not ranked any more: told from the ranking
// as it was, sorted once, without ranking all rows again.
//
//     scores, best first   90 80 80 70 | 60 55 50 | 40 40 30 ...        one row moves from 70 to 45
//     places it is moved    0  0  0  . |-1 -1 -1  |  0  0  0            so the rows between it passes move up
//
// A row that does not move is shifted by the movers now above it, less those that were: the same for all rows between
// two neighbouring scores of movers. Kendall's tau-b (rank_correlation.hpp) counts the pairs of two rows that stay
// from the base's ties, those of a mover and a row that stays by binary search, those of two movers on their own.
//
// Cost, for m movers of n rows: O(m log n) and the rows of one block for each shift that is the largest so far.
// Slow twin: competition_ranks and kendall_tau_b of all scores; tested against it by tests/ranking/reranked_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ranking/competition_rank.hpp"
#include "ranking/rank_correlation.hpp"

namespace harbinger::ranking {

/// A ranking, made ready for that. All that is given must outlive it.
class RankedScores {
 public:
  RankedScores(std::span<const double> scores, const Ranking& ranking);

  [[nodiscard]] std::size_t size() const { return scores_.size(); }
  [[nodiscard]] double score(std::uint32_t row) const { return scores_[row]; }
  [[nodiscard]] std::uint32_t rank(std::uint32_t row) const { return ranking_->rank()[row]; }
  /// How many rows have a higher score than this, and how many at least this.
  [[nodiscard]] std::size_t above(double score) const;
  [[nodiscard]] std::size_t at_least(double score) const;
  /// How many rows have a rank of at most `rank`: they come first.
  [[nodiscard]] std::size_t within_rank(std::int64_t rank) const;
  /// The place of a row in the order.
  [[nodiscard]] std::size_t place(std::uint32_t row) const;
  /// The lowest row of the places [begin, end), which are some.
  [[nodiscard]] std::uint32_t lowest_row(std::size_t begin, std::size_t end) const;
  /// How many pairs of rows are tied.
  [[nodiscard]] std::int64_t tied_pairs() const { return tied_pairs_; }

 private:
  std::span<const double> scores_;
  const Ranking* ranking_;
  std::vector<double> sorted_;  ///< Highest first.
  /// The lowest row of 2^i blocks of places, from each block on.
  std::vector<std::vector<std::uint32_t>> lowest_of_blocks_;
  std::int64_t tied_pairs_ = 0;
};

/// A row with another score than it had; without one it is not ranked any more.
struct MovedRow {
  std::uint32_t row = 0;
  std::optional<double> score;
};

/// The lowest of the rows that moved furthest.
struct LargestShift {
  std::optional<std::uint32_t> row;  ///< Nothing where no row moved.
  std::int64_t places = 0;           ///< Positive: it fell.
};

class Reranked {
 public:
  /// `moved`: each row once, ascending.
  Reranked(const RankedScores& base, std::span<const MovedRow> moved);

  /// Nothing where the row is not ranked any more.
  [[nodiscard]] std::optional<std::uint32_t> rank(std::uint32_t row) const;
  /// Of the rows that are ranked before and after.
  [[nodiscard]] LargestShift largest_shift() const;
  /// How many rows have a rank of at most `top` before and after, and how many after alone.
  struct Top {
    std::size_t stayed = 0;
    std::size_t entered = 0;
  };
  [[nodiscard]] Top within_top(std::size_t top) const;
  /// Between the scores before and after of the rows that are ranked before and after.
  [[nodiscard]] double kendall_tau_b() const;

 private:
  /// Places [begin, end) of the base whose rows, but for those that moved, all shift alike.
  struct Shifted {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int64_t places = 0;
  };

  [[nodiscard]] std::int64_t shift_at(double score) const;
  [[nodiscard]] std::size_t staying(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::uint32_t rank_at(double score) const;
  [[nodiscard]] std::int64_t staying_at(double score) const;
  [[nodiscard]] std::int64_t staying_between(double a, double b) const;
  [[nodiscard]] std::int64_t staying_tied() const;
  [[nodiscard]] PairCounts pairs_of_movers() const;

  const RankedScores& base_;
  std::span<const MovedRow> moved_;
  std::vector<double> olds_;         ///< Scores that the moved rows had, ascending.
  std::vector<double> news_;         ///< Scores that they have, ascending.
  std::vector<std::size_t> places_;  ///< In the base, ascending.
  std::vector<Shifted> shifted_;     ///< Best first; together all places.
};

}  // namespace harbinger::ranking
