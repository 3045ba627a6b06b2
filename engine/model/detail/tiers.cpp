// SPDX-License-Identifier: Apache-2.0
#include "model/detail/tiers.hpp"

#include <algorithm>

#include "model/row_kernels.hpp"

namespace harbinger::model {

void fill_tiers(const Tiers& tiers, std::span<const double> scores,
                std::span<const std::uint8_t> least, std::span<std::uint8_t> out) {
  // Bounds fall from tier to tier: the place of a site is the number of bounds it misses. A value within a billionth
  // of a bound reaches it: a score of 60 by hand must not miss 60 by rounding.
  std::vector<double> bounds;
  for (std::size_t bound = 0; bound + 1 < tiers.bounds.size(); ++bound)
    bounds.push_back(tiers.bounds[bound].at_least);
  row_kernels().misses(bounds, scores.data(), scores.size(), out.data());
  for (std::size_t site = 0; site < least.size(); ++site)
    out[site] = std::min(out[site], least[site]);
}

std::vector<std::uint8_t> tiers_by_percentile(const Tiers& tiers, std::span<const double> scores,
                                              std::span<const std::uint8_t> least) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> percentages;
  percentages.reserve(scores.size());
  for (const double score : scores) {
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), score) - sorted.begin();
    percentages.push_back(100 * static_cast<double>(below) / static_cast<double>(scores.size()));
  }
  std::vector<std::uint8_t> result(scores.size());
  fill_tiers(tiers, percentages, least, result);
  return result;
}

}  // namespace harbinger::model
