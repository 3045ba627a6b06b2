// SPDX-License-Identifier: Apache-2.0
// An additive model with four leaves of points, and the loop one would write by hand for this one model: blocks of
// rows, columns written before.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/large_array.hpp"
#include "model/score.hpp"

namespace harbinger::bench {

inline constexpr std::size_t leaves = 4;
inline constexpr std::size_t best = 100;

/// Four leaves of unequal weight below the top.
inline const model::Model& four_leaves() {
  static const model::Model model = [] {
    Diagnostics diagnostics;
    return *model::load_model(std::make_shared<const SourceText>("four.yaml", R"(
model: four
dimensions:
  - {id: supplier, weight: 0.4, points: {full: 100}}
  - {id: owner, weight: 0.3, points: {full: 80}}
  - {id: reliance, weight: 0.2, points: {full: 100}}
  - {id: upkeep, weight: 0.1, floor: 0.1, points: {full: 60}}
tiers:
  bounds: [{tier: top, at_least: 60}, {tier: high, at_least: 40}, {tier: some, at_least: 20},
           {tier: low, at_least: 0}]
)"),
                              diagnostics);
  }();
  return model;
}

/// The points of each leaf, one for each site, in millionths.
using PlainPoints = std::array<const std::int64_t*, leaves>;

struct PlainScores {
  std::array<LargeArray<double>, leaves> dimensions;
  LargeArray<double> total;
  LargeArray<std::uint8_t> tier;
  std::vector<std::uint64_t> no_evidence;

  explicit PlainScores(std::size_t sites)
      : total(sites), tier(sites), no_evidence((sites + 63) / 64) {
    for (auto& dimension : dimensions) dimension = LargeArray<double>(sites);
  }
};

inline std::array<double, leaves> top_weights() {
  static const std::array<double, leaves> weights = [] {
    std::array<double, leaves> of_top;
    std::ranges::copy(model::score(four_leaves(), {}, 1).weights[0], of_top.begin());
    return of_top;
  }();
  return weights;
}

/// Weights, fulls and floor written out.
inline void plain_rows(const PlainPoints& points, std::size_t begin, std::size_t end,
                       PlainScores& out) {
  constexpr std::array<double, leaves> full = {100e6, 80e6, 100e6, 60e6};
  constexpr std::array<double, leaves> floor = {0, 0, 0, 0.1};
  const std::array<double, leaves> weights = top_weights();
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
    const std::int64_t* given = points[leaf];
    double* values = out.dimensions[leaf].data();
    for (std::size_t row = begin; row < end; ++row) {
      double value = static_cast<double>(given[row]);
      value = value < 0 ? 0 : value;
      value = (value > full[leaf] ? full[leaf] : value) / full[leaf];
      values[row] = floor[leaf] + (1 - floor[leaf]) * value;
    }
  }
  const double* a = out.dimensions[0].data();
  const double* b = out.dimensions[1].data();
  const double* c = out.dimensions[2].data();
  const double* d = out.dimensions[3].data();
  for (std::size_t row = begin; row < end; ++row) {
    const double sum =
        weights[0] * a[row] + weights[1] * b[row] + weights[2] * c[row] + weights[3] * d[row];
    out.total[row] = 100 * (sum > 1 ? 1 : sum);
  }
  for (std::size_t row = begin; row < end; ++row) {
    const double score = out.total[row] + 1e-9;
    out.tier[row] = static_cast<std::uint8_t>((score < 60) + (score < 40) + (score < 20));
  }
}

inline void plain_block(const PlainPoints& points, std::size_t begin, std::size_t end,
                        PlainScores& out) {
  plain_rows(points, begin, end, out);
  for (std::size_t row = begin; row < end; row += 64) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(64, end - row); ++i)
      word |= std::uint64_t{(points[0][row + i] | points[1][row + i] | points[2][row + i] |
                             points[3][row + i]) == 0}
              << i;
    out.no_evidence[row / 64] = word;
  }
}

/// The best hundred by a bar that rises: what is above it goes to a list, which is cut when it is full.
inline std::vector<std::uint32_t> plain_top(std::span<const double> total) {
  std::vector<std::pair<double, std::uint32_t>> list;
  double bar = -1;
  const auto cut = [&] {
    std::nth_element(list.begin(), list.begin() + (best - 1), list.end());
    list.resize(best);
    bar = -list[best - 1].first;
  };
  for (std::size_t row = 0; row < total.size(); ++row) {
    if (!(total[row] > bar)) continue;
    list.emplace_back(-total[row], static_cast<std::uint32_t>(row));
    if (list.size() == 4 * best) cut();
  }
  std::sort(list.begin(), list.end());
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < std::min(best, list.size()); ++i) rows.push_back(list[i].second);
  return rows;
}

}  // namespace harbinger::bench
