// SPDX-License-Identifier: Apache-2.0
#include "ranking/competition_rank.hpp"

#include <algorithm>
#include <numeric>

namespace harbinger::ranking {

Ranking competition_ranks(std::span<const double> scores) {
  Ranking ranking;
  ranking.order.resize(scores.size());
  ranking.rank.resize(scores.size());
  std::iota(ranking.order.begin(), ranking.order.end(), 0u);
  std::stable_sort(ranking.order.begin(), ranking.order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  for (std::size_t i = 0; i < ranking.order.size(); ++i) {
    const bool tied = i > 0 && scores[ranking.order[i]] == scores[ranking.order[i - 1]];
    ranking.rank[ranking.order[i]] =
        tied ? ranking.rank[ranking.order[i - 1]] : static_cast<std::uint32_t>(i + 1);
  }
  return ranking;
}

double Ranking::share_in_ties() const {
  if (order.empty()) return 0;
  std::size_t tied = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool before = i > 0 && rank[order[i]] == rank[order[i - 1]];
    const bool after = i + 1 < order.size() && rank[order[i]] == rank[order[i + 1]];
    if (before || after) ++tied;
  }
  return static_cast<double>(tied) / static_cast<double>(order.size());
}

}  // namespace harbinger::ranking
