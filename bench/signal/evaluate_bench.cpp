// SPDX-License-Identifier: Apache-2.0
// All sites at once beside the plain reference: a search from each site in turn. Same answers, checked first.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "bundled.hpp"
#include "grown_pack.hpp"
#include "signal/signal_set.hpp"

namespace {

using namespace harbinger;

std::vector<expr::Value> searched(const signal::SignalSet& set, const signal::World& world) {
  std::vector<expr::Value> values;
  for (std::size_t s = 0; s < set.size(); ++s)
    for (std::size_t site = 0; site < world.view.graph().sites().size(); ++site)
      values.push_back(signal::evaluate_one(set, signal::SignalId(s), world, graph::SiteId(site)));
  return values;
}

void check_same(const signal::SignalSet& set, const signal::World& world) {
  const auto columns = signal::evaluate(set, world, 1);
  const auto values = searched(set, world);
  const std::size_t sites = world.view.graph().sites().size();
  for (std::size_t i = 0; i < values.size(); ++i)
    if (expr::to_text(columns[i / sites]->at(i % sites)) != expr::to_text(values[i]))
      throw std::runtime_error("the two ways to evaluate signals differ");
}

template <class Evaluate>
void run(benchmark::State& state, Evaluate evaluate) {
  const graph::GraphView view = bench::view();
  const graph::Ownership ownership(view);
  const signal::World world{view, ownership};
  const signal::SignalSet& set = bench::inputs().rules.signals();
  check_same(set, world);
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(set, world));
  state.counters["values/s"] =
      benchmark::Counter(static_cast<double>(set.size() * view.graph().sites().size()),
                         benchmark::Counter::kIsIterationInvariantRate);
}

void all_at_once(benchmark::State& state) {
  run(state, [](const auto& set, const auto& world) { return signal::evaluate(set, world, 1); });
}
void site_by_site(benchmark::State& state) {
  run(state, [](const auto& set, const auto& world) { return searched(set, world); });
}

/// The bundled signals over the bundled pack grown to 100,000 sites.
void all_at_once_grown(benchmark::State& state) {
  static const graph::EntityGraph graph(
      bench::GrownPack(bench::inputs().world.graph.pack()).grown(100'000));
  const graph::GraphView view(graph, graph.pack().date);
  const graph::Ownership ownership(view);
  const signal::SignalSet& set = bench::inputs().rules.signals();
  const auto threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(signal::evaluate(set, {view, ownership}, threads));
  state.counters["values/s"] =
      benchmark::Counter(static_cast<double>(set.size() * view.sites().size()),
                         benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

BENCHMARK(all_at_once)->Name("signal/evaluate/all_at_once/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(site_by_site)
    ->Name("signal/evaluate/site_by_site/bundled")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(all_at_once_grown)
    ->Name("signal/evaluate/all_at_once/100k")
    ->Arg(1)
    ->Arg(2)
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
