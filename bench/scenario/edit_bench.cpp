// SPDX-License-Identifier: Apache-2.0
// One edit of a fact, of a rule and of a weight: the assessment made from that of the base, beside a fresh one of the
// same edited inputs; on the bundled pack and on one grown to 100,000 sites. A fresh run of the latter takes seconds,
// so it is made once: `fresh_run` comes first, and holds the two against each other.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "scenario/grown_world.hpp"

namespace {

using namespace harbinger;
using bench::bundled;
using bench::grown;
using bench::World;

struct Edits {
  std::vector<std::string> sets;
  std::vector<std::string> removes;
};
const Edits one_fact{{}, {"SUPPLIES:nuctech:gcdf-49079:2006"}};
const Edits one_rule{{"rules[supplier.state_controlled].points=40"}, {}};
const Edits one_weight{{"model[influence.finance].weight=0.3"}, {}};

scenario::EditedInputs edited(const World& world, const Edits& edits) {
  Diagnostics diagnostics;
  const auto scenario = scenario::quick_scenario(edits.sets, edits.removes, diagnostics);
  auto inputs = scenario::edited_inputs(world.base(), scenario, diagnostics);
  if (!inputs) throw std::runtime_error(to_text(diagnostics.all().front()));
  return *std::move(inputs);
}

void check_same(const ranking::Assessment& a, const ranking::Assessment& b) {
  for (std::size_t s = 0; s < a.signals.size(); ++s)
    for (std::size_t row = 0; row < a.sites(); ++row)
      if (!expr::same_row(*a.signals[s], row, *b.signals[s], row))
        throw std::runtime_error("signals of an edited world and of a fresh one differ");
  for (std::size_t d = 0; d < a.outcomes.dimensions.size(); ++d)
    if (*a.outcomes.dimensions[d].total != *b.outcomes.dimensions[d].total)
      throw std::runtime_error("points of an edited world and of a fresh one differ");
  if (a.scores.total != b.scores.total || a.scores.tier != b.scores.tier ||
      !std::ranges::equal(a.ranking.rank(), b.ranking.rank()) ||
      !std::ranges::equal(a.ranking.order(), b.ranking.order()))
    throw std::runtime_error("the ranking of an edited world and of a fresh one differ");
}

void count(benchmark::State& state, const ranking::Assessment& made) {
  state.counters["sites"] = static_cast<double>(made.sites());
  state.counters["facts"] =
      static_cast<double>(made.basis.graph.node_count() + made.basis.graph.edge_count());
  state.counters["signal_rows"] = static_cast<double>(made.recomputed.signals.rows);
}

void fresh_run(benchmark::State& state, const World& (*world)(), const Edits& edits) {
  const auto inputs = edited(world(), edits);
  const ranking::Assessment made(world().assessment, inputs.basis(), inputs.view, 1);
  std::unique_ptr<ranking::Assessment> fresh;
  for (auto _ : state) {
    fresh = std::make_unique<ranking::Assessment>(inputs.basis(), inputs.view, 1);
    benchmark::DoNotOptimize(fresh->ranking.order().data());
  }
  check_same(made, *fresh);
  count(state, *fresh);
}

void incremental(benchmark::State& state, const World& (*world)(), const Edits& edits) {
  const auto inputs = edited(world(), edits);
  std::unique_ptr<ranking::Assessment> made;
  for (auto _ : state) {
    made =
        std::make_unique<ranking::Assessment>(world().assessment, inputs.basis(), inputs.view, 1);
    benchmark::DoNotOptimize(made->ranking.order().data());
  }
  count(state, *made);
}

/// The edit itself: reading it, and what is checked anew for it.
void edit(benchmark::State& state, const World& (*world)(), const Edits& edits) {
  for (auto _ : state) benchmark::DoNotOptimize(edited(world(), edits).basis());
}

}  // namespace

BENCHMARK_CAPTURE(fresh_run, fact, bundled, one_fact)
    ->Name("scenario/one_fact/bundled/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, fact, bundled, one_fact)
    ->Name("scenario/one_fact/bundled/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fresh_run, rule, bundled, one_rule)
    ->Name("scenario/one_rule/bundled/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, rule, bundled, one_rule)
    ->Name("scenario/one_rule/bundled/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fresh_run, weight, bundled, one_weight)
    ->Name("scenario/one_weight/bundled/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, weight, bundled, one_weight)
    ->Name("scenario/one_weight/bundled/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fresh_run, fact, grown, one_fact)
    ->Name("scenario/one_fact/100k/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, fact, grown, one_fact)
    ->Name("scenario/one_fact/100k/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fresh_run, rule, grown, one_rule)
    ->Name("scenario/one_rule/100k/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, rule, grown, one_rule)
    ->Name("scenario/one_rule/100k/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fresh_run, weight, grown, one_weight)
    ->Name("scenario/one_weight/100k/fresh_run")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(incremental, weight, grown, one_weight)
    ->Name("scenario/one_weight/100k/incremental")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(edit, rule, grown, one_rule)
    ->Name("scenario/one_rule/100k/edit")
    ->Unit(benchmark::kMillisecond);
