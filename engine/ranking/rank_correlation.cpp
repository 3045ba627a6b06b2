// SPDX-License-Identifier: Apache-2.0
#include "ranking/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "base/assert.hpp"

namespace harbinger::ranking {

namespace {

struct Row {
  double a;
  double b;
};

/// Pairs of neighbours in a sorted sequence that `same` holds equal.
template <class Value, class Same>
std::int64_t tied_pairs(const std::vector<Value>& sorted, Same same) {
  std::int64_t pairs = 0;
  std::int64_t run = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    run = i > 0 && same(sorted[i - 1], sorted[i]) ? run + 1 : 1;
    pairs += run - 1;
  }
  return pairs;
}

/// Sorts the values; returns how many pairs stood in descending order. Equal ones are no such pair.
std::int64_t sorted_by_swaps(std::vector<double>& values) {
  std::int64_t swaps = 0;
  std::vector<double> merged(values.size());
  for (std::size_t width = 1; width < values.size(); width *= 2) {
    for (std::size_t start = 0; start < values.size(); start += 2 * width) {
      const std::size_t middle = std::min(start + width, values.size());
      const std::size_t end = std::min(start + 2 * width, values.size());
      std::size_t left = start;
      std::size_t right = middle;
      for (std::size_t out = start; out < end; ++out) {
        if (right == end || (left < middle && values[left] <= values[right])) {
          merged[out] = values[left++];
        } else {
          swaps += static_cast<std::int64_t>(middle - left);
          merged[out] = values[right++];
        }
      }
    }
    values.swap(merged);
  }
  return swaps;
}

/// Twice each mid-rank, less n + 1: whole numbers whose mean is 0.
std::vector<double> centred_ranks(std::span<const double> values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t x, std::uint32_t y) { return values[x] < values[y]; });
  std::vector<double> ranks(values.size());
  for (std::size_t start = 0, end = 0; start < order.size(); start = end) {
    while (end < order.size() && values[order[end]] == values[order[start]]) ++end;
    // Ranks start + 1 to end, both included: twice their mean is start + 1 + end.
    const double rank =
        static_cast<double>(start + 1 + end) - static_cast<double>(values.size() + 1);
    for (std::size_t i = start; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

double over_root(double numerator, double first, double second) {
  if (first == 0 && second == 0) return 1;
  if (first == 0 || second == 0) return 0;
  return std::clamp(numerator / std::sqrt(first * second), -1.0, 1.0);
}

}  // namespace

PairCounts pair_counts(std::span<const double> a, std::span<const double> b) {
  HARBINGER_ASSERT(a.size() == b.size());
  std::vector<Row> rows;
  rows.reserve(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) rows.push_back({a[i], b[i]});
  std::sort(rows.begin(), rows.end(),
            [](const Row& x, const Row& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  PairCounts counts;
  counts.all = pairs_of(static_cast<std::int64_t>(rows.size()));
  counts.tied_a = tied_pairs(rows, [](const Row& x, const Row& y) { return x.a == y.a; });
  counts.tied_both =
      tied_pairs(rows, [](const Row& x, const Row& y) { return x.a == y.a && x.b == y.b; });

  std::vector<double> second;
  second.reserve(rows.size());
  for (const Row& row : rows) second.push_back(row.b);
  counts.opposite = sorted_by_swaps(second);
  counts.tied_b = tied_pairs(second, [](double x, double y) { return x == y; });
  return counts;
}

double PairCounts::tau_b() const {
  return over_root(static_cast<double>(all - tied_a - tied_b + tied_both - 2 * opposite),
                   static_cast<double>(all - tied_a), static_cast<double>(all - tied_b));
}

double kendall_tau_b(std::span<const double> a, std::span<const double> b) {
  return pair_counts(a, b).tau_b();
}

double spearman_rho(std::span<const double> a, std::span<const double> b) {
  HARBINGER_ASSERT(a.size() == b.size());
  const std::vector<double> ranks_a = centred_ranks(a);
  const std::vector<double> ranks_b = centred_ranks(b);
  const auto product = [](const std::vector<double>& x, const std::vector<double>& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
  };
  return over_root(product(ranks_a, ranks_b), product(ranks_a, ranks_a), product(ranks_b, ranks_b));
}

}  // namespace harbinger::ranking
