// SPDX-License-Identifier: Apache-2.0
// Expressions over whole columns beside the same program row by row. Same values, checked first.
#include <benchmark/benchmark.h>

#include <random>
#include <stdexcept>

#include "expr/program.hpp"

namespace {

using namespace harbinger;
using namespace harbinger::expr;

constexpr std::size_t row_count = 65536;

/// Numbers `x` and `y`, texts `country` (40 of them) and `kind` (5).
struct World {
  World() {
    environment.declare("x", simple(TypeKind::number));
    environment.declare("y", simple(TypeKind::number));
    environment.declare("country", simple(TypeKind::string));
    environment.declare("kind", simple(TypeKind::string));
    std::mt19937 random(7);
    std::vector<std::vector<Value>> values(4);
    for (std::size_t row = 0; row < row_count; ++row) {
      for (std::size_t c = 0; c < 2; ++c)
        values[c].push_back(random() % 10 == 0 ? Value() : Value(double(random() % 1000) / 100));
      values[2].emplace_back("country " + std::to_string(random() % 40));
      values[3].emplace_back("kind-" + std::to_string(random() % 5));
    }
    for (std::size_t c = 0; c < 4; ++c)
      columns.push_back(column_of(c < 2 ? ColumnKind::number : ColumnKind::text, values[c]));
    for (const Column& column : columns) pointers.push_back(&column);
  }

  Environment environment{Dialect::rules};
  std::vector<Column> columns;
  std::vector<const Column*> pointers;
};

const World& world() {
  static const World made;
  return made;
}

Program program_of(const char* text) {
  Diagnostics diagnostics;
  auto program = check(written_argument("expr", text), world().environment, diagnostics);
  if (!program || !program->is_columnar()) throw std::runtime_error(text);
  return *std::move(program);
}

struct ColumnsRow : Row {
  std::size_t row = 0;
  [[nodiscard]] Value slot(std::uint32_t slot) const override {
    return world().columns[slot].at(row);
  }
};

Column by_rows(const Program& program, ColumnKind kind) {
  std::vector<Value> values;
  ColumnsRow at;
  for (at.row = 0; at.row < row_count; ++at.row) values.push_back(program.evaluate(at));
  return column_of(kind, values);
}

void count_rows(benchmark::State& state) {
  state.counters["rows/s"] = benchmark::Counter(static_cast<double>(row_count),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void over_columns(benchmark::State& state, const char* text) {
  const Program program = program_of(text);
  const Column fast = program.evaluate(world().pointers, row_count);
  const Column slow = by_rows(program, fast.kind);
  for (std::size_t row = 0; row < row_count; ++row)
    if (!same_row(fast, row, slow, row))
      throw std::runtime_error("columns and rows differ: " + std::string(text));
  for (auto _ : state) benchmark::DoNotOptimize(program.evaluate(world().pointers, row_count));
  count_rows(state);
}

void row_by_row(benchmark::State& state, const char* text) {
  const Program program = program_of(text);
  const ColumnKind kind = program.evaluate(world().pointers, row_count).kind;
  for (auto _ : state) benchmark::DoNotOptimize(by_rows(program, kind));
  count_rows(state);
}

constexpr const char* numbers = "x > 2 && x * 3 + y < 20 || !known(y)";
constexpr const char* texts = "(x > 5 ? country : kind) + \"-\" + kind.upperAscii()";
constexpr const char* text_condition =
    "country in [\"country 3\", \"country 7\"] && kind < \"kind-3\"";
constexpr const char* macro = "y > 9 && [x, y, x * y].exists(n, n > 50)";

}  // namespace

#define HARBINGER_PAIR(name, text)            \
  BENCHMARK_CAPTURE(over_columns, text, text) \
      ->Name("expr/" name "/columns")         \
      ->Unit(benchmark::kMillisecond);        \
  BENCHMARK_CAPTURE(row_by_row, text, text)   \
      ->Name("expr/" name "/row_by_row")      \
      ->Unit(benchmark::kMillisecond)
HARBINGER_PAIR("numbers", numbers);
HARBINGER_PAIR("text", texts);
HARBINGER_PAIR("text_condition", text_condition);
HARBINGER_PAIR("comprehension", macro);
