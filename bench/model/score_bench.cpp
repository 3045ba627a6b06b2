// SPDX-License-Identifier: Apache-2.0
// Scores and the best hundred of an additive model with four leaves of points, beside the loop one would write by
// hand for this one model: blocks of 1,024 rows, columns written before.
#include <benchmark/benchmark.h>

#include <array>
#include <bit>
#include <memory>
#include <random>
#include <stdexcept>

#include "base/parallel.hpp"
#include "bench_clock.hpp"
#include "model/plain_scores.hpp"
#include "ranking/competition_rank.hpp"

namespace {

using namespace harbinger;

using bench::best;
using bench::four_leaves;
using bench::leaves;
using bench::plain_top;
using bench::PlainScores;

/// The points of 0 to 6 rules of 5 to 30 points each, as each leaf has them.
struct Sites {
  std::array<std::vector<std::int64_t>, leaves> points;
  model::Inputs inputs;

  explicit Sites(std::size_t sites) {
    std::mt19937 random(7);
    inputs.sites = sites;
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
      for (std::size_t site = 0; site < sites; ++site) {
        std::int64_t sum = 0;
        for (auto rule = random() % 7; rule > 0; --rule)
          sum += static_cast<std::int64_t>(5 + random() % 26);
        points[leaf].push_back(sum * 1'000'000 + static_cast<std::int64_t>(random() % 1000));
      }
      inputs.points.push_back({model::DimensionId(leaf + 1), points[leaf]});
    }
  }
  [[nodiscard]] bench::PlainPoints plain() const {
    return {points[0].data(), points[1].data(), points[2].data(), points[3].data()};
  }
};

std::vector<std::uint32_t> plain(const Sites& sites, unsigned threads, PlainScores& out) {
  for_each_block(sites.inputs.sites, threads, [&](std::size_t begin, std::size_t end) {
    bench::plain_block(sites.plain(), begin, end, out);
  });
  return plain_top(out.total);
}

void check(const Sites& sites) {
  const model::Scores scores = model::score(four_leaves(), sites.inputs, 1);
  PlainScores out(sites.inputs.sites);
  const auto rows = plain(sites, 1, out);
  if (!std::ranges::equal(*scores.total, out.total) || !std::ranges::equal(scores.tier, out.tier) ||
      !std::ranges::equal(scores.no_evidence.words(), out.no_evidence) ||
      ranking::top(*scores.total, best) != rows)
    throw std::runtime_error("the engine and the plain loop do not agree");
}

void engine(benchmark::State& state) {
  const Sites sites(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  check(sites);
  PlainScores out(sites.inputs.sites);
  bench::BusyTime plain_time;
  for (int i = 0; i < 5; ++i) plain_time.add([&] { return plain(sites, 1, out); });
  bench::BusyTime engine_time;
  for (auto _ : state)
    engine_time.add([&] {
      const model::Scores scores = model::score(four_leaves(), sites.inputs, threads);
      return ranking::top(*scores.total, best);
    });
  state.counters["to_plain_loop"] = engine_time.least() / plain_time.least();
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void plain_loop(benchmark::State& state) {
  const Sites sites(static_cast<std::size_t>(state.range(0)));
  PlainScores out(sites.inputs.sites);
  for (auto _ : state)
    benchmark::DoNotOptimize(plain(sites, static_cast<unsigned>(state.range(1)), out));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// One leaf's points differ at one site in fifty.
struct Edit {
  Sites before;
  std::vector<std::int64_t> points;

  explicit Edit(std::size_t sites) : before(sites), points(before.points[1]) {
    for (std::size_t site = 13; site < sites; site += 50) points[site] += 5'000'000;
  }
};

/// The scores are made from those before, and the best hundred found again.
void edit(benchmark::State& state) {
  const Edit edit(static_cast<std::size_t>(state.range(0)));
  const model::Scores was = model::score(four_leaves(), edit.before.inputs, 1);
  model::Inputs inputs = edit.before.inputs;
  inputs.points[1].millionths = edit.points;
  const model::Scored scored{four_leaves(), edit.before.inputs, was, {}};
  if (model::score(four_leaves(), inputs, 1, {}, &scored).total !=
      model::score(four_leaves(), inputs, 1).total)
    throw std::runtime_error("an edited and a fresh score do not agree");
  for (auto _ : state) {
    const model::Scores scores =
        model::score(four_leaves(), inputs, static_cast<unsigned>(state.range(1)), {}, &scored);
    benchmark::DoNotOptimize(ranking::top(*scores.total, best));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

/// The same in place: what was before is lost.
void edit_in_place(benchmark::State& state) {
  const Edit edit(static_cast<std::size_t>(state.range(0)));
  Sites after = edit.before;
  after.points[1] = edit.points;
  PlainScores out(edit.points.size());
  (void)plain(edit.before, 1, out);
  for (auto _ : state) {
    for (std::size_t row = 0; row < edit.points.size(); ++row)
      if (edit.points[row] != edit.before.points[1][row])
        bench::plain_rows(after.plain(), row, row + 1, out);
    benchmark::DoNotOptimize(plain_top(out.total));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void sizes_and_threads(benchmark::internal::Benchmark* bench) {
  for (const int sites : {1'000, 10'000, 100'000, 1'000'000, 10'000'000})
    for (const int threads : {1, 2}) bench->Args({sites, threads});
  bench->ArgNames({"sites", "threads"})->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();
  bench->UseRealTime();
}

}  // namespace

BENCHMARK(engine)->Name("model/score/engine")->Apply(sizes_and_threads);
BENCHMARK(plain_loop)->Name("model/score/plain_loop")->Apply(sizes_and_threads);
BENCHMARK(edit)
    ->Name("model/score/edit/engine")
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->ArgNames({"sites", "threads"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(edit_in_place)
    ->Name("model/score/edit/in_place")
    ->Arg(1'000'000)
    ->ArgName("sites")
    ->Unit(benchmark::kMillisecond);
