// SPDX-License-Identifier: Apache-2.0
// A pattern of three steps for all sites, beside a plain loop over the same edges. Same answers, checked first.
//
//     (site)<-[d:TO]-(a:Deal)<-[:BY]-(m:Maker)<-[:HOLDS]-(h:Holder)     d.units > 2 && h.foreign
#include <benchmark/benchmark.h>

#include <chrono>
#include <stdexcept>

#include "pattern_world.hpp"

namespace {

using namespace harbinger;
using bench::PatternWorld;

/// Whether there is one, in one pass over the edges of each step, last step first.
std::vector<std::uint8_t> plain_any(const PatternWorld& world) {
  std::vector<std::uint8_t> maker(world.node_count, 0);
  std::vector<std::uint8_t> deal(world.node_count, 0);
  std::vector<std::uint8_t> site(world.node_count, 0);
  const auto& [holds, by, to] = world.edges;
  for (std::size_t i = 0; i < holds.from.size(); ++i)
    maker[holds.to[i]] |= world.foreign[holds.from[i]];
  for (std::size_t i = 0; i < by.from.size(); ++i) deal[by.to[i]] |= maker[by.from[i]];
  for (std::size_t i = 0; i < to.from.size(); ++i)
    site[to.to[i]] |= static_cast<std::uint8_t>(deal[to.from[i]] & (world.units[i] > 2));
  return site;
}

std::vector<double> plain_sum(const PatternWorld& world) {
  std::vector<std::uint8_t> maker(world.node_count, 0);
  std::vector<std::uint8_t> deal(world.node_count, 0);
  std::vector<double> site(world.node_count, 0);
  const auto& [holds, by, to] = world.edges;
  for (std::size_t i = 0; i < holds.from.size(); ++i)
    maker[holds.to[i]] |= world.foreign[holds.from[i]];
  for (std::size_t i = 0; i < by.from.size(); ++i) deal[by.to[i]] |= maker[by.from[i]];
  for (std::size_t i = 0; i < to.from.size(); ++i)
    if (deal[to.from[i]] != 0 && world.units[i] > 2) site[to.to[i]] += world.units[i];
  return site;
}

template <class Plain>
void check_same(const PatternWorld& world, const expr::Column& column, const Plain& plain) {
  const auto sites = world.view().sites();
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const double value =
        column.kind == expr::ColumnKind::truth ? column.truths[i] : column.numbers[i];
    if (!column.known[i] || value != static_cast<double>(plain[sites[i].index()]))
      throw std::runtime_error("the pattern and the plain loop differ");
  }
}

template <class Run>
double seconds(Run run) {
  const auto begin = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(run());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Both in turn, so that the ratio is of runs beside each other; the time told is that of the pattern.
template <class Plain>
void pattern(benchmark::State& state, const char* combine, Plain plain) {
  const auto& world = PatternWorld::of(static_cast<std::size_t>(state.range(0)));
  const signal::SignalSet set = world.signal(combine);
  check_same(world, *signal::evaluate(set, world.world(), 1)[0], plain(world));
  double ours = 0;
  double plain_seconds = 0;
  for (auto _ : state) {
    const double once = seconds([&] { return signal::evaluate(set, world.world(), 1); });
    state.SetIterationTime(once);
    ours += once;
    plain_seconds += seconds([&] { return plain(world); });
  }
  state.counters["ratio"] = ours / plain_seconds;
  state.counters["edges/s"] = benchmark::Counter(static_cast<double>(world.edge_count()),
                                                 benchmark::Counter::kIsIterationInvariantRate);
}

void any_dp(benchmark::State& state) { pattern(state, "any", plain_any); }
void sum_dp(benchmark::State& state) { pattern(state, "sum", plain_sum); }
void any_plain(benchmark::State& state) {
  const auto& world = PatternWorld::of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(plain_any(world));
}
void sum_plain(benchmark::State& state) {
  const auto& world = PatternWorld::of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(plain_sum(world));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int nodes : {10'000, 100'000, 1'000'000}) benchmark->Arg(nodes);
  benchmark->Unit(benchmark::kMillisecond);
}

}  // namespace

BENCHMARK(any_dp)->Name("signal/pattern_3_steps/any/dp")->Apply(sizes)->UseManualTime();
BENCHMARK(any_plain)->Name("signal/pattern_3_steps/any/plain_loop")->Apply(sizes);
BENCHMARK(sum_dp)->Name("signal/pattern_3_steps/sum/dp")->Apply(sizes)->UseManualTime();
BENCHMARK(sum_plain)->Name("signal/pattern_3_steps/sum/plain_loop")->Apply(sizes);
