// SPDX-License-Identifier: Apache-2.0
// How sure ranks are: the best sites ranked again under many drawn variants of weights and points (variants.hpp).
//
// No draw is sorted. The rank of a shown site in a draw is one more than the number of sites that score higher, and
// those are counted: the N scores of the shown sites are sorted, and every other site falls into one of the N + 1 gaps
// between them. Most sites fall below all N in every draw, and a plane above the model (detail/upper_plane.hpp) tells so
// by a matrix product, sites x parts by parts x draws, in blocks of both; what it does not rule out is scored exactly.
// Ties rank as in competition ranking.
//
// Cost: sites x parts x draws multiplications at most; memory N x draws, and a block. The same for any number of
// threads. Slow twin: a full sort per draw (tests/uncertainty/sensitivity_test.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "ranking/assessment.hpp"
#include "uncertainty/variants.hpp"

namespace harbinger::uncertainty {

/// A shown site: its rank as the model has it, and its ranks in all draws.
struct SiteDoubt {
  std::uint32_t site = 0;  ///< Its row.
  std::uint32_t rank = 0;
  double score = 0;
  std::uint32_t median =
      0;  ///< Quantiles of its ranks: the least rank that so large a share do not exceed.
  std::uint32_t low = 0;    ///< 5 %.
  std::uint32_t high = 0;   ///< 95 %.
  double share_in_top = 0;  ///< The share of draws in which its rank is at most Sensitivity::top.
};

struct Sensitivity {
  Doubts doubts;
  std::size_t top = 0;  ///< As asked for.
  std::size_t sites = 0;
  std::vector<SiteDoubt> shown;  ///< The best `top` sites, best first.
};

/// Called now and then with the draws done, and all; by one thread at a time.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

[[nodiscard]] Sensitivity sensitivity(const Base& base, const Doubts& doubts, std::size_t top,
                                      unsigned threads, const Progress& progress = {});

}  // namespace harbinger::uncertainty
