// SPDX-License-Identifier: Apache-2.0
// What tests see: only rules they name, both outcomes, each clause both ways. `north` has three clauses, `held` one.
#include "test_base.hpp"

namespace harbinger::ruletest {

namespace {

Coverage coverage_of(const TestBase& base, const std::string& yaml) {
  Coverage coverage(*base.rules);
  (void)results(base, yaml, &coverage);
  return coverage;
}

const RuleCoverage& of(const Coverage& coverage, const std::string& rule) {
  for (const RuleCoverage& one : coverage.rules())
    if (one.rule == rule) return one;
  FAIL("no coverage of " << rule);
  return coverage.rules().front();
}

}  // namespace

TEST_CASE("A rule is covered once a test that names it saw it fire and another not", "[coverage]") {
  const TestBase base;
  const Coverage one = coverage_of(base, R"yaml(
otherwise: zero
tests:
  - {name: a, given: {stake: 0.3}, expect: {fires: held}}
)yaml");
  CHECK(of(one, "held").seen_fired);
  CHECK_FALSE(of(one, "held").is_covered());
  CHECK(one.covered_rules().count == 0);
  CHECK(one.covered_rules().of == 2);  // `idle` is off
  CHECK(one.rules_off() == 1);
  CHECK_FALSE(of(one, "north").seen_silent);  // silent there, but the test is not about it
  const Coverage two = coverage_of(base, R"yaml(
otherwise: zero
tests:
  - {name: a, given: {stake: 0.3}, expect: {points: {held: 30}}}
  - {name: b, given: {stake: 0.2}, expect: {not_fires: held}}
)yaml");
  CHECK(of(two, "held").is_covered());
  CHECK(two.covered_rules().percent() == 50);
  CHECK(two.covered_clauses().count == 1);
  CHECK(two.covered_clauses().of == 4);
}

TEST_CASE("A clause is covered once it was seen true and false, unknown counts for neither",
          "[coverage]") {
  const TestBase base;
  const Coverage coverage = coverage_of(base, R"yaml(
tests:
  - {name: a, given: {latitude: 2, stake: 0.2}, expect: {fires: north}}
  - {name: b, given: {latitude: 0, stake: 0.2}, expect: {not_fires: north}}
)yaml");
  const RuleCoverage& north = of(coverage, "north");
  REQUIRE(north.clauses.size() == 3);
  CHECK(north.clauses[0].is_covered());
  CHECK(north.clauses[1].text == "stake > 0.1");
  CHECK(north.clauses[1].seen_true);
  CHECK_FALSE(north.clauses[1].seen_false);
  CHECK_FALSE(north.clauses[2].seen_true);
  CHECK_FALSE(north.clauses[2].seen_false);
}

TEST_CASE("A test that tells which rules fire is about all of them", "[coverage]") {
  const TestBase base;
  const Coverage coverage = coverage_of(base, R"yaml(
otherwise: zero
tests: [{name: a, given: {stake: 0.3}, expect: {fires_only: held}}]
)yaml");
  CHECK(of(coverage, "held").seen_fired);
  CHECK(of(coverage, "north").seen_silent);
}

TEST_CASE("Unevaluated is neither fired nor silent, and an edited condition is another one",
          "[coverage]") {
  const TestBase base;
  const Coverage coverage = coverage_of(base, R"yaml(
tests:
  - {name: a, given: {}, expect: {not_evaluated: held}}
  - name: b
    given: {stake: 0.3}
    edits: [{set: "rules[held].when", to: "stake >= 0.9"}]
    expect: {not_fires: held}
)yaml");
  CHECK_FALSE(of(coverage, "held").seen_fired);
  CHECK_FALSE(of(coverage, "held").seen_silent);
}

TEST_CASE("What is the same everywhere is covered once it was seen", "[coverage]") {
  const TestBase base(std::string(small_rules) +
                      "  - {id: always, when: \"true\", dimension: influence, points: 1}\n");
  const Coverage coverage = coverage_of(base, R"yaml(
tests: [{name: a, given: {}, expect: {fires: always}}]
)yaml");
  CHECK(of(coverage, "always").is_covered());
  CHECK(coverage.covered_clauses().count == 1);
}

}  // namespace harbinger::ruletest
