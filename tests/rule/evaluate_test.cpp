// SPDX-License-Identifier: Apache-2.0
#include "rule/evaluate.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include <rapidcheck.h>

#include "rule_fixture.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

const expr::Value unknown;

/// The effective points of the rules of a dimension at a site, added up.
Points sum_of_effects(const RuleSet& set, const Outcomes& outcomes, std::size_t dimension,
                      std::size_t site) {
  Points sum = 0;
  for (std::size_t i = 0; i < set.rules().size(); ++i)
    if (set.rules()[i].dimension == DimensionId(dimension))
      sum += outcomes.effective(RuleId(i), site);
  return sum;
}

const std::string effects = R"(
rules:
  - {id: z_base, when: "calls > 0", dimension: d, points: "10 * calls"}
  - {id: half_again, when: "donated", dimension: d, multiply: 1.5}
  - {id: at_least, when: "share > 0.5", dimension: d, floor: 40}
  - {id: a_most, when: "maker == 'x'", dimension: d, cap: 50}
  - {id: lifted, when: "calls >= 9", tier_at_least: high}
)";

}  // namespace

TEST_CASE("Effects apply in the order points, multiply, floor, cap", "[rule][effect]") {
  const RuleSet set = rule_set(effects);
  const Outcomes outcomes = outcomes_of(
      set,
      {{2.0, 0.0, true, ""}, {2.0, 0.9, true, ""}, {9.0, 0.9, true, "x"}, {0.0, 0.9, true, ""}});
  // By hand: 20 * 1.5; that raised to 40; 90 * 1.5 = 135 lowered to 50; nothing, raised to 40.
  CHECK(outcomes.dimensions[0].total ==
        PointsColumn{30 * one_point, 40 * one_point, 50 * one_point, 40 * one_point});
}

TEST_CASE("A rule that changes a total is given the change it makes", "[rule][effect]") {
  const RuleSet set = rule_set(effects);
  const Outcomes outcomes = outcomes_of(set, {{9.0, 0.9, true, "x"}, {2.0, 0.9, true, ""}});
  const auto effect = [&](const char* id, std::size_t site) {
    return outcomes.effective(*set.find(id), site);
  };
  CHECK(effect("z_base", 0) == 90 * one_point);
  CHECK(effect("half_again", 0) == 45 * one_point);
  CHECK(effect("at_least", 0) == 0);
  CHECK(effect("a_most", 0) == -85 * one_point);
  CHECK(effect("at_least", 1) == 10 * one_point);
}

TEST_CASE("A tier is lifted without points, and the total stays", "[rule][effect]") {
  const RuleSet set = rule_set(effects);
  const Outcomes outcomes = outcomes_of(set, {{9.0, 0.0, false, ""}, {8.0, 0.0, false, ""}});
  REQUIRE(outcomes.tiers.size() == 1);
  CHECK(outcomes.tiers[0].tier == "high");
  CHECK(outcomes.tiers[0].sites[0]);
  CHECK_FALSE(outcomes.tiers[0].sites[1]);
  CHECK(outcomes.dimensions[0].total[0] == 90 * one_point);
}

TEST_CASE("A group beyond its cap shares it in proportion, and the shares add up",
          "[rule][group]") {
  const RuleSet set = rule_set(R"(
groups: [{id: listings, cap: 50}]
rules:
  - {id: one, when: "calls > 0", dimension: d, points: 30, group: listings}
  - {id: two, when: "calls > 1", dimension: d, points: 40, group: listings}
  - {id: free, when: "calls > 0", dimension: d, points: 5}
)");
  const Outcomes outcomes =
      outcomes_of(set, {{1.0, 0.0, false, ""}, {2.0, 0.0, false, ""}, {0.0, 0.0, false, ""}});
  CHECK(outcomes.dimensions[0].total == PointsColumn{35 * one_point, 55 * one_point, 0});
  // By hand: 50 * 30/70 = 21.428571 rest 3/7, 50 * 40/70 = 28.571428 rest 4/7, which gets the millionth.
  CHECK(outcomes.effective(RuleId(0u), 1) == 21'428'571);
  CHECK(outcomes.effective(RuleId(1u), 1) == 28'571'429);
  CHECK(outcomes.rules[1].points(1) == 40 * one_point);
}

