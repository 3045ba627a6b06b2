// SPDX-License-Identifier: Apache-2.0
#include "ranking/competition_rank.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <thread>

using namespace harbinger;
using namespace harbinger::ranking;

namespace {

/// Few distinct values, so that there are many ties; or many values, of either sign.
std::vector<double> random_scores(std::size_t rows, std::uint32_t seed) {
  std::mt19937 random(seed);
  const std::uint32_t values = seed % 3 == 0 ? 5 : seed % 3 == 1 ? 300 : 4'000'000;
  std::vector<double> scores(rows);
  for (double& score : scores) score = double(random() % values) / 7 - (seed % 5 == 0 ? 40 : 0);
  return scores;
}

/// The definition: a comparison sort.
std::vector<std::uint32_t> sorted_rows(std::span<const double> scores) {
  std::vector<std::uint32_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  return order;
}

Ranking ranking_of(const std::vector<double>& scores) {
  return Ranking(LargeArray<double>(scores.begin(), scores.end()));
}

}  // namespace

TEST_CASE("Equal scores share a rank, and the next rank counts them", "[ranking]") {
  // By hand: 1, 2, 3, 3, 5.
  const std::vector<double> scores = {30, 50, 30, 70, 10};
  const Ranks ranks = competition_ranks(scores);
  CHECK(ranks.order ==
        std::vector<std::uint32_t>{3, 1, 0, 2, 4});  // rows of one rank in their order
  CHECK(ranks.rank == std::vector<std::uint32_t>{3, 2, 3, 1, 5});
  CHECK(ranking_of(scores).share_in_ties() == Approx(2.0 / 5));
}

TEST_CASE("A rank is one more than the rows with a higher score", "[ranking]") {
  const bool holds = rc::check("rank = 1 + higher", [](const std::vector<std::uint8_t>& values) {
    std::vector<double> scores;
    for (const std::uint8_t value : values) scores.push_back(value / 16);  // many ties
    const Ranks ranks = competition_ranks(scores);
    const Ranking lazy = ranking_of(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto better = std::count_if(scores.begin(), scores.end(),
                                        [&](double other) { return other > scores[i]; });
      RC_ASSERT(ranks.rank[i] == static_cast<std::uint32_t>(better) + 1);
      RC_ASSERT(lazy.rank_of(i) == ranks.rank[i]);
    }
  });
  CHECK(holds);
}

TEST_CASE("The order is that of a comparison sort, and minus zero is zero", "[ranking]") {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    const std::vector<double> scores = random_scores(seed * 171, seed);
    REQUIRE(competition_ranks(scores).order == sorted_rows(scores));
  }
  CHECK(competition_ranks(std::vector<double>{0.0, -0.0, -1.0, 0.0}).rank ==
        std::vector<std::uint32_t>{1, 1, 4, 1});
}

TEST_CASE("The best k are the first k of the full sort", "[ranking][property]") {
  for (std::uint32_t seed = 0; seed < 120; ++seed) {
    const std::vector<double> scores = random_scores(seed % 4 == 0 ? seed : 131 * seed, seed);
    const std::vector<std::uint32_t> order = sorted_rows(scores);
    for (const std::size_t k : {0u, 1u, 3u, 10u, 100u, 5000u, 100'000u}) {
      INFO("seed " << seed << ", k " << k);
      const std::vector<std::uint32_t> first(
          order.begin(), order.begin() + std::ptrdiff_t(std::min(k, order.size())));
      REQUIRE(top(scores, k) == first);
      const Ranking lazy = ranking_of(scores);
      REQUIRE(lazy.top(k) == first);
      (void)lazy.order();
      REQUIRE(lazy.top(k) == first);  // now cut from all
    }
  }
}

TEST_CASE("The best k of scores that moved in part are the first k of the full sort",
          "[ranking][property]") {
  for (std::uint32_t seed = 0; seed < 90; ++seed) {
    std::vector<double> scores = random_scores(200 + 31 * seed, seed);
    std::mt19937 random(seed);
    PatchedColumn<double> column(LargeArray<double>(scores.begin(), scores.end()));
    Ranking ranking(column);
    for (int edit = 0; edit < 6; ++edit) {
      (void)ranking.top(random() % 40);
      // The best fall, or some rise, or both.
      Bits rows(scores.size());
      for (const std::uint32_t row : top(scores, random() % 12)) rows.set(row);
      for (std::size_t i = random() % 30; i > 0; --i) rows.set(random() % scores.size());
      const std::vector<double> drawn = random_scores(scores.size(), seed + 3);
      rows.for_each([&](std::size_t row) { scores[row] = drawn[row] + double(random() % 3) - 1; });
      Patch<double> patch(column.rows_with(std::make_shared<const RowSet>(std::move(rows))));
      for (std::size_t place = 0; place < patch.values.size(); ++place) {
        const std::size_t row = patch.rows->list()[place];
        patch.values[place] = scores[row];
      }
      column = {column, std::move(patch)};
      ranking = Ranking(column, ranking);
      const std::size_t k = random() % 50;
      INFO("seed " << seed << ", edit " << edit << ", k " << k);
      std::vector<std::uint32_t> first = sorted_rows(scores);
      first.resize(k);
      REQUIRE(ranking.top(k) == first);
    }
  }
}

TEST_CASE("A ranking that several threads ask for at once is made once", "[ranking]") {
  const Ranking lazy = ranking_of(random_scores(20'000, 2));
  const Ranking copy = lazy;
  std::vector<const std::uint32_t*> seen(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < seen.size(); ++i)
      threads.emplace_back([&, i] { seen[i] = (i % 2 == 0 ? lazy : copy).order().data(); });
  }
  CHECK(std::all_of(seen.begin(), seen.end(), [&](auto* data) { return data == seen[0]; }));
}

TEST_CASE("No rows have no ranks and no ties", "[ranking]") {
  CHECK(Ranking().share_in_ties() == 0);
  CHECK(Ranking().order().empty());
  CHECK(Ranking().top(3).empty());
}
