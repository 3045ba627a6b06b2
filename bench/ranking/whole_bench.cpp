// SPDX-License-Identifier: Apache-2.0
// The whole from columns to the best hundred: thirty rules over twenty signals, totals and bitsets, a model of four
// leaves, scores, tiers. Beside it the loops written by hand for these rules and this model, compiled for AVX2, which the
// engine finds out at run time: interpreter and scores follow each other block by block. Each makes its results afresh;
// they are compared first.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "base/parallel.hpp"
#include "model/plain_scores.hpp"
#include "ranking/competition_rank.hpp"
#include "rule/blocked_interpreter.hpp"
#include "rule/update.hpp"

namespace {

using namespace harbinger;
using bench::four_leaves;

using bench::some_day;

model::Inputs inputs_of(const rule::Outcomes& outcomes, std::size_t rows) {
  model::Inputs inputs;
  inputs.sites = rows;
  for (const rule::DimensionPoints& points : outcomes.dimensions)
    inputs.points.push_back({*four_leaves().find(points.dimension), points.total});
  return inputs;
}

struct Whole {
  rule::Outcomes outcomes;
  model::Inputs inputs;
  model::Scores scores;
  std::vector<std::uint32_t> top;
};

Whole by_engine(std::size_t rows, unsigned threads) {
  Whole whole;
  whole.outcomes =
      rule::evaluate(bench::kept_rules(), bench::kept_columns(rows), rows, some_day, threads);
  whole.inputs = inputs_of(whole.outcomes, rows);
  whole.scores = model::score(four_leaves(), whole.inputs, threads);
  whole.top = ranking::top(*whole.scores.total, bench::best);
  return whole;
}

struct PlainWhole {
  bench::PlainOutcomes outcomes;
  bench::PlainScores scores;
  std::vector<std::uint32_t> top;
};

#if defined(__x86_64__)
[[gnu::target("avx2")]]
#endif
void block_by_hand(const bench::BlockedInterpreter& interpreter, std::size_t begin, std::size_t end,
                   PlainWhole& out) {
  interpreter.run(begin, end, out.outcomes);
  const auto& totals = out.outcomes.totals;
  bench::plain_block({totals[0].data(), totals[1].data(), totals[2].data(), totals[3].data()},
                     begin, end, out.scores);
}

PlainWhole by_hand(std::size_t rows, unsigned threads) {
  static const auto plain = bench::plain_rules();
  PlainWhole out{bench::no_plain_outcomes(plain.size(), rows), bench::PlainScores(rows), {}};
  const bench::BlockedInterpreter interpreter(plain, bench::kept_columns(rows));
  for_each_block(rows, threads, [&](std::size_t begin, std::size_t end) {
    block_by_hand(interpreter, begin, end, out);
  });
  out.top = bench::plain_top(out.scores.total);
  return out;
}

void check_same(std::size_t rows) {
  const Whole engine = by_engine(rows, 1);
  const PlainWhole plain = by_hand(rows, 2);
  bool same = engine.top == plain.top &&
              std::ranges::equal(engine.scores.tier, plain.scores.tier) &&
              std::ranges::equal(*engine.scores.total, plain.scores.total);
  for (std::size_t r = 0; r < engine.outcomes.rules.size(); ++r)
    same = same &&
           std::ranges::equal(engine.outcomes.rules[r].fired->words(), plain.outcomes.fired[r]);
  if (!same) throw std::runtime_error("the engine and the loops by hand differ");
}

void engine(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  check_same(rows);
  for (auto _ : state)
    benchmark::DoNotOptimize(by_engine(rows, static_cast<unsigned>(state.range(1))));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void blocked_interpreter(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  for (auto _ : state)
    benchmark::DoNotOptimize(by_hand(rows, static_cast<unsigned>(state.range(1))));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// One of the rules with another bound: outcomes, scores and the best hundred from those before, which were asked for.
void edit(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Whole before = by_engine(rows, 1);
  std::string yaml = bench::thirty_rules;
  const std::string bound = "distance < 25";
  const rule::RuleSet edited =
      bench::thirty_rule_set(yaml.replace(yaml.find(bound), bound.size(), "distance < 30"));
  const std::vector<Bits> unchanged(bench::kept_columns(rows).size());
  const signal::RowMap same_rows;
  const ranking::Ranking ranked(before.scores.total);
  (void)ranked.top(bench::best);
  const auto run = [&] {
    Whole now;
    now.outcomes =
        rule::updated({bench::kept_rules(), before.outcomes, some_day, {}}, edited, {},
                      {bench::kept_columns(rows), unchanged, same_rows, rows}, some_day, 1)
            .outcomes;
    now.inputs = inputs_of(now.outcomes, rows);
    const model::Scored scored{four_leaves(), before.inputs, before.scores, {}};
    now.scores = model::score(four_leaves(), now.inputs, 1, {}, &scored);
    now.top = ranking::Ranking(now.scores.total, ranked).top(bench::best);
    return now;
  };
  const rule::Outcomes fresh = rule::evaluate(edited, bench::kept_columns(rows), rows, some_day, 1);
  const model::Scores scores = model::score(four_leaves(), inputs_of(fresh, rows), 1);
  const Whole now = run();
  if (scores.total != now.scores.total || scores.tier != now.scores.tier ||
      scores.no_evidence != now.scores.no_evidence ||
      ranking::top(*scores.total, bench::best) != now.top)
    throw std::runtime_error("an edited rule and a fresh run differ");
  for (auto _ : state) benchmark::DoNotOptimize(run());
}

void sizes(benchmark::internal::Benchmark* bench) {
  for (const int rows : {1'000, 10'000, 100'000, 1'000'000, 10'000'000}) bench->Args({rows, 1});
  bench->Args({1'000'000, 2})
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->MeasureProcessCPUTime();
}

}  // namespace

BENCHMARK(engine)->Name("ranking/whole/engine")->Apply(sizes);
BENCHMARK(blocked_interpreter)->Name("ranking/whole/blocked_interpreter")->Apply(sizes);
BENCHMARK(edit)
    ->Name("ranking/edit/engine")
    ->Arg(10'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond);
