// SPDX-License-Identifier: Apache-2.0
// A pattern of three steps for all sites, beside a plain loop over the same edges. Same answers, checked first.
//
//     (site)<-[d:TO]-(a:Deal)<-[:BY]-(m:Maker)<-[:HOLDS]-(h:Holder)
#include <benchmark/benchmark.h>

#include <ctime>
#include <stdexcept>

#include "pattern_world.hpp"

namespace {

using namespace harbinger;
using bench::PatternWorld;

/// To which deals the last two steps lead: one pass over the edges of each, the last first.
std::vector<std::uint8_t> plain_deals(const PatternWorld& world) {
  std::vector<std::uint8_t> maker(world.node_count, 0);
  std::vector<std::uint8_t> deal(world.node_count, 0);
  const auto& [holds, by, to] = world.edges;
  for (std::size_t i = 0; i < holds.from.size(); ++i)
    maker[holds.to[i]] |= world.foreign[holds.from[i]];
  for (std::size_t i = 0; i < by.from.size(); ++i) deal[by.to[i]] |= maker[by.from[i]];
  return deal;
}

std::vector<std::uint8_t> plain_any(const PatternWorld& world) {
  const std::vector<std::uint8_t> deal = plain_deals(world);
  std::vector<std::uint8_t> site(world.node_count, 0);
  const auto& to = world.edges[2];
  for (std::size_t i = 0; i < to.from.size(); ++i) site[to.to[i]] |= deal[to.from[i]];
  return site;
}

std::vector<std::uint8_t> plain_any_large(const PatternWorld& world) {
  const std::vector<std::uint8_t> deal = plain_deals(world);
  std::vector<std::uint8_t> site(world.node_count, 0);
  const auto& to = world.edges[2];
  for (std::size_t i = 0; i < to.from.size(); ++i)
    site[to.to[i]] |= static_cast<std::uint8_t>(deal[to.from[i]] & (world.units[i] > 2));
  return site;
}

std::vector<double> plain_sum(const PatternWorld& world) {
  const std::vector<std::uint8_t> deal = plain_deals(world);
  std::vector<double> site(world.node_count, 0);
  const auto& to = world.edges[2];
  for (std::size_t i = 0; i < to.from.size(); ++i)
    if (deal[to.from[i]] != 0) site[to.to[i]] += world.units[i];
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

/// Of the processor, by one thread.
template <class Run>
double seconds(Run run) {
  const std::clock_t begin = std::clock();
  benchmark::DoNotOptimize(run());
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// Both in turn, so that the ratio is of runs beside each other; the time told is that of the pattern.
template <class Plain>
void pattern(benchmark::State& state, const signal::SignalText& text, Plain plain) {
  const auto& world = PatternWorld::of(static_cast<std::size_t>(state.range(0)));
  const signal::SignalSet set = world.checked(text);
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

template <class Plain>
void plain_loop(benchmark::State& state, Plain plain) {
  const auto& world = PatternWorld::of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(plain(world));
}

template <class Plain>
void add(const std::string& name, const char* where, const char* combine, const char* value,
         Plain plain) {
  const signal::SignalText text = PatternWorld::text(where, combine, value);
  const auto sizes = [](benchmark::internal::Benchmark* benchmark) {
    for (const int nodes : {10'000, 100'000, 1'000'000}) benchmark->Arg(nodes);
    benchmark->Unit(benchmark::kMillisecond);
  };
  const std::string path = "signal/pattern_3_steps/" + name;
  sizes(benchmark::RegisterBenchmark((path + "/dp").c_str(), [=](benchmark::State& s) {
          pattern(s, text, plain);
        })->UseManualTime());
  sizes(benchmark::RegisterBenchmark((path + "/plain_loop").c_str(),
                                     [=](benchmark::State& s) { plain_loop(s, plain); }));
}

[[maybe_unused]] const bool added = [] {
  add("any", "h.foreign", "any", "", plain_any);
  add("any_of_large", "d.units > 2 && h.foreign", "any", "", plain_any_large);
  add("sum", "h.foreign", "sum", "d.units", plain_sum);
  return true;
}();

}  // namespace
