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
#include "kept_memory.hpp"
#include "model/score.hpp"
#include "ranking/competition_rank.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t leaves = 4;
constexpr std::size_t best = 100;

/// Four leaves of unequal weight below the top.
const model::Model& four_leaves() {
  static const model::Model model = [] {
    Diagnostics diagnostics;
    return *model::load_model(std::make_shared<const SourceText>("four.yaml", R"(
model: four
dimensions:
  - {id: a, weight: 0.4, points: {full: 100}}
  - {id: b, weight: 0.3, points: {full: 80}}
  - {id: c, weight: 0.2, points: {full: 100}}
  - {id: d, weight: 0.1, floor: 0.1, points: {full: 60}}
tiers:
  bounds: [{tier: top, at_least: 60}, {tier: high, at_least: 40}, {tier: some, at_least: 20},
           {tier: low, at_least: 0}]
)"),
                              diagnostics);
  }();
  return model;
}

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
};

struct PlainScores {
  std::array<std::vector<double>, leaves> dimensions;
  std::vector<double> total;
  std::vector<std::uint8_t> tier;
  std::vector<std::uint64_t> no_evidence;

  explicit PlainScores(std::size_t sites)
      : total(sites), tier(sites), no_evidence((sites + 63) / 64) {
    dimensions.fill(std::vector<double>(sites));
  }
};

std::array<double, leaves> top_weights() {
  static const std::array<double, leaves> weights = [] {
    std::array<double, leaves> of_top;
    std::ranges::copy(model::score(four_leaves(), {}, 1).weights[0], of_top.begin());
    return of_top;
  }();
  return weights;
}

/// Weights, fulls and floor written out.
void plain_rows(const Sites& sites, std::size_t begin, std::size_t end, PlainScores& out) {
  constexpr std::array<double, leaves> full = {100e6, 80e6, 100e6, 60e6};
  constexpr std::array<double, leaves> floor = {0, 0, 0, 0.1};
  const std::array<double, leaves> weights = top_weights();
  for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
    const std::int64_t* points = sites.points[leaf].data();
    double* values = out.dimensions[leaf].data();
    for (std::size_t row = begin; row < end; ++row) {
      double value = static_cast<double>(points[row]);
      value = value < 0 ? 0 : value;
      value = (value > full[leaf] ? full[leaf] : value) / full[leaf];
      values[row] = floor[leaf] + (1 - floor[leaf]) * value;
    }
  }
  const double* a = out.dimensions[0].data();
  const double* b = out.dimensions[1].data();
  const double* c = out.dimensions[2].data();
  const double* d = out.dimensions[3].data();
  for (std::size_t row = begin; row < end; ++row) {
    const double sum =
        weights[0] * a[row] + weights[1] * b[row] + weights[2] * c[row] + weights[3] * d[row];
    out.total[row] = 100 * (sum > 1 ? 1 : sum);
  }
  for (std::size_t row = begin; row < end; ++row) {
    const double score = out.total[row] + 1e-9;
    out.tier[row] = static_cast<std::uint8_t>((score < 60) + (score < 40) + (score < 20));
  }
}

void plain_block(const Sites& sites, std::size_t begin, std::size_t end, PlainScores& out) {
  plain_rows(sites, begin, end, out);
  for (std::size_t row = begin; row < end; row += 64) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(64, end - row); ++i)
      word |= std::uint64_t{(sites.points[0][row + i] | sites.points[1][row + i] |
                             sites.points[2][row + i] | sites.points[3][row + i]) == 0}
              << i;
    out.no_evidence[row / 64] = word;
  }
}

/// The best hundred by a bar that rises: what is above it goes to a list, which is cut when it is full.
std::vector<std::uint32_t> plain_top(const std::vector<double>& total) {
  std::vector<std::pair<double, std::uint32_t>> list;
  double bar = -1;
  const auto cut = [&] {
    std::nth_element(list.begin(), list.begin() + (best - 1), list.end());
    list.resize(best);
    bar = -list[best - 1].first;
  };
  for (std::size_t row = 0; row < total.size(); ++row) {
    if (!(total[row] > bar)) continue;
    list.emplace_back(-total[row], static_cast<std::uint32_t>(row));
    if (list.size() == 4 * best) cut();
  }
  std::sort(list.begin(), list.end());
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < std::min(best, list.size()); ++i) rows.push_back(list[i].second);
  return rows;
}

std::vector<std::uint32_t> plain(const Sites& sites, unsigned threads, PlainScores& out) {
  for_each_block(sites.inputs.sites, threads,
                 [&](std::size_t begin, std::size_t end) { plain_block(sites, begin, end, out); });
  return plain_top(out.total);
}

void check(const Sites& sites) {
  const model::Scores scores = model::score(four_leaves(), sites.inputs, 1);
  PlainScores out(sites.inputs.sites);
  const auto rows = plain(sites, 1, out);
  if (!std::ranges::equal(*scores.total, out.total) || scores.tier != out.tier ||
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
  const model::Scored scored{four_leaves(), edit.before.inputs, was};
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
      if (edit.points[row] != edit.before.points[1][row]) plain_rows(after, row, row + 1, out);
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
