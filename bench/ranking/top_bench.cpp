// SPDX-License-Identifier: Apache-2.0
// The best hundred of many scores, beside a sort of all of them, and the full ranking beside a comparison sort.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>

#include "ranking/competition_rank.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t best = 100;

std::vector<double> scores_of(std::int64_t sites) {
  std::mt19937_64 random(3);
  std::vector<double> scores(static_cast<std::size_t>(sites));
  for (double& score : scores) score = static_cast<double>(random() % 100'000'007) / 1'000'000;
  return scores;
}

std::vector<std::uint32_t> sorted(std::span<const double> scores) {
  std::vector<std::uint32_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  return order;
}

std::vector<std::uint32_t> top_by_sort(std::span<const double> scores, std::size_t k) {
  std::vector<std::uint32_t> order = sorted(scores);
  order.resize(std::min(k, order.size()));
  return order;
}

template <class Rank>
void run(benchmark::State& state, const Rank& rank) {
  const std::vector<double> scores = scores_of(state.range(0));
  if (ranking::top(scores, best) != top_by_sort(scores, best) ||
      ranking::competition_ranks(scores).order != sorted(scores))
    throw std::runtime_error("the ranking and the sort do not agree");
  for (auto _ : state) benchmark::DoNotOptimize(rank(scores));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * state.range(0) * 8);
}

void top_by_engine(benchmark::State& state) {
  run(state, [](std::span<const double> scores) { return ranking::top(scores, best); });
}
void top_sort(benchmark::State& state) {
  run(state, [](std::span<const double> scores) { return top_by_sort(scores, best); });
}
void all_by_engine(benchmark::State& state) {
  run(state, [](std::span<const double> scores) { return ranking::competition_ranks(scores); });
}
void all_sort(benchmark::State& state) {
  run(state, [](std::span<const double> scores) { return sorted(scores); });
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(10'000)->Arg(1'000'000)->ArgName("sites")->Unit(benchmark::kMillisecond);
}

}  // namespace

BENCHMARK(top_by_engine)->Name("ranking/top_100/engine")->Apply(sizes);
BENCHMARK(top_sort)->Name("ranking/top_100/sort")->Apply(sizes);
BENCHMARK(all_by_engine)->Name("ranking/all_ranks/engine")->Apply(sizes);
BENCHMARK(all_sort)->Name("ranking/all_ranks/sort")->Apply(sizes);
