// SPDX-License-Identifier: Apache-2.0
// Expectations that hold and that do not. The world, by hand: `port` lies at 1.5 and 0.4 of it is held by the listed
// maker, so `north` gives 15 and `held` 40, of which its group leaves 30; `terminal` has no latitude and no holder.
#include "test_base.hpp"

namespace harbinger::ruletest {

TEST_CASE("Given signals decide what a rule does, and its points", "[ruletest]") {
  const TestBase base;
  CHECK(failures(results(base, R"yaml(
tests:
  - name: high up and held
    given: {latitude: 2, stake: 0.2}
    expect: {fires: north, not_fires: held, points: {north: 20}, dimensions: {influence: 20}}
  - name: nobody knows where it lies
    given: {stake: 0.3, latitude: unknown}
    expect: {not_evaluated: north, fires: [held], points: {held: 30}}
  - name: listed is enough
    otherwise: zero
    given: {latitude: 1.25, listed: true}
    expect: {fires_only: north, points: {north: 12.5, held: 0}}
)yaml")) == "");
}

TEST_CASE("What does not hold is told with the clauses that decided", "[ruletest]") {
  const TestBase base;
  const auto all = results(base, R"yaml(
otherwise: zero
tests:
  - name: not far enough
    given: {latitude: 0.5, stake: 0.2}
    expect: {fires: north}
)yaml");
  REQUIRE(all.size() == 1);
  CHECK(all[0].name == "not far enough");
  CHECK(all[0].line == 5);
  REQUIRE(all[0].failures.size() == 1);
  const Failure& failure = all[0].failures.front();
  CHECK(failure.expected == "north to fire");
  CHECK(failure.got == "it did not fire");
  CHECK(failure.rule == "north");
  // `listed` failed too, but the stake makes up for it.
  REQUIRE(failure.clauses.size() == 1);
  CHECK(failure.clauses[0].text == "latitude > params.north");
  CHECK(expr::to_text(failure.clauses[0].margin) == "-0.5");
}

TEST_CASE("A rule that fires against expectation, is unknown or off says so", "[ruletest]") {
  const TestBase base;
  const auto all = results(base, R"yaml(
tests:
  - {name: a, given: {stake: 0.3}, expect: {not_fires: held}}
  - {name: b, given: {listed: true}, expect: {fires: north}}
  - {name: c, given: {listed: true}, expect: {not_fires: north}}
  - {name: d, given: {latitude: 9}, expect: {fires: idle}}
  - {name: e, given: {stake: 0.3}, expect: {not_evaluated: held}}
  - {name: f, otherwise: zero, given: {stake: 0.3}, expect: {fires_only: [north]}}
)yaml");
  CHECK(failures(all) ==
        "held not to fire: it fired\n"
        "north to fire: it is not evaluated\n"
        "north not to fire: it is not evaluated\n"
        "idle to fire: it is off\n"
        "held not to be evaluated: it fired\n"
        "north to fire: it did not fire\n"
        "held not to fire: it fired\n");
  CHECK(all[1].failures[0].reason == "latitude, stake is unknown");
  CHECK(all[3].failures[0].reason == "not asked");
}

TEST_CASE("A rule that two expectations of a test ask for is told once", "[ruletest]") {
  const TestBase base;
  CHECK(failures(results(base, R"yaml(
otherwise: zero
tests:
  - {name: a, given: {stake: 0.3}, expect: {not_fires: held, fires: north, fires_only: north}}
  - {name: b, given: {stake: 0.3}, expect: {not_fires: held, fires_only: idle, points: {held: 1}}}
)yaml")) ==
        "north to fire: it did not fire\n"
        "held not to fire: it fired\n"
        "held not to fire: it fired\n"
        "idle to fire: it is off\n"
        "1 points of held: 30\n");
}

TEST_CASE("Points are exact, or to the decimals written", "[ruletest]") {
  const TestBase base;
  const auto all = results(base, R"yaml(
otherwise: zero
defaults: {listed: true}
tests:
  - {name: a, given: {latitude: 1.2345}, expect: {points: {north: 12.3}}}
  - {name: b, given: {latitude: 1.2345}, expect: {points: {north: 12.345}}}
  - {name: c, given: {latitude: 1.2345}, expect: {points: {north: 12}}}
  - {name: d, given: {latitude: 1.2345}, expect: {points: {north: 12.4}}}
  - {name: e, given: {stake: 0.5}, expect: {points: {held: 50}, dimensions: {influence: 31}}}
)yaml");
  CHECK(failures(all) ==
        "12 points of north: 12.345\n"
        "12.4 points of north: 12.345\n"
        "50 points of held: 30\n"
        "31 points in influence: 30\n");
  CHECK(all[4].failures[0].reason ==
        "points 100 * stake is 50, of which the cap of the group held leaves 30");
  CHECK(all[4].failures[1].reason == "held 30");
}

TEST_CASE("A site of the pack is held against the ranking", "[ruletest]") {
  const TestBase base;
  const auto all = results(base, R"yaml(
tests:
  - name: the port as it is
    site: Port of A
    expect: {fires: [north, held], tier: high, score: 45.0, rank: 1, rank_order: [port, terminal]}
  - name: all of it wrong
    site: terminal
    expect: {tier: high, score: 1, rank: 1, rank_order: [terminal, port]}
)yaml");
  CHECK(failures(all) ==
        "the tier high: low\n"
        "the score 1: 0.00\n"
        "the rank 1: 2\n"
        "terminal before port: terminal (rank 2, score 0.00), port (rank 1, score 45.00)\n");
}

TEST_CASE("Edits, parameters and facts of its own make another world for one test", "[ruletest]") {
  const TestBase base;
  CHECK(failures(results(base, R"yaml(
tests:
  - name: without its holder
    site: port
    edits: [{remove: "OWNS:maker:port"}]
    expect: {not_fires: held, dimensions: {influence: 0}}
  - name: held more
    site: port
    edits: [{change: "OWNS:maker:port", to: {share: 0.2}}]
    expect: {not_fires: held, points: {north: 15}}
  - name: the bar is higher
    params: {north: 2}
    site: port
    expect: {not_fires: north, fires: held}
  - name: the bar is higher for signals too
    params: {north: 2}
    given: {latitude: 1.5, stake: 0, listed: true}
    expect: {not_fires: north}
  - name: a world of three rows
    site: elsewhere
    facts:
      countries.csv: [{id: BBB, name: Beland}]
      sites.csv: [{id: elsewhere, name: Elsewhere, country: BBB, lat: 4}]
      owns.csv: [{owner: BBB, owned: elsewhere, share: 0.11}]
    expect: {fires: north, not_fires: held, points: {north: 40}, rank: 1}
  - name: the port is still as it was
    site: port
    expect: {fires: [north, held], rank: 1}
)yaml")) == "");
}

TEST_CASE("The result does not depend on the number of threads", "[ruletest]") {
  const TestBase base;
  const CheckedTests checks = checked(base, R"yaml(
tests:
  - {name: a, site: port, expect: {rank: 2, score: 44.99}}
  - {name: b, site: port, edits: [{remove: maker}], expect: {rank: 2, score: 14.99}}
)yaml");
  REQUIRE(checks.told.empty());
  const scenario::BaseInputs inputs = base.inputs();
  std::string lines[2];
  for (const unsigned threads : {1u, 8u}) {
    TestRunner runner(inputs, threads);
    std::vector<TestResult> all;
    for (const RuleTest& test : checks.tests) all.push_back(runner.run(test, nullptr));
    lines[threads == 1 ? 0 : 1] = failures(all);
  }
  CHECK(lines[0] == lines[1]);
  CHECK_FALSE(lines[0].empty());
}

}  // namespace harbinger::ruletest
