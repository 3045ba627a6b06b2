// SPDX-License-Identifier: Apache-2.0
// Loading of large rule files, whole and by step: reading YAML into texts, checking them, and looking for what is
// said in vain. The aim: 10,000 rules are read and checked in under a second.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "bundled.hpp"
#include "rule/analysis.hpp"
#include "rule/difference.hpp"
#include "rule/large_rules.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t few_signals = 50;

const pack::Schema& schema() { return bench::inputs().world.graph.schema(); }

rule::RuleSet loaded(const std::shared_ptr<const SourceText>& text) {
  Diagnostics diagnostics;
  auto set = rule::RuleSet::load(text, schema(), diagnostics);
  if (!set) throw std::runtime_error(to_text(diagnostics.all().front()));
  return *std::move(set);
}

void count(benchmark::State& state, const char* what) {
  state.counters[what] = benchmark::Counter(static_cast<double>(state.range(0)),
                                            benchmark::Counter::kIsIterationInvariantRate);
}

void load_rules(benchmark::State& state) {
  const auto text =
      bench::source(bench::large_rules(static_cast<std::size_t>(state.range(0)), few_signals));
  for (auto _ : state) benchmark::DoNotOptimize(loaded(text));
  count(state, "rules/s");
}

void read_rules(benchmark::State& state) {
  const auto text =
      bench::source(bench::large_rules(static_cast<std::size_t>(state.range(0)), few_signals));
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(rule::read_rule_text(text, diagnostics));
  }
  count(state, "rules/s");
}

void check_rules(benchmark::State& state) {
  const auto text =
      bench::source(bench::large_rules(static_cast<std::size_t>(state.range(0)), few_signals));
  Diagnostics diagnostics;
  const auto texts = rule::read_rule_text(text, diagnostics);
  for (auto _ : state)
    benchmark::DoNotOptimize(rule::RuleSet::check(*texts, schema(), diagnostics));
  count(state, "rules/s");
}

void analyse_rules(benchmark::State& state) {
  const auto text =
      bench::source(bench::large_rules(static_cast<std::size_t>(state.range(0)), few_signals));
  const rule::RuleSet set = loaded(text);
  for (auto _ : state) {
    Diagnostics diagnostics;
    rule::warn_of_idle_parts(set, schema(), diagnostics);
    benchmark::DoNotOptimize(diagnostics.all().size());
  }
  count(state, "rules/s");
}

void compare_rules(benchmark::State& state) {
  const auto text =
      bench::source(bench::large_rules(static_cast<std::size_t>(state.range(0)), few_signals));
  const rule::RuleSet set = loaded(text);
  for (auto _ : state) benchmark::DoNotOptimize(rule::difference(set, set));
  count(state, "rules/s");
}

void load_signals(benchmark::State& state) {
  const auto text = bench::source(bench::large_signals(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(loaded(text));
  count(state, "signals/s");
}

}  // namespace

BENCHMARK(load_rules)
    ->Name("rule/load/whole")
    ->Arg(1'000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(read_rules)->Name("rule/load/read")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(check_rules)->Name("rule/load/check")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(analyse_rules)->Name("rule/load/analyse")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(compare_rules)->Name("rule/load/difference")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(load_signals)
    ->Name("rule/load/signals")
    ->Arg(500)
    ->Arg(3'000)
    ->Unit(benchmark::kMillisecond);