TEST_CASE("A cap binds points that take away as well", "[rule][group]") {
  const RuleSet set = rule_set(R"(
groups: [{id: mitigation, cap: 30}]
rules:
  - {id: removed, when: "calls > 0", dimension: d, points: -25, group: mitigation}
  - {id: refused, when: "donated", dimension: d, points: -25, group: mitigation}
  - {id: base, when: "true", dimension: d, points: 60}
)");
  const Outcomes outcomes = outcomes_of(set, {{1.0, 0.0, true, ""}, {1.0, 0.0, false, ""}});
  CHECK(outcomes.dimensions[0].total == PointsColumn{30 * one_point, 35 * one_point});
  CHECK(outcomes.effective(RuleId(0u), 0) == -15 * one_point);
}

TEST_CASE("A rule that cannot be evaluated gives nothing and says so", "[rule][unknown]") {
  const RuleSet set = rule_set(R"(
rules:
  - {id: unknown_condition, when: "calls > 3", dimension: d, points: 10}
  - {id: unknown_points, when: "donated", dimension: d, points: "10 * calls"}
  - {id: infinite_points, when: "donated", dimension: d, points: "1 / share"}
  - {id: decided, when: "donated || calls > 3", dimension: d, points: 1}
)");
  const Outcomes outcomes = outcomes_of(set, {{unknown, 0.0, true, ""}, {4.0, 2.0, true, ""}});
  for (const std::size_t rule : {0u, 1u, 2u}) {
    INFO(set.rules()[rule].id);
    CHECK(outcomes.rules[rule].not_evaluated[0]);
    CHECK_FALSE(outcomes.rules[rule].fired[0]);
    CHECK(outcomes.rules[rule].points(0) == 0);
    CHECK(outcomes.rules[rule].fired[1]);
  }
  // Kleene: true || unknown is true.
  CHECK(outcomes.rules[3].fired[0]);
  CHECK(outcomes.dimensions[0].total == PointsColumn{one_point, 51'500'000});
}

TEST_CASE("A number known to a range gives points only where it is exact", "[rule][unknown]") {
  const RuleSet set = rule_set(R"(
rules:
  - {id: sized, when: "share > 0.3", dimension: d, points: "100 * share"}
)");
  const Outcomes outcomes = outcomes_of(
      set, {{0.0, expr::Range{0.4, 0.6}, false, ""}, {0.0, 0.5, false, ""}, {0.0, 0.1, false, ""}});
  CHECK(outcomes.rules[0].not_evaluated[0]);
  CHECK(outcomes.rules[0].points(0) == 0);
  CHECK(outcomes.rules[0].points(1) == 50 * one_point);
  CHECK(outcomes.rules[0].points(2) == 0);
}

TEST_CASE("A rule that is off, or not valid on the day, fires nowhere", "[rule][validity]") {
  const RuleSet set = rule_set(R"(
rules:
  - {id: off, when: "true", dimension: d, points: 1, enabled: {value: false, reason: "no facts"}}
  - {id: past, when: "true", dimension: d, points: 2, valid_to: 2024-05}
  - {id: now, when: "true", dimension: d, points: 4, valid_from: 2024-06, valid_to: 2024-06}
  - {id: later, when: "true", dimension: d, points: 8, valid_from: 2024-07-01}
)");
  CHECK(outcomes_of(set, {{0.0, 0.0, false, ""}}).dimensions[0].total[0] == 4 * one_point);
}

TEST_CASE("A rule may look at the day and at parameters", "[rule]") {
  const RuleSet set = rule_set(R"(
params:
  least: {value: 2, why: "a test"}
  names: {value: [x, y], why: "a test"}
rules:
  - {id: least, when: "calls >= params.least", dimension: d, points: "params.least"}
  - {id: named, when: "maker in params.names", dimension: d, points: 10}
)");
  const Outcomes outcomes = outcomes_of(set, {{2.0, 0.0, false, "y"}, {1.0, 0.0, false, "z"}});
  CHECK(outcomes.dimensions[0].total == PointsColumn{12 * one_point, 0});
}

