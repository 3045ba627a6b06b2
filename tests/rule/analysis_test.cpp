// SPDX-License-Identifier: Apache-2.0
// What is found is pinned by tests/golden/validate/idle; here stands what must not be, and why.
#include "rule/analysis.hpp"

#include "expr/held_by.hpp"
#include "ranking/bundled.hpp"
#include "rule_fixture.hpp"

using namespace harbinger;
using namespace harbinger::rule;
using Catch::Matchers::Contains;

namespace {

/// The warnings for these rules over the fixture's signals: calls, share, donated, maker.
std::string warnings(const std::string& rules) {
  Diagnostics diagnostics;
  warn_of_idle_parts(rule_set(rules), site_schema(), diagnostics);
  std::string told;
  for (const Diagnostic& diagnostic : diagnostics.all()) told += diagnostic.message + "\n";
  return told;
}

}  // namespace

TEST_CASE("Rules that differ in what they do are no duplicates", "[rule][analysis]") {
  CHECK(warnings(R"(
groups: [{id: g, cap: 60, why: "a test"}]
rules:
  - {id: a, when: "calls > 1", dimension: d, points: 10}
  - {id: b, when: "calls > 1", dimension: e, points: 10}
  - {id: c, when: "calls > 1", dimension: d, points: 11}
  - {id: d, when: "calls > 1", dimension: d, points: 10, group: g}
  - {id: e, when: "calls > 1", dimension: d, points: 10, valid_from: 2020}
  - {id: f, when: "calls > 1", dimension: d, floor: 10}
  - {id: g, when: "calls > 1", dimension: d, points: 10, enabled: {value: false, reason: "a test"}}
)")
            .empty());
}

TEST_CASE("A rule is shadowed only where the other one surely has its effect", "[rule][analysis]") {
  const auto group = [](const std::string& full, const std::string& other) {
    return warnings(
        "groups: [{id: g, cap: 30, why: t}]\nrules:\n  - {id: a, dimension: d, group: g, " + full +
        "}\n  - {id: b, dimension: d, group: g, " + other + "}\n");
  };
  const std::string full = "when: 'calls > 0', points: 30";
  CHECK_THAT(group(full, "when: 'calls > 5', points: 10"), Contains("'b' adds nothing"));
  // b fires where a does not; b takes points away; a gives less than the cap; a may give no points at all.
  CHECK(group(full, "when: 'calls > -1', points: 10").empty());
  CHECK(group(full, "when: 'calls > 5', points: -10").empty());
  CHECK(group("when: 'calls > 0', points: 29", "when: 'calls > 5', points: 10").empty());
  CHECK(group("when: 'calls > 0', points: '30 + abs(share)'", "when: 'calls > 5', points: 10")
            .empty());
  // a is in force on fewer days.
  CHECK(group(full + ", valid_to: 2020", "when: 'calls > 5', points: 10").empty());
  CHECK_THAT(group(full + ", valid_to: 2020", "when: 'calls > 5', points: 10, valid_to: 2019"),
             Contains("'b' adds nothing"));
  // Of two that fill the group on the same sites, one is told.
  const std::string twins = group(full, "when: 'calls > 0', points: 40");
  CHECK_THAT(twins, Contains("'a' adds nothing"));
  CHECK_THAT(twins, !Contains("'b' adds nothing"));
}

TEST_CASE("Truth parameters are switches, numbers are what they are", "[rule][analysis]") {
  const std::string params = R"(
params: {on: {value: true, why: t}, least: {value: 2, why: t}}
rules:
)";
  CHECK(
      warnings(params +
               "  - {id: a, when: 'params.on && calls > params.least', dimension: d, points: 1}\n")
          .empty());
  CHECK_THAT(
      warnings(params + "  - {id: a, when: 'params.on && calls > params.least && calls > 1', "
                        "dimension: d, points: 1}\n"),
      Contains("'calls > 1' changes nothing"));
}

TEST_CASE("The bundled columns lie within what their signals may be", "[rule][analysis]") {
  const auto& world = tests::bundled_assessment();
  const auto known = known_values(tests::bundled().rules, tests::bundled().graph.schema());
  for (std::size_t i = 0; i < world.signals.size(); ++i)
    for (std::size_t row = 0; row < world.sites(); ++row) {
      INFO(tests::bundled().rules.signals().id(signal::SignalId(i))
           << " at " << world.site_id(row));
      REQUIRE(expr::testing::holds(known.slots[i], world.signals[i]->at(row)));
    }
}
