// SPDX-License-Identifier: Apache-2.0
// Ownership of 1,000 to 1,000,000 companies with two stakes each: the ties of a day, what a state holds through all
// chains, what it controls, and a test of the law for every company. Beside them what one would write first: power
// iteration and a fixed point, over and over the list of stakes. Same answers, checked first.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>

#include "graph/detail/component_solver.hpp"
#include "graph/detail/ownership_state.hpp"
#include "graph/legal_test.hpp"
#include "graph/owned_world.hpp"

namespace {

using namespace harbinger;
using namespace harbinger::bench;

const LoadedWorld& world_of(std::int64_t companies) {
  static std::map<std::int64_t, std::unique_ptr<LoadedWorld>> worlds;
  auto& world = worlds[companies];
  if (!world) world = std::make_unique<LoadedWorld>(static_cast<std::uint32_t>(companies));
  return *world;
}

/// x = r + S' x, again and again; the state and its bodies are one owner, whom nobody holds.
std::vector<double> power_iteration(const OwnedWorld& world) {
  std::vector<double> x(world.parties, 0.0);
  for (std::uint32_t body = 0; body < OwnedWorld::bodies; ++body) x[body] = 1;
  for (double change = 1; change > 1e-14;) {
    std::vector<double> next(world.parties, 0.0);
    for (const PlainStake& stake : world.stakes) next[stake.to] += x[stake.from] * stake.share;
    for (std::uint32_t body = 0; body < OwnedWorld::bodies; ++body) next[body] = 1;
    change = 0;
    for (std::uint32_t i = 0; i < world.parties; ++i)
      change = std::max(change, std::abs(next[i] - x[i]));
    x = std::move(next);
  }
  return x;
}

std::vector<bool> plain_control(const OwnedWorld& world) {
  std::vector<bool> taken(world.parties, false);
  for (std::uint32_t body = 0; body < OwnedWorld::bodies; ++body) taken[body] = true;
  for (bool changed = true; changed;) {
    std::vector<int> held(world.parties, 0);
    for (const PlainStake& stake : world.stakes)
      if (taken[stake.from]) held[stake.to] += static_cast<int>(std::lround(stake.share * 1000));
    changed = false;
    for (std::uint32_t i = 0; i < world.parties; ++i)
      if (!taken[i] && held[i] > 500) taken[i] = changed = true;
  }
  return taken;
}

void check(const LoadedWorld& world) {
  const graph::Ownership ownership(world.view);
  const auto shares = ownership.look_through_to_all(world.node(0));
  const auto plain = power_iteration(world.plain);
  const auto taken = plain_control(world.plain);
  const std::uint32_t first = world.node(0).value();
  for (std::uint32_t i = 0; i < world.plain.parties; ++i) {
    const graph::NodeId node(first + i);
    if (std::abs(shares[node.index()].low - plain[i]) > 1e-11)
      throw std::runtime_error("look-through differs from power iteration");
    if ((ownership.controlled_by(node, world.node(0)) == graph::Truth::yes) != taken[i])
      throw std::runtime_error("control differs from the plain fixed point");
  }
}

const LoadedWorld& checked(benchmark::State& state) {
  static std::map<std::int64_t, bool> done;
  const LoadedWorld& world = world_of(state.range(0));
  if (!std::exchange(done[state.range(0)], true)) check(world);
  state.counters["stakes"] = static_cast<double>(world.plain.stakes.size());
  return world;
}

void made(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  for (auto _ : state) benchmark::DoNotOptimize(graph::Ownership(world.view));
}

void look_through(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  const graph::Ownership ownership(world.view);
  std::vector<graph::detail::PartyId> group;
  for (std::uint32_t body = 0; body < OwnedWorld::bodies; ++body)
    group.push_back(ownership.state().ties.party(world.node(body)));
  for (auto _ : state)
    benchmark::DoNotOptimize(
        integrated_shares(ownership.state().ties, group, graph::detail::End::low));
}

void look_through_plain(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  for (auto _ : state) benchmark::DoNotOptimize(power_iteration(world.plain));
}

void control(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  const graph::Ownership ownership(world.view);
  const std::array from{ownership.state().ties.party(world.node(0))};
  for (auto _ : state)
    benchmark::DoNotOptimize(takeover(ownership.state().ties, from, {}, graph::detail::End::low));
}

void control_plain(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  for (auto _ : state) benchmark::DoNotOptimize(plain_control(world.plain));
}

/// A thousand holders of few: what a walk costs that touches little of a large graph.
void control_of_small_holders(benchmark::State& state) {
  const LoadedWorld& world = checked(state);
  const graph::Ownership ownership(world.view);
  const std::uint32_t first = world.node(0).value();
  for (auto _ : state) {
    for (std::uint32_t i = 0; i < 100; ++i) {
      const std::array from{
          ownership.state().ties.party(graph::NodeId(first + world.plain.parties - 1 - i))};
      if (!from.front().valid()) continue;
      benchmark::DoNotOptimize(takeover(ownership.state().ties, from, {}, graph::detail::End::low));
      benchmark::DoNotOptimize(
          integrated_shares(ownership.state().ties, from, graph::detail::End::low));
    }
  }
}

void law(benchmark::State& state, std::size_t test) {
  const LoadedWorld& world = checked(state);
  const pack::LegalTest& legal = world.graph.pack().legal_tests[test];
  const std::uint32_t first = world.node(0).value();
  for (auto _ : state) {
    const graph::Ownership ownership(world.view);
    std::size_t restricted = 0;
    for (std::uint32_t i = 0; i < world.plain.parties; ++i)
      restricted += graph::legal_truth(ownership, legal, graph::NodeId(first + i),
                                       ownership.day()) == graph::Truth::yes;
    state.counters["restricted"] = static_cast<double>(restricted);
  }
}

/// A ring of companies with a second holder each from anywhere in it, held to nine tenths at most: one component.
const graph::detail::Component& component_of(std::int64_t parties) {
  static std::map<std::int64_t, graph::detail::Component> components;
  graph::detail::Component& component = components[parties];
  if (!component.inflow.empty()) return component;
  std::mt19937_64 random(static_cast<std::uint64_t>(parties));
  const auto size = static_cast<std::uint32_t>(parties);
  for (std::uint32_t i = 0; i < size; ++i) {
    component.inflow.push_back(0.1);
    const double first = static_cast<double>(random() % 899 + 1) / 1000;
    component.holdings.push_back({(i + size - 1) % size, i, first});
    component.holdings.push_back({static_cast<std::uint32_t>(random() % size), i, 0.9 - first});
  }
  std::sort(component.holdings.begin(), component.holdings.end(), [](const auto& a, const auto& b) {
    return std::pair(a.from, a.to) < std::pair(b.from, b.to);
  });
  return component;
}

template <auto solved>
void component(benchmark::State& state) {
  const graph::detail::Component& input = component_of(state.range(0));
  if (state.range(0) <= 5000) {
    const auto a = solution_by_sweeps(input).x, b = solution_by_lu(input);
    for (std::size_t i = 0; a && b && i < a->size(); ++i)
      if (std::abs((*a)[i] - (*b)[i]) > 1e-12) throw std::runtime_error("sweeps differ from LU");
    if (!a || !b) throw std::runtime_error("no solution");
  }
  for (auto _ : state) benchmark::DoNotOptimize(solved(input));
}

void component_sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(1'000)->Arg(5'000)->Arg(20'000)->Unit(benchmark::kMillisecond);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(made)->Name("graph/ownership/made")->Apply(sizes);
BENCHMARK(look_through)->Name("graph/ownership/look_through/components")->Apply(sizes);
BENCHMARK(look_through_plain)->Name("graph/ownership/look_through/power_iteration")->Apply(sizes);
BENCHMARK(control)->Name("graph/ownership/control/rounds")->Apply(sizes);
BENCHMARK(control_plain)->Name("graph/ownership/control/plain_loop")->Apply(sizes);
BENCHMARK(control_of_small_holders)->Name("graph/ownership/small_holders/100")->Apply(sizes);
BENCHMARK_CAPTURE(law, all, 0)->Name("graph/ownership/law_of_all/added_over_all")->Apply(sizes);
BENCHMARK_CAPTURE(law, each, 1)->Name("graph/ownership/law_of_all/added_over_each")->Apply(sizes);
BENCHMARK(component<graph::detail::solution_by_sweeps>)
    ->Name("graph/ownership/component/sweeps")
    ->Apply(component_sizes);
BENCHMARK(component<graph::detail::solution_by_lu>)
    ->Name("graph/ownership/component/lu")
    ->Apply(component_sizes);

}  // namespace
