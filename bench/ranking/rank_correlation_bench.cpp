// SPDX-License-Identifier: Apache-2.0
// Kendall's tau by merge counting beside the plain loop over all pairs; Spearman's rho for scale. Same values,
// checked first.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "ranking/rank_correlation.hpp"

namespace {

using namespace harbinger;

struct Columns {
  std::vector<double> a;
  std::vector<double> b;
};

/// Scores on a grid of tenths, so that many are tied, and the same with a tenth of them moved.
Columns columns(std::size_t rows) {
  std::mt19937_64 random(rows);
  Columns columns;
  for (std::size_t i = 0; i < rows; ++i) {
    columns.a.push_back(static_cast<double>(random() % 1000) / 10);
    columns.b.push_back(random() % 10 == 0 ? static_cast<double>(random() % 1000) / 10
                                           : columns.a.back());
  }
  return columns;
}

int order_of(double x, double y) { return x < y ? -1 : x > y ? 1 : 0; }

double by_pairs(const Columns& c) {
  double agree = 0, apart_a = 0, apart_b = 0;
  for (std::size_t i = 0; i < c.a.size(); ++i)
    for (std::size_t j = i + 1; j < c.a.size(); ++j) {
      const int in_a = order_of(c.a[i], c.a[j]);
      const int in_b = order_of(c.b[i], c.b[j]);
      agree += in_a * in_b;
      apart_a += in_a * in_a;
      apart_b += in_b * in_b;
    }
  return agree / std::sqrt(apart_a * apart_b);
}

template <class Correlation>
void measure(benchmark::State& state, Correlation correlation) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Columns input = columns(rows);
  for (auto _ : state) benchmark::DoNotOptimize(correlation(input));
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}

double by_merging(const Columns& c) { return ranking::kendall_tau_b(c.a, c.b); }

void kendall(benchmark::State& state) {
  const Columns input = columns(static_cast<std::size_t>(state.range(0)));
  if (input.a.size() <= 10'000 && by_merging(input) != by_pairs(input))
    throw std::runtime_error("tau by merging and tau by pairs differ");
  measure(state, by_merging);
}
void kendall_plain(benchmark::State& state) { measure(state, by_pairs); }
void spearman(benchmark::State& state) {
  measure(state, [](const Columns& c) { return ranking::spearman_rho(c.a, c.b); });
}

}  // namespace

BENCHMARK(kendall)->Name("ranking/kendall/merge")->Arg(551)->Arg(10'000)->Arg(100'000);
BENCHMARK(kendall_plain)->Name("ranking/kendall/plain_loop")->Arg(551)->Arg(10'000);
BENCHMARK(spearman)->Name("ranking/spearman/sorted")->Arg(551)->Arg(10'000)->Arg(100'000);
