// SPDX-License-Identifier: Apache-2.0
// One site explained, out of 1,000 to 1,000,000: the first of the ranking, and some picked evenly from its first
// tenth, one after the other. Beside it the assessment of all of them, which `explain` makes once.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>

#include "bundled.hpp"
#include "grown_pack.hpp"
#include "ranking/explanation.hpp"

namespace {

using namespace harbinger;

struct World {
  graph::EntityGraph graph;
  ranking::Assessment assessment;

  explicit World(std::size_t sites)
      : graph(bench::GrownPack(bench::inputs().world.graph.pack()).grown(sites)),
        assessment({graph, bench::inputs().rules, bench::inputs().model},
                   {graph, graph.pack().date}, 2) {}
};

/// One at a time: a large one takes gigabytes.
const World& grown(std::size_t sites) {
  static std::size_t made = 0;
  static std::unique_ptr<World> world;
  if (made != sites) {
    world.reset();
    world = std::make_unique<World>(sites);
    made = sites;
  }
  return *world;
}

void explain(benchmark::State& state, std::size_t places) {
  const World& world = grown(static_cast<std::size_t>(state.range(0)));
  const ranking::Assessment& a = world.assessment;
  std::size_t i = 0;
  std::size_t facts = 0;
  for (auto _ : state) {
    const std::size_t place = i++ % places * (a.sites() / 10 / places);
    const auto explanation = ranking::explanation(a, a.ranking.order()[place]);
    benchmark::DoNotOptimize(explanation.score);
    for (const auto& evidence : explanation.evidence)
      for (const auto& support : evidence.evidence.supports)
        for (const auto& witness : support.alternatives) facts += witness.facts.size();
  }
  state.counters["sites"] = static_cast<double>(a.sites());
  state.counters["facts_shown"] = static_cast<double>(facts) / static_cast<double>(i);
}

void first(benchmark::State& state) { explain(state, 1); }
void spread(benchmark::State& state) { explain(state, 25); }

}  // namespace

BENCHMARK(first)
    ->Name("ranking/explain/first")
    ->Arg(1000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(spread)
    ->Name("ranking/explain/spread")
    ->Arg(1000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
