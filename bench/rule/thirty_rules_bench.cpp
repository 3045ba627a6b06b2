// SPDX-License-Identifier: Apache-2.0
// Thirty rules over twenty signals, from YAML, beside the reference loops: the blocked interpreter written by hand,
// with the flags of the whole and for AVX2 (which the engine finds out at run time), and a plain loop of rules at one
// site after the other. Each makes its results afresh; they are compared first. `ratio` is the processor time over
// that of the blocked interpreter for AVX2, `ratio_flags` that for the flags of the whole, measured in the same run.
#include <benchmark/benchmark.h>

#include <chrono>

#include "base/parallel.hpp"
#include "rule/blocked_interpreter.hpp"
#include "rule/evaluate.hpp"

namespace {

using namespace harbinger;
using bench::PlainOutcomes;

using bench::some_day;

const std::vector<bench::PlainRule>& plain_rules() {
  static const auto made = bench::plain_rules();
  return made;
}

void run_blocks(const bench::BlockedInterpreter& plain, std::size_t begin, std::size_t end,
                PlainOutcomes& out) {
  plain.run(begin, end, out);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] void run_blocks_avx2(const bench::BlockedInterpreter& plain,
                                             std::size_t begin, std::size_t end,
                                             PlainOutcomes& out) {
  plain.run(begin, end, out);
}
#else
constexpr auto run_blocks_avx2 = run_blocks;
#endif

using RunBlock = decltype(&run_blocks);

PlainOutcomes interpreted(RunBlock run, std::size_t rows, unsigned threads) {
  PlainOutcomes out = bench::no_plain_outcomes(plain_rules().size(), rows);
  const bench::BlockedInterpreter plain(plain_rules(), bench::kept_columns(rows));
  for_each_block(rows, threads,
                 [&](std::size_t begin, std::size_t end) { run(plain, begin, end, out); });
  return out;
}

/// A site after the other, a rule after the other.
PlainOutcomes plainly_looped(std::size_t rows) {
  PlainOutcomes out = bench::no_plain_outcomes(plain_rules().size(), rows);
  const bench::BlockedInterpreter plain(plain_rules(), bench::kept_columns(rows));
  for (std::size_t row = 0; row < rows; ++row) plain.run_row(row, out);
  return out;
}

rule::Outcomes evaluated(std::size_t rows, unsigned threads) {
  return rule::evaluate(bench::kept_rules(), bench::kept_columns(rows), rows, some_day, threads);
}

void check_same(std::size_t rows) {
  const rule::Outcomes engine = evaluated(rows, 1);
  for (const PlainOutcomes& plain : {interpreted(run_blocks, rows, 1),
                                     interpreted(run_blocks_avx2, rows, 2), plainly_looped(rows)}) {
    bool same = true;
    for (std::size_t r = 0; r < engine.rules.size(); ++r) {
      const auto is = [](const std::vector<std::uint64_t>& a, std::span<const std::uint64_t> b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end());
      };
      same = same && is(plain.fired[r], engine.rules[r].fired->words()) &&
             is(plain.not_evaluated[r], engine.rules[r].not_evaluated->words());
    }
    for (std::size_t d = 0; d < bench::plain_dimensions; ++d)
      for (const rule::DimensionPoints& points : engine.dimensions)
        if (points.dimension == bench::plain_dimension_names[d])
          same = same && std::equal(points.total->begin(), points.total->end(),
                                    plain.totals[d].begin(), plain.totals[d].end());
    if (!same) throw std::runtime_error("the engine and a reference loop differ");
  }
}

/// Processor time of one run: the least of several, in nanoseconds.
template <class Task>
double least_time(Task task) {
  double least = 1e300;
  for (int i = 0; i < 7; ++i) {
    const auto start = std::clock();
    task();
    least = std::min(least, static_cast<double>(std::clock() - start));
  }
  return least;
}

void count_rows(benchmark::State& state) {
  state.counters["rows/s"] = benchmark::Counter(static_cast<double>(state.range(0)),
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void engine(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto threads = static_cast<unsigned>(state.range(1));
  check_same(rows);
  for (auto _ : state) benchmark::DoNotOptimize(evaluated(rows, threads));
  count_rows(state);
  if (threads > 1 || rows < 100'000) return;
  const double own = least_time([&] { benchmark::DoNotOptimize(evaluated(rows, 1)); });
  const auto ratio = [&](RunBlock run) {
    return own / least_time([&] { benchmark::DoNotOptimize(interpreted(run, rows, 1)); });
  };
  state.counters["ratio"] = ratio(run_blocks_avx2);
  state.counters["ratio_flags"] = ratio(run_blocks);
}

void blocked(benchmark::State& state, RunBlock run) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(interpreted(run, rows, threads));
  count_rows(state);
}
void blocked_interpreter(benchmark::State& state) { blocked(state, run_blocks); }
void blocked_interpreter_avx2(benchmark::State& state) { blocked(state, run_blocks_avx2); }

void plain_loop(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(plainly_looped(rows));
  count_rows(state);
}

void sizes(benchmark::internal::Benchmark* b) {
  for (const int rows : {1'000, 10'000, 100'000, 1'000'000, 10'000'000}) b->Args({rows, 1});
  b->Args({1'000'000, 2});
  b->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

}  // namespace

BENCHMARK(engine)->Name("rule/evaluate/engine")->Apply(sizes);
BENCHMARK(blocked_interpreter)->Name("rule/evaluate/blocked_interpreter")->Apply(sizes);
BENCHMARK(blocked_interpreter_avx2)->Name("rule/evaluate/blocked_interpreter_avx2")->Apply(sizes);
BENCHMARK(plain_loop)
    ->Name("rule/evaluate/plain_loop")
    ->Arg(1'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
