// SPDX-License-Identifier: Apache-2.0
// Where the time of `harbinger rank` goes on the bundled pack: each step on its own, then the whole.
#include <benchmark/benchmark.h>

#include <iostream>
#include <stdexcept>
#include <string>

#include "cli/inputs.hpp"
#include "ranking/explanation.hpp"

namespace {

using namespace harbinger;

const std::string home = HARBINGER_SOURCE_DIR;

std::unique_ptr<cli::Inputs> load() {
  cli::InputOptions options;
  options.pack = home + "/data/scanners";
  options.rules = {home + "/rules/scanners.yaml"};
  options.model = home + "/models/exposure.yaml";
  const cli::Context context{std::cout, std::cerr, home, {}, false};
  Diagnostics diagnostics;
  auto inputs = cli::load_inputs(options, context, diagnostics);
  if (!inputs) throw std::runtime_error("the bundled inputs do not load");
  return inputs;
}

const cli::Inputs& inputs() {
  static const auto loaded = load();
  return *loaded;
}

void load_pack(benchmark::State& state) {
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(pack::load_pack(home + "/data/scanners", diagnostics));
  }
}

void load_all(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load());
}

void evaluate_signals(benchmark::State& state) {
  const graph::GraphView view(inputs().world.graph, inputs().world.as_of);
  const graph::Ownership ownership(view);
  for (auto _ : state)
    benchmark::DoNotOptimize(signal::evaluate(inputs().rules.signals(), {view, ownership}, 1));
}

void assess(benchmark::State& state) {
  for (auto _ : state) {
    const ranking::Assessment assessment(inputs().basis(), graph::GraphView(inputs().world.graph, inputs().world.as_of), 1);
    benchmark::DoNotOptimize(assessment.ranking.order.data());
  }
}

void explain_first(benchmark::State& state) {
  const ranking::Assessment assessment(inputs().basis(), graph::GraphView(inputs().world.graph, inputs().world.as_of), 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(ranking::explanation(assessment, assessment.ranking.order.front()));
}

}  // namespace

BENCHMARK(load_pack)->Name("pack/load/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(load_all)->Name("ranking/load/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(evaluate_signals)->Name("signal/evaluate/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(assess)->Name("ranking/assess/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(explain_first)->Name("ranking/explain/bundled")->Unit(benchmark::kMillisecond);
