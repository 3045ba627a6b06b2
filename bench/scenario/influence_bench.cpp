// SPDX-License-Identifier: Apache-2.0
// The influence of each of 1,000 facts, picked evenly from all of a world of 100,000 sites: by what each can reach,
// beside fresh runs without it. Of the fresh runs a few are made, their rows compared, and the time is that of 1,000.
#include <benchmark/benchmark.h>

#include <chrono>
#include <stdexcept>

#include "ranking/rank_correlation.hpp"
#include "scenario/grown_world.hpp"
#include "scenario/influence.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t facts_asked = 1000;
constexpr std::size_t fresh_facts = 3;
constexpr std::size_t top = 10;

std::vector<graph::FactRef> picked(const graph::EntityGraph& graph, std::size_t count) {
  const std::size_t all = graph.node_count() + graph.edge_count();
  std::vector<graph::FactRef> facts;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = i * all / count;
    facts.push_back(at < graph.node_count()
                        ? graph::fact_of(graph::NodeId(at))
                        : graph::fact_of(graph::EdgeId(at - graph.node_count())));
  }
  return facts;
}

/// What is told of a fact, against a run without it; a site that went has moved the rows behind it, and is passed over.
void check_same(const ranking::Assessment& base, const ranking::Assessment& fresh,
                const scenario::InfluenceRow& told) {
  if (fresh.sites() != base.sites()) return;
  std::size_t moved = 0;
  for (std::size_t row = 0; row < base.sites(); ++row)
    moved += fresh.scores.total[row] != base.scores.total[row] ? 1u : 0u;
  const double tau = ranking::kendall_tau_b(*base.scores.total, *fresh.scores.total);
  if (told.moved != moved || told.kendall != (moved == 0 ? 1 : tau))
    throw std::runtime_error("the influence of a fact and a fresh run without it differ");
}

/// Seconds of a fresh run, once measured.
double seconds_fresh = 0;

void fresh_runs(benchmark::State& state) {
  const bench::World& world = bench::grown();
  const auto facts = picked(world.graph, fresh_facts);
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    for (const graph::FactRef& fact : facts) {
      const ranking::Assessment fresh(world.assessment.basis,
                                      world.assessment.view.without({&fact, 1}), 2);
      check_same(world.assessment, fresh,
                 scenario::influence_of_facts(world.assessment, {&fact, 1}, {}, top, 2).rows[0]);
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds_fresh = taken.count() / fresh_facts;
    state.SetIterationTime(seconds_fresh * facts_asked);
  }
  state.counters["sites"] = static_cast<double>(world.assessment.sites());
}

void engine(benchmark::State& state) {
  const bench::World& world = bench::grown();
  const auto facts = picked(world.graph, static_cast<std::size_t>(state.range(0)));
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state)
    benchmark::DoNotOptimize(
        scenario::influence_of_facts(world.assessment, facts, {}, top, 1).rows.data());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  state.counters["sites"] = static_cast<double>(world.assessment.sites());
  state.counters["facts"] =
      static_cast<double>(world.graph.node_count() + world.graph.edge_count());
  state.counters["nodes"] = static_cast<double>(world.graph.node_count());
  state.counters["fresh/engine"] = seconds_fresh * static_cast<double>(facts.size()) *
                                   static_cast<double>(state.iterations()) / taken.count();
}

}  // namespace

BENCHMARK(fresh_runs)
    ->Name("scenario/influence/facts_1000/fresh_runs")
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(engine)
    ->Name("scenario/influence/facts_1000/engine")
    ->Arg(facts_asked)
    ->Arg(30)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
