// SPDX-License-Identifier: Apache-2.0
#include "ranking/competition_rank.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace harbinger::ranking;

TEST_CASE("Equal scores share a rank and the next rank counts them", "[ranking]") {
  const std::vector<double> scores{50, 80, 50, 90, 10};
  const Ranking ranking = competition_ranks(scores);
  CHECK(ranking.order ==
        std::vector<std::uint32_t>{3, 1, 0, 2, 4});  // ties in order of rows, which is by id
  CHECK(ranking.rank == std::vector<std::uint32_t>{3, 2, 3, 1, 5});
  CHECK(ranking.share_in_ties() == Approx(2.0 / 5));
}

TEST_CASE("A rank is one more than the number of better sites", "[ranking]") {
  const bool holds = rc::check([] {
    const auto whole = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));
    const std::vector<double> scores(whole.begin(), whole.end());
    const Ranking ranking = competition_ranks(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const auto better =
          std::count_if(scores.begin(), scores.end(), [&](double s) { return s > scores[i]; });
      RC_ASSERT(ranking.rank[i] == static_cast<std::uint32_t>(better) + 1);
    }
  });
  CHECK(holds);
}

TEST_CASE("A ranking of nothing has no ties", "[ranking]") {
  CHECK(competition_ranks({}).share_in_ties() == 0);
}
