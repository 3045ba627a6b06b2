// SPDX-License-Identifier: Apache-2.0
// Where the time of `harbinger rank` goes on the bundled pack: each step on its own, then the whole.
#include <benchmark/benchmark.h>

#include "bundled.hpp"
#include "ranking/explanation.hpp"

namespace {

using namespace harbinger;

void load_pack(benchmark::State& state) {
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(pack::load_pack(bench::home + "/data/scanners", diagnostics));
  }
}

void load_all(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(bench::load());
}

void assess(benchmark::State& state) {
  for (auto _ : state) {
    const ranking::Assessment assessment(bench::inputs().basis(), bench::view(), 1);
    benchmark::DoNotOptimize(assessment.ranking.order().data());
  }
}

void explain_first(benchmark::State& state) {
  const ranking::Assessment assessment(bench::inputs().basis(), bench::view(), 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(ranking::explanation(assessment, assessment.ranking.top(1).front()));
}

}  // namespace

BENCHMARK(load_pack)->Name("pack/load/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(load_all)->Name("ranking/load/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(assess)->Name("ranking/assess/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(explain_first)->Name("ranking/explain/bundled")->Unit(benchmark::kMillisecond);
