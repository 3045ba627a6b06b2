// SPDX-License-Identifier: Apache-2.0
// One of thirty rules edited, over a million sites: the outcomes now from those before. Beside it the loop that patches
// one bitset and one column of totals, written by hand for the edit, into copies; of the totals the engine makes a patch
// instead. Compared first, with each other and with a fresh run.
#include <benchmark/benchmark.h>

#include "base/parallel.hpp"
#include "rule/thirty_rules.hpp"
#include "rule/update.hpp"

namespace {

using namespace harbinger;

constexpr std::size_t rows = 1'000'000;
using bench::some_day;

struct Edited {
  rule::RuleSet before = bench::thirty_rule_set();
  signal::Columns columns = bench::thirty_rules_columns(rows);
  rule::Outcomes outcomes = rule::evaluate(before, columns, rows, some_day, 1);
  std::vector<Bits> unchanged = std::vector<Bits>(columns.size());
  signal::RowMap same_rows;

  [[nodiscard]] rule::Outcomes updated(const rule::RuleSet& set) const {
    return rule::updated({before, outcomes, some_day, {}}, set, {},
                         {columns, unchanged, same_rows, rows}, some_day, 1)
        .outcomes;
  }
};

const Edited& base() {
  static const Edited made;
  return made;
}

rule::RuleSet with(const std::string& from, const std::string& to) {
  std::string yaml = bench::thirty_rules;
  yaml.replace(yaml.find(from), from.size(), to);
  return bench::thirty_rule_set(yaml);
}

/// r22, distance < 25 of 16 points in `reliance`, becomes distance < 30: bits and total afresh, patched.
struct Patched {
  std::vector<std::uint64_t> fired;
  std::vector<std::uint64_t> not_evaluated;
  rule::PointsColumn total;
};
Patched patched(std::size_t rule, std::size_t signal, const rule::PointsColumn& total) {
  const expr::Column& column = *base().columns[signal];
  const auto was = base().outcomes.rules[rule].fired->words();
  Patched now{std::vector<std::uint64_t>(was.size()), std::vector<std::uint64_t>(was.size()),
              total};
  for (std::size_t w = 0; w < was.size(); ++w) {
    const std::size_t end = std::min<std::size_t>(64, rows - 64 * w);
    std::uint64_t truths = 0;
    for (std::size_t i = 0; i < end; ++i)
      truths |= static_cast<std::uint64_t>(column.numbers[64 * w + i] < 30) << i;
    now.fired[w] = truths & column.known.words()[w];
    now.not_evaluated[w] = ~column.known.words()[w];
    for (std::uint64_t left = now.fired[w] & ~was[w]; left != 0; left &= left - 1)
      now.total[64 * w + static_cast<std::size_t>(std::countr_zero(left))] += 16 * rule::one_point;
    for (std::uint64_t left = was[w] & ~now.fired[w]; left != 0; left &= left - 1)
      now.total[64 * w + static_cast<std::size_t>(std::countr_zero(left))] -= 16 * rule::one_point;
  }
  return now;
}

constexpr const char* condition = "distance < 25\", dimension: reliance";
constexpr const char* other_condition = "distance < 30\", dimension: reliance";

void check_same(const rule::RuleSet& set) {
  const rule::Outcomes now = base().updated(set);
  const rule::Outcomes fresh = rule::evaluate(set, base().columns, rows, some_day, 1);
  for (std::size_t r = 0; r < now.rules.size(); ++r)
    if (now.rules[r].fired != fresh.rules[r].fired ||
        now.rules[r].not_evaluated != fresh.rules[r].not_evaluated)
      throw std::runtime_error("an edited rule and a fresh one differ");
  for (std::size_t d = 0; d < now.dimensions.size(); ++d)
    if (now.dimensions[d].total != fresh.dimensions[d].total)
      throw std::runtime_error("totals of an edited rule and fresh ones differ");
}

void engine(benchmark::State& state, const char* from, const char* to) {
  const rule::RuleSet set = with(from, to);
  check_same(set);
  for (auto _ : state) benchmark::DoNotOptimize(base().updated(set));
}

void patch_loop(benchmark::State& state) {
  const rule::RuleSet set = with(condition, other_condition);
  const std::size_t rule = set.find("r22")->index();
  const std::size_t signal = set.signals().find("distance")->index();
  const auto& dimensions = base().outcomes.dimensions;
  const auto reliance = std::find_if(dimensions.begin(), dimensions.end(), [](const auto& points) {
    return points.dimension == "reliance";
  });
  const rule::Outcomes now = base().updated(set);
  const auto& total = now.dimensions[static_cast<std::size_t>(reliance - dimensions.begin())].total;
  if (patched(rule, signal, *reliance->total).total != *total)
    throw std::runtime_error("the engine and the patch loop differ");
  for (auto _ : state) benchmark::DoNotOptimize(patched(rule, signal, *reliance->total));
}

void edited_condition(benchmark::State& state) { engine(state, condition, other_condition); }
void edited_points(benchmark::State& state) {
  engine(state, "dimension: reliance, points: 16", "dimension: reliance, points: 20");
}
void edited_in_group(benchmark::State& state) { engine(state, "points: 18", "points: 10"); }

}  // namespace

BENCHMARK(edited_condition)->Name("rule/edit_one_rule/engine/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(patch_loop)->Name("rule/edit_one_rule/patch_loop/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(edited_points)->Name("rule/edit_points/engine/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(edited_in_group)
    ->Name("rule/edit_points_in_group/engine/1M")
    ->Unit(benchmark::kMillisecond);
