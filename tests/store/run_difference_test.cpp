// SPDX-License-Identifier: Apache-2.0
// Two kept runs held against each other: by hand, and their rankings against the comparison of the assessments that
// they were kept from.
#include "store/run_difference.hpp"

#include <catch2/catch.hpp>

#include "ranking/bundled.hpp"
#include "scenario/comparison.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using store::Difference;

namespace {

using Differences = std::vector<Difference>;

store::Run run_of(const std::string& result) {
  store::Run run;
  run.command = "rank";
  run.engine = "harbinger 1";
  run.options = {{"rules", "a.yaml"}, {"rules", "b.yaml"}, {"top", "20"}};
  run.inputs = {{"data", "11"}, {"a.yaml", "22"}, {"b.yaml", "33"}};
  run.result = store::result_of(result);
  return run;
}

/// Of the runs that rank the two.
store::RunDifference difference_of(const ranking::Assessment& before,
                                   const ranking::Assessment& after) {
  store::Run was = run_of("x");
  store::Run is = run_of("x");
  was.rankings = {store::ranking_of("ranking", before)};
  is.rankings = {store::ranking_of("ranking", after)};
  return store::difference(was, is, 20);
}

/// One site at rank 1 with a score.
store::KeptRanking one_site(const std::string& name, double score) {
  return {name, {}, std::vector<store::KeptSite>{{"a", "A", "X", {1, score, "high"}}}};
}

}  // namespace

TEST_CASE("A run does not differ from itself made elsewhere and later", "[run_difference]") {
  store::Run again = run_of("x\n");
  again.folder = "/elsewhere";
  again.started = "2027-01-01T00:00:00.000Z";
  REQUIRE(store::difference(run_of("x\n"), again, 20).is_empty());
}

TEST_CASE("Options differ by name, those given several times as one", "[run_difference]") {
  store::Run after = run_of("x\n");
  after.options = {{"rules", "a.yaml"}, {"where", "score > 1"}, {"top", "20"}, {"", "one.yaml"}};
  const auto difference = store::difference(run_of("x\n"), after, 20);
  REQUIRE(difference.options == Differences{{"arguments", "", "one.yaml"},
                                            {"rules", "a.yaml, b.yaml", "a.yaml"},
                                            {"where", "", "score > 1"}});
  REQUIRE_FALSE(difference.is_empty());
}

TEST_CASE("Inputs differ by their hashes; one that was only moved does not", "[run_difference]") {
  store::Run after = run_of("x\n");
  after.inputs = {{"moved/data", "11"}, {"a.yaml", "99"}, {"c.yaml", "44"}};
  REQUIRE(store::difference(run_of("x\n"), after, 20).inputs ==
          Differences{{"a.yaml", "22", "99"}, {"b.yaml", "33", ""}, {"c.yaml", "", "44"}});
}

TEST_CASE("The first line in which results differ is told", "[run_difference]") {
  const auto first_line = [](const std::string& before, const std::string& after) {
    const auto line = store::difference(run_of(before), run_of(after), 20).first_line;
    REQUIRE(line);
    return std::tuple(line->line, line->before, line->after);
  };
  using Line = std::tuple<std::size_t, std::string, std::string>;
  CHECK(first_line("a\nbc\nd\n", "a\nbx\nd\n") == Line{2, "bc", "bx"});
  CHECK(first_line("a\n", "a\nb\n") == Line{2, "", "b"});
  CHECK(first_line("a", "a\n") == Line{1, "a", "a"});
  CHECK(first_line("", "x") == Line{1, "", "x"});
}

TEST_CASE("Rankings that only one run has are named", "[run_difference]") {
  store::Run before = run_of("x");
  store::Run after = run_of("x");
  before.rankings = {{"both", {}, std::vector<store::KeptSite>{}}, {"too large", {}, std::nullopt}};
  after.rankings = {{"both", {}, std::vector<store::KeptSite>{}},
                    {"too large", {}, std::vector<store::KeptSite>{}},
                    {"new", {}, std::vector<store::KeptSite>{}}};
  const auto difference = store::difference(before, after, 20);
  REQUIRE(difference.rankings.size() == 1);
  REQUIRE(difference.not_compared == std::vector<std::string>{"too large", "new"});
}

TEST_CASE("A scenario that is called as the ranking before it is held against itself",
          "[run_difference]") {
  store::Run before = run_of("x");
  store::Run after = run_of("x");
  before.rankings = {one_site("ranking", 1), one_site("ranking", 2), one_site("b", 3)};
  after.rankings = {one_site("ranking", 1), one_site("b", 3), one_site("ranking", 5)};
  const auto rankings = store::difference(before, after, 20).rankings;
  REQUIRE(rankings.size() == 3);
  CHECK(rankings[0].moved.empty());
  REQUIRE(rankings[1].moved.size() == 1);
  CHECK(rankings[1].moved[0].change() == 3);
  CHECK(rankings[2].moved.empty());
  // Where one run has no scenario of the name, its first ranking does not stand in.
  after.rankings.pop_back();
  CHECK(store::difference(before, after, 20).not_compared == std::vector<std::string>{"ranking"});
}

TEST_CASE("Rankings over the bound are not kept, and are compared all the same",
          "[run_difference]") {
  const ranking::Assessment& now = bundled_assessment();
  const std::size_t sites = now.sites();
  CHECK(store::ranking_of("ranking", now, sites).places == store::places_of(now));
  const store::KeptRanking kept = store::ranking_of("ranking", now, sites - 1);
  CHECK_FALSE(kept.places);
  CHECK(kept.as_of == now.view.as_of());
  CHECK(store::compared(store::places_of(now), store::places_of(now), 20).sites_after == sites);
  store::Run run = run_of("x");
  run.rankings = {kept};
  CHECK(store::difference(run, run, 20).not_compared == std::vector<std::string>{"ranking"});
}

TEST_CASE("Kept rankings move as the assessments they were kept from, causes apart",
          "[run_difference]") {
  const ranking::Assessment& now = bundled_assessment();
  for (const char* day : {"1990-06-30", "2012-12-31", "2020-01-01"}) {
    const ranking::Assessment then(bundled().basis(),
                                   graph::GraphView(bundled().graph, parse_date(day)->last), 2);
    for (const auto& [before, after] : {std::pair(&now, &then), std::pair(&then, &now)}) {
      const auto slow = scenario::compared(*before, *after, 20);
      const auto fast = difference_of(*before, *after).rankings.at(0);
      REQUIRE(fast.moved.size() == slow.moved.size());
      REQUIRE(!fast.moved.empty());
      for (std::size_t i = 0; i < slow.moved.size(); ++i) {
        INFO(slow.moved[i].site);
        REQUIRE(fast.moved[i].site == slow.moved[i].site);
        REQUIRE(fast.moved[i].name == slow.moved[i].name);
        REQUIRE(fast.moved[i].country == slow.moved[i].country);
        REQUIRE(fast.moved[i].before == slow.moved[i].before);
        REQUIRE(fast.moved[i].after == slow.moved[i].after);
      }
      REQUIRE(fast.as_of_before == slow.as_of_before);
      REQUIRE(fast.as_of_after == slow.as_of_after);
      REQUIRE(fast.sites_before == slow.sites_before);
      REQUIRE(fast.sites_after == slow.sites_after);
      REQUIRE(fast.rescored == slow.rescored);
      REQUIRE(fast.entered == slow.entered);
      REQUIRE(fast.left == slow.left);
      // The same numbers in another order of rows.
      REQUIRE(fast.kendall == slow.kendall);
      REQUIRE(fast.spearman == Approx(slow.spearman).margin(1e-12));
    }
  }
}
