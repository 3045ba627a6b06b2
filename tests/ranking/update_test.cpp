// SPDX-License-Identifier: Apache-2.0
// An assessment made from another is the one made afresh, bit for bit: facts taken out, days, signals left
// out, one after the other. (Edits of files: tests/scenario.)
#include <catch2/catch.hpp>

#include "base/parallel.hpp"
#include "ranking/bundled.hpp"
#include "ranking/fact_dice.hpp"
#include "ranking/same_assessment.hpp"

using namespace harbinger;
using namespace harbinger::tests;

TEST_CASE("A world without some facts is scored as if it were scored afresh",
          "[update][property][long]") {
  const auto& base = bundled_assessment();
  FactDice dice(bundled().graph, 1);
  for (int i = 0; i < 400; ++i) {
    std::vector<graph::FactRef> facts;
    const std::size_t count = i % 4 == 3 ? 1 + dice.below(40) : 1 + dice.below(2);
    for (std::size_t k = 0; k < count; ++k) facts.push_back(dice.fact());
    const graph::GraphView view = base.view.without(facts);
    const ranking::Assessment updated(base, bundled().basis(), view, 1 + i % 2);
    const ranking::Assessment fresh(bundled().basis(), view, 2);
    INFO(bundled().graph.fact(facts.front()).id() << " and " << facts.size() - 1 << " more");
    REQUIRE(difference(updated, fresh) == "");
  }
}

TEST_CASE("Another day is scored from the day before as if it were scored afresh",
          "[update][property][long]") {
  FactDice dice(bundled().graph, 2);
  auto before = std::make_unique<ranking::Assessment>(bundled().basis(), bundled().view(), 2);
  for (int i = 0; i < 120; ++i) {
    // From the year 2000 to now, forward and back; now and then with facts taken out.
    const Day day{10957 + static_cast<std::int32_t>(dice.below(9600))};
    graph::GraphView view = before->view.on(day);
    if (i % 3 == 0) view = view.without(std::vector{dice.fact()});
    auto updated = std::make_unique<ranking::Assessment>(*before, bundled().basis(), view, 2);
    const ranking::Assessment fresh(bundled().basis(), view, 2);
    INFO(to_text(day));
    REQUIRE(difference(*updated, fresh) == "");
    before = std::move(updated);
  }
}

TEST_CASE("Signals left out, and asked again, leave what a fresh run leaves",
          "[update][property][long]") {
  const auto& base = bundled_assessment();
  FactDice dice(bundled().graph, 3);
  const std::size_t signals = bundled().rules.signals().size();
  for (int i = 0; i < 100; ++i) {
    ranking::Basis basis = bundled().basis();
    for (std::size_t k = 0; k < 1 + dice.below(3); ++k)
      basis.left_out.emplace_back(dice.below(signals));
    const graph::GraphView view = base.view.without(std::vector{dice.fact()});
    const ranking::Assessment updated(base, basis, view, 1);
    const ranking::Assessment fresh(basis, view, 1);
    REQUIRE(difference(updated, fresh) == "");
    const ranking::Assessment again(updated, bundled().basis(), base.view, 1);
    REQUIRE(difference(again, base) == "");
  }
}

TEST_CASE("Rules switched off and on, one edit after the other, leave what a fresh run leaves",
          "[update][property]") {
  FactDice dice(bundled().graph, 4);
  const std::size_t rules = bundled().rules.rules().size();
  auto before = std::make_unique<ranking::Assessment>(bundled().basis(), bundled().view(), 2);
  for (int i = 0; i < 60; ++i) {
    ranking::Basis basis = before->basis;
    const rule::RuleId rule(dice.below(rules));
    if (std::erase(basis.rules_off, rule) == 0) basis.rules_off.push_back(rule);
    auto updated = std::make_unique<ranking::Assessment>(*before, basis, before->view, 1);
    const ranking::Assessment fresh(basis, before->view, 1);
    INFO(bundled().rules.rule(rule).id);
    REQUIRE(updated->ranking.top(20) == fresh.ranking.top(20));
    for (std::size_t row = 0; row < fresh.sites(); ++row)
      REQUIRE(same_bits(updated->scores.total[row], fresh.scores.total[row]));
    if (i % 4 == 3) REQUIRE(difference(*updated, fresh) == "");  // looks at columns whole
    before = std::move(updated);
  }
}

TEST_CASE("What a change does not reach is the same object, not a copy", "[update]") {
  const auto& base = bundled_assessment();
  const auto call = bundled().graph.edges_of(bundled().graph.schema().relation("CALLS_AT"))[0];
  const auto view = base.view.without(std::vector{graph::fact_of(call)});
  const ranking::Assessment updated(base, bundled().basis(), view, 1);
  CHECK(updated.recomputed.changed_facts == 1);
  CHECK_FALSE(updated.recomputed.ownership);
  // By hand: 13 signals walk a call, 8 of them from the site and the others from what is near.
  CHECK(updated.recomputed.signals.whole == 0);
  CHECK(updated.recomputed.signals.in_part <= 13);
  const auto finance = bundled().rules.find("finance.same_state");
  CHECK(updated.outcomes.rules[finance->index()].fired.shares(
      base.outcomes.rules[finance->index()].fired));
  CHECK(updated.recomputed.dimensions <= 4);  // calls, nearby, reliance, the top
}
