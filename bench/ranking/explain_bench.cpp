// SPDX-License-Identifier: Apache-2.0
// One site explained, out of 1,000 to 1,000,000 of an invented world with ten facts for each: the first of the
// ranking, the one in its middle, and 25 picked evenly from its first tenth, one after the other; of these also the slowest
// (`worst_ms`).
// Where nodes lie is indexed when it is first asked, once for all sites: that is not in the times, but told
// (`places_ms`).
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "bench_clock.hpp"
#include "bundled.hpp"
#include "ranking/explanation.hpp"
#include "synthetic_world.hpp"

namespace {

using namespace harbinger;

struct World {
  graph::EntityGraph graph;
  ranking::Assessment assessment;
  bench::BusyTime places;

  explicit World(std::size_t sites)
      : graph(bench::synthetic_graph(sites)),
        assessment({graph, bench::inputs().rules, bench::inputs().model},
                   {graph, graph.pack().date}, 2) {
    places.add([&] { return assessment.places->within({}, 1).size(); });
  }
};

/// One at a time: a large one takes gigabytes.
const World& synthetic(std::size_t sites) {
  static std::size_t made = 0;
  static std::unique_ptr<World> world;
  if (made != sites) {
    world.reset();
    world = std::make_unique<World>(sites);
    made = sites;
  }
  return *world;
}

std::size_t facts_shown(const ranking::Explanation& explanation) {
  std::size_t facts = 0;
  for (const auto& evidence : explanation.evidence)
    for (const auto& support : evidence.evidence.supports)
      for (const auto& witness : support.alternatives) facts += witness.facts.size();
  return facts;
}

/// The site at the n-th of some places of the ranking.
using Place = std::size_t (*)(std::size_t n, std::size_t sites);

void explain(benchmark::State& state, std::size_t places, Place place_of) {
  const World& world = synthetic(static_cast<std::size_t>(state.range(0)));
  const ranking::Assessment& a = world.assessment;
  std::vector<bench::BusyTime> times(places);
  std::size_t i = 0;
  std::size_t facts = 0;
  for (auto _ : state) {
    const std::size_t place = i++ % places;
    const std::size_t site = a.ranking.order()[place_of(place, a.sites())];
    times[place].add([&] {
      const auto explanation = ranking::explanation(a, site);
      facts += facts_shown(explanation);
      return explanation.score;
    });
  }
  double worst = 0;
  for (std::size_t place = 0; place < std::min(i, places); ++place)
    worst = std::max(worst, times[place].least());
  state.counters["sites"] = static_cast<double>(a.sites());
  state.counters["facts_shown"] = static_cast<double>(facts) / static_cast<double>(i);
  state.counters["worst_ms"] = 1e3 * worst;
  state.counters["places_ms"] = 1e3 * world.places.least();
}

constexpr std::size_t spread_places = 25;

void first(benchmark::State& state) {
  explain(state, 1, [](std::size_t, std::size_t) { return std::size_t{0}; });
}
void median(benchmark::State& state) {
  explain(state, 1, [](std::size_t, std::size_t sites) { return sites / 2; });
}
void spread(benchmark::State& state) {
  explain(state, spread_places,
          [](std::size_t n, std::size_t sites) { return n * (sites / 10 / spread_places); });
}

// By size, so that each world is made once.
const bool is_registered = [] {
  for (const std::int64_t sites : {1000, 100'000, 1'000'000}) {
    const auto add = [&](const char* name, auto run) {
      benchmark::RegisterBenchmark(name, run)->Arg(sites)->Unit(benchmark::kMillisecond);
    };
    add("ranking/explain/first", first);
    add("ranking/explain/median", median);
    add("ranking/explain/spread", spread);
  }
  return true;
}();

}  // namespace