namespace {

/// Rules of every effect over both dimensions, in groups and out, with unknowns and errors within reach.
const std::vector<std::string> pool = {
    R"y({id: r0, when: "calls > 1", dimension: d, points: "calls / 3", group: g})y",
    R"y({id: r1, when: "share < 0.5", dimension: d, points: "share * 7.77", group: g})y",
    R"y({id: r2, when: "donated", dimension: d, points: "-11 * share", group: g})y",
    R"y({id: r3, when: "donated || calls > 4", dimension: d, points: "1 / calls"})y",
    R"y({id: r4, when: "maker == 'x'", dimension: d, multiply: "1 + share"})y",
    R"y({id: r5, when: "maker == 'y'", dimension: d, multiply: 0.333333})y",
    R"y({id: r6, when: "calls > 2 && donated", dimension: d, floor: "calls / 7"})y",
    R"y({id: r7, when: "share > 0.1", dimension: d, cap: "3.3 + calls"})y",
    R"y({id: r8, when: "calls > 0", dimension: e, points: "calls * share"})y",
    R"y({id: r9, when: "!donated", dimension: e, points: "sqrt(calls)"})y",
    R"y({id: ra, when: "maker != 'x' && share > 0.9", tier_at_least: high})y",
};

RuleSet set_of(const std::vector<std::string>& rules) {
  std::string yaml = "groups: [{id: g, cap: 2.5}]\nrules:\n";
  for (const std::string& rule : rules) yaml += "  - " + rule + "\n";
  return rule_set(yaml);
}

SiteValues drawn_site(std::mt19937& random) {
  const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
  const auto number = [&](double most) {
    return most * static_cast<double>(random() % 10'007) / 10'007;
  };
  SiteValues site(4);
  if (!chance(10)) site[0] = std::floor(number(8));
  if (!chance(10)) site[1] = number(1.2);
  if (chance(5)) site[1] = expr::Range{0.2, 0.2 + number(1)};
  if (!chance(10)) site[2] = chance(50);
  if (!chance(10)) site[3] = std::string(1, static_cast<char>('x' + random() % 3));
  return site;
}

std::vector<SiteValues> drawn_sites(std::uint32_t seed, std::size_t count) {
  std::mt19937 random(seed);
  std::vector<SiteValues> sites;
  for (std::size_t i = 0; i < count; ++i) sites.push_back(drawn_site(random));
  return sites;
}

}  // namespace

TEST_CASE("Whole columns and one site at a time agree on every rule", "[rule][property]") {
  const RuleSet set = set_of(pool);
  CHECK(rc::check("columnar is scalar", [&](std::uint32_t seed) {
    const auto sites = drawn_sites(seed, 100);
    const Outcomes columns = outcomes_of(set, sites);
    for (std::size_t site = 0; site < sites.size(); ++site) {
      const SiteOutcomes one = evaluate_one(set, sites[site], some_day);
      RC_ASSERT(columns.at(site) == one);
      for (std::size_t rule = 0; rule < set.rules().size(); ++rule)
        RC_ASSERT(columns.effective(RuleId(rule), site) == one.rules[rule].effective);
      for (std::size_t d = 0; d < one.totals.size(); ++d)
        RC_ASSERT(columns.dimensions[d].total[site] == one.totals[d]);
    }
  }));
}

TEST_CASE("Effective points always add up to the total of their dimension", "[rule][property]") {
  const RuleSet set = set_of(pool);
  CHECK(rc::check("sums are exact", [&](std::uint32_t seed) {
    const Outcomes outcomes = outcomes_of(set, drawn_sites(seed, 200));
    for (std::size_t d = 0; d < outcomes.dimensions.size(); ++d)
      for (std::size_t site = 0; site < 200; ++site)
        RC_ASSERT(sum_of_effects(set, outcomes, d, site) == outcomes.dimensions[d].total[site]);
  }));
}

TEST_CASE("The order of rules in a file changes nothing", "[rule][property]") {
  const RuleSet set = set_of(pool);
  CHECK(rc::check("any order", [&](std::uint32_t seed) {
    auto shuffled = pool;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(seed));
    const RuleSet other = set_of(shuffled);
    const auto sites = drawn_sites(seed, 50);
    const Outcomes a = outcomes_of(set, sites);
    const Outcomes b = outcomes_of(other, sites);
    for (std::size_t d = 0; d < a.dimensions.size(); ++d)
      RC_ASSERT(a.dimensions[d].total == b.dimensions[d].total);
    for (std::size_t i = 0; i < pool.size(); ++i)
      for (std::size_t site = 0; site < sites.size(); ++site)
        RC_ASSERT(a.effective(RuleId(i), site) ==
                  b.effective(*other.find(set.rules()[i].id), site));
  }));
}

TEST_CASE("One, two and eight threads give the same points", "[rule][threads]") {
  const RuleSet set = set_of(pool);
  const auto sites = drawn_sites(7, 5'000);
  const Outcomes one = outcomes_of(set, sites, 1);
  for (const unsigned threads : {2u, 8u}) {
    const Outcomes many = outcomes_of(set, sites, threads);
    CHECK(same(one, many));
  }
}
