// SPDX-License-Identifier: Apache-2.0
// A ranking of which a few rows moved, against one made of all scores.
#include "ranking/reranked.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace harbinger;
using namespace harbinger::ranking;

namespace {

/// All that is told, row by row, from a ranking of the rows that are left.
struct Recounted {
  std::vector<std::optional<std::uint32_t>> rank;  ///< By row of the base.
  LargestShift largest;
  Reranked::Top top;
  double kendall = 1;
};

Recounted recounted(const std::vector<double>& scores, std::span<const MovedRow> moved,
                    std::size_t top) {
  std::vector<std::optional<double>> now(scores.begin(), scores.end());
  for (const MovedRow& row : moved) now[row.row] = row.score;
  std::vector<double> were;
  std::vector<double> are;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < scores.size(); ++row) {
    if (!now[row]) continue;
    were.push_back(scores[row]);
    are.push_back(*now[row]);
    rows.push_back(row);
  }
  const Ranks before = competition_ranks(scores);
  const Ranks after = competition_ranks(are);
  Recounted result;
  result.rank.resize(scores.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    result.rank[rows[i]] = after.rank[i];
    const std::int64_t places = std::int64_t{after.rank[i]} - before.rank[rows[i]];
    if (std::abs(places) > std::abs(result.largest.places)) result.largest = {rows[i], places};
    const bool was_in = before.rank[rows[i]] <= top;
    const bool is_in = after.rank[i] <= top;
    result.top.stayed += was_in && is_in ? 1u : 0u;
    result.top.entered += !was_in && is_in ? 1u : 0u;
  }
  result.kendall = kendall_tau_b(were, are);
  return result;
}

void check(const std::vector<double>& scores, const std::vector<MovedRow>& moved, std::size_t top) {
  const Ranking ranking(LargeArray<double>(scores.begin(), scores.end()));
  const RankedScores base(scores, ranking);
  const Reranked reranked(base, moved);
  const Recounted slow = recounted(scores, moved, top);
  for (std::uint32_t row = 0; row < scores.size(); ++row)
    REQUIRE(reranked.rank(row) == slow.rank[row]);
  const LargestShift largest = reranked.largest_shift();
  REQUIRE(largest.row == slow.largest.row);
  REQUIRE(largest.places == slow.largest.places);
  REQUIRE(reranked.within_top(top).stayed == slow.top.stayed);
  REQUIRE(reranked.within_top(top).entered == slow.top.entered);
  REQUIRE(reranked.kendall_tau_b() == slow.kendall);
}

}  // namespace

TEST_CASE("One site that falls lifts those it falls below by one place", "[reranked]") {
  const std::vector<double> scores{90, 80, 80, 70, 60, 50};
  const Ranking ranking(LargeArray<double>(scores.begin(), scores.end()));
  const RankedScores base(scores, ranking);
  const std::vector<MovedRow> moved{{0, 65.0}};  // from 1 to 4, past 80, 80 and 70
  const Reranked reranked(base, moved);
  CHECK(reranked.rank(0) == 4u);
  CHECK(reranked.rank(1) == 1u);
  CHECK(reranked.rank(2) == 1u);
  CHECK(reranked.rank(3) == 3u);
  CHECK(reranked.rank(4) == 5u);
  CHECK(reranked.largest_shift().row == 0u);
  CHECK(reranked.largest_shift().places == 3);
  // Of the first three places: 80 and 80 stay, 70 comes in, 90 goes.
  CHECK(reranked.within_top(3).stayed == 2);
  CHECK(reranked.within_top(3).entered == 1);
  // 15 pairs, one tied in both; 3 stand the other way round: (11 - 3) / 14.
  CHECK(reranked.kendall_tau_b() == 8.0 / 14.0);
}

TEST_CASE("Nobody moves where nothing did", "[reranked]") {
  const std::vector<double> scores{3, 1, 2};
  const Ranking ranking(LargeArray<double>(scores.begin(), scores.end()));
  const RankedScores base(scores, ranking);
  const Reranked reranked(base, {});
  CHECK_FALSE(reranked.largest_shift().row);
  CHECK(reranked.within_top(2).stayed == 2);
  CHECK(reranked.kendall_tau_b() == 1);
}

TEST_CASE("A ranking of which some rows moved is the ranking of all scores",
          "[reranked][property]") {
  std::mt19937_64 random(20261127);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < 4000; ++round) {
    const std::size_t rows =
        round % 50 == 0 ? 200 + below(800) : 1 + below(round % 5 == 0 ? 300 : 12);
    const std::size_t grid = 1 + below(round % 3 == 0 ? 5 : 400);  // few scores: many ties
    std::vector<double> scores;
    for (std::size_t i = 0; i < rows; ++i) scores.push_back(static_cast<double>(below(grid)) / 4);
    const std::size_t share = 1 + below(12);
    std::vector<MovedRow> moved;
    for (std::uint32_t row = 0; row < rows; ++row) {
      if (below(share) != 0) continue;
      const bool gone = below(4) == 0;
      moved.push_back(
          {row, gone ? std::nullopt : std::optional(static_cast<double>(below(grid)) / 4)});
    }
    INFO("round " << round);
    check(scores, moved, below(rows + 2));
  }
}

TEST_CASE("All rows may go", "[reranked]") {
  check({1, 2, 2}, {{0, {}}, {1, {}}, {2, {}}}, 2);
  check({}, {}, 3);
}
