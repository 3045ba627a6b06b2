// SPDX-License-Identifier: Apache-2.0
// Intervals of the ranks of the best hundred sites under 1,000 draws of the weights of four leaves, beside the sums alone
// that such draws are made of: blocks of 1,024 rows, four columns times the weights of a draw, and how many reach a bar.
#include <benchmark/benchmark.h>

#include <array>
#include <memory>
#include <random>

#include "base/parallel.hpp"
#include "model/score.hpp"
#include "uncertainty/sensitivity.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t leaves = 4;

/// Sites with points in four leaves, added (or multiplied) by a model.
struct World {
  model::Model model;
  std::array<std::vector<std::int64_t>, leaves> points;
  model::Inputs inputs;
  model::Scores scores;

  World(std::size_t sites, const std::string& combine) {
    Diagnostics diagnostics;
    model = *model::load_model(std::make_shared<const SourceText>("four.yaml", R"(
model: four
top: {combine: )" + combine + R"(}
dimensions:
  - {id: a, weight: 0.4, floor: 0.1, points: {full: 250}}
  - {id: b, weight: 0.3, floor: 0.1, points: {full: 250}}
  - {id: c, weight: 0.2, floor: 0.1, points: {full: 250}}
  - {id: d, weight: 0.1, floor: 0.1, points: {full: 250}}
tiers: {bounds: [{tier: any, at_least: 0}]}
)"),
                               diagnostics);
    std::mt19937 random(7);
    inputs.sites = sites;
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
      for (std::size_t site = 0; site < sites; ++site) {
        std::int64_t sum = 0;
        for (auto rule = random() % 8; rule > 0; --rule)
          sum += static_cast<std::int64_t>(5 + random() % 26);
        points[leaf].push_back(sum * 1'000'000 + static_cast<std::int64_t>(random() % 1'000'000));
      }
      inputs.points.push_back({model::DimensionId(leaf + 1), points[leaf]});
    }
    scores = model::score(model, inputs, 2);
  }
};

void engine(benchmark::State& state, const std::string& combine) {
  const World world(static_cast<std::size_t>(state.range(0)), combine);
  const uncertainty::Base base{world.model, world.inputs, world.scores};
  const uncertainty::Doubts doubts{.draws = static_cast<std::size_t>(state.range(1))};
  for (auto _ : state)
    benchmark::DoNotOptimize(
        uncertainty::sensitivity(base, doubts, 100, static_cast<unsigned>(state.range(2))));
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}

void plain_sums(benchmark::State& state) {
  const World world(static_cast<std::size_t>(state.range(0)), "arithmetic");
  const auto draws = static_cast<std::size_t>(state.range(1));
  const uncertainty::Base base{world.model, world.inputs, world.scores};
  std::vector<std::array<double, leaves>> weights(draws);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const auto drawn = uncertainty::drawn_weights(base, {.draws = draws}, draw);
    std::copy(drawn[0].begin(), drawn[0].end(), weights[draw].begin());
  }
  std::array<const double*, leaves> column;
  for (std::size_t leaf = 0; leaf < leaves; ++leaf)
    column[leaf] = world.scores.dimensions[leaf + 1]->data();
  for (auto _ : state) {
    std::vector<std::size_t> reach((world.inputs.sites + block_rows - 1) / block_rows);
    for_each_block(world.inputs.sites, static_cast<unsigned>(state.range(2)),
                   [&](std::size_t begin, std::size_t end) {
                     std::array<double, block_rows> sums;
                     std::size_t count = 0;
                     for (const auto& w : weights) {
                       for (std::size_t row = begin; row < end; ++row)
                         sums[row - begin] = w[0] * column[0][row] + w[1] * column[1][row] +
                                             w[2] * column[2][row] + w[3] * column[3][row];
                       for (std::size_t i = 0; i < end - begin; ++i) count += sums[i] >= 0.9;
                     }
                     reach[begin / block_rows] = count;
                   });
    benchmark::DoNotOptimize(reach.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1));
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Args({10'000, 100, 1})
      ->Args({100'000, 1000, 1})
      ->Args({1'000'000, 1000, 1})
      ->Args({1'000'000, 1000, 2});
  bench->ArgNames({"sites", "draws", "threads"})
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
}

}  // namespace

BENCHMARK_CAPTURE(engine, additive, "arithmetic")
    ->Name("uncertainty/weight_draws/engine")
    ->Apply(sizes);
BENCHMARK_CAPTURE(engine, geometric, "geometric")
    ->Name("uncertainty/weight_draws/engine_geometric")
    ->Apply(sizes);
BENCHMARK(plain_sums)->Name("uncertainty/weight_draws/plain_sums")->Apply(sizes);
