// SPDX-License-Identifier: Apache-2.0
// Rules over whole columns beside the plain reference: every rule at one site after the other. Same totals,
// checked first.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "bundled.hpp"
#include "rule/evaluate.hpp"

namespace {

using namespace harbinger;

/// The bundled columns; site i of `rows` sites is site i modulo the bundled ones.
signal::Columns columns(std::size_t rows) {
  const graph::GraphView view = bench::view();
  const graph::Ownership ownership(view);
  const auto bundled = signal::evaluate(bench::inputs().rules.signals(), {view, ownership}, 1);
  signal::Columns repeated;
  for (const expr::Column& column : bundled) {
    std::vector<expr::Value> values;
    for (std::size_t row = 0; row < rows; ++row) values.push_back(column.at(row % column.size()));
    repeated.push_back(expr::column_of(column.kind, values));
  }
  return repeated;
}

std::vector<rule::Points> by_rows(const signal::Columns& signals, std::size_t rows) {
  const rule::RuleSet& rules = bench::inputs().rules;
  std::vector<rule::Points> totals;
  std::vector<expr::Value> values(signals.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t s = 0; s < signals.size(); ++s) values[s] = signals[s]->at(row);
    const auto outcome = rule::evaluate_one(rules, values, bench::inputs().world.as_of);
    totals.insert(totals.end(), outcome.totals.begin(), outcome.totals.end());
  }
  return totals;
}

void check_same(const signal::Columns& signals, std::size_t rows) {
  const auto outcomes =
      rule::evaluate(bench::inputs().rules, signals, rows, bench::inputs().world.as_of, 1);
  const auto totals = by_rows(signals, rows);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t d = 0; d < outcomes.dimensions.size(); ++d)
      if (outcomes.dimensions[d].total[row] != totals[row * outcomes.dimensions.size() + d])
        throw std::runtime_error("rules over columns and rules row by row differ");
}

void over_columns(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto signals = columns(rows);
  check_same(signals, rows);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        rule::evaluate(bench::inputs().rules, signals, rows, bench::inputs().world.as_of, 1));
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}

void row_by_row(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto signals = columns(rows);
  for (auto _ : state) benchmark::DoNotOptimize(by_rows(signals, rows));
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

BENCHMARK(over_columns)
    ->Name("rule/evaluate/columns")
    ->Arg(1024)
    ->Arg(16384)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(row_by_row)
    ->Name("rule/evaluate/row_by_row")
    ->Arg(1024)
    ->Arg(16384)
    ->Unit(benchmark::kMillisecond);
