// SPDX-License-Identifier: Apache-2.0
// Random rule sets over random sites: by the plan of the whole set, by one site after the other, by one thread and
// several, and as edits of another set.
#include <rapidcheck.h>

#include "rule/update.hpp"
#include "rule_dice.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

std::vector<Shared<expr::Column>> shared_columns(const std::vector<SiteValues>& sites) {
  std::vector<Shared<expr::Column>> columns;
  for (auto& column : columns_of(sites)) columns.emplace_back(std::move(column));
  return columns;
}

/// Some edit of the rules, as an analyst makes one after the other.
DrawnRules edited(RuleDice& dice, DrawnRules rules) {
  DrawnRule& rule = rules.rules[dice.below(rules.rules.size())];
  switch (dice.below(7)) {
    case 0: rule.when = dice.condition(2); break;
    case 1:
    case 2: rule.amount = rule.effect == "tier_at_least" ? "high" : dice.amount(); break;
    case 3: rules.cap = 3; break;
    case 4: rule = dice.rule(); break;
    case 5: rules.rules.push_back(dice.rule()); break;
    default: rules.rules.pop_back();
  }
  return rules;
}

}  // namespace

TEST_CASE("Random rules say the same over columns, at one site, and for any number of threads",
          "[rule][property]") {
  CHECK(rc::check("columnar is scalar", [](std::uint32_t seed) {
    RuleDice dice(seed);
    const DrawnRules drawn = dice.rules(12);
    const RuleSet set = rule_set(drawn.yaml());
    const auto sites = dice.sites(seed % 4 == 0 ? 2500 : 150, seed % 3 == 0);
    const Outcomes one = outcomes_of(set, sites, 1);
    for (const unsigned threads : {2u, 8u}) RC_ASSERT(same(one, outcomes_of(set, sites, threads)));
    for (std::size_t site = 0; site < sites.size(); ++site) {
      const SiteOutcomes scalar = evaluate_one(set, sites[site], some_day);
      RC_ASSERT(one.at(site) == scalar);
      for (std::size_t rule = 0; rule < set.rules().size(); ++rule)
        RC_ASSERT(one.effective(RuleId(rule), site) == scalar.rules[rule].effective);
      for (std::size_t d = 0; d < scalar.totals.size(); ++d)
        RC_ASSERT(one.dimensions[d].total[site] == scalar.totals[d]);
    }
  }));
}

TEST_CASE("Rules edited one after the other leave what a fresh run leaves",
          "[rule][update][property]") {
  CHECK(rc::check("edits are fresh", [](std::uint32_t seed) {
    RuleDice dice(seed);
    DrawnRules drawn = dice.rules(8);
    const auto sites = dice.sites(seed % 2 == 0 ? 2500 : 150, seed % 3 == 0);
    const auto columns = shared_columns(sites);
    const std::vector<Bits> unchanged(columns.size());
    auto set = std::make_unique<RuleSet>(rule_set(drawn.yaml()));
    Outcomes outcomes = evaluate(*set, columns, sites.size(), some_day, 1);
    for (int i = 0; i < 5; ++i) {
      drawn = edited(dice, drawn);
      auto now = std::make_unique<RuleSet>(rule_set(drawn.yaml()));
      const unsigned threads = i % 2 == 0 ? 1 : 4;
      Outcomes after = updated({*set, outcomes, some_day, {}}, *now, {},
                               {columns, unchanged, {}, sites.size()}, some_day, threads)
                           .outcomes;
      const Outcomes fresh = evaluate(*now, columns, sites.size(), some_day, 1);
      RC_ASSERT(same(after, fresh));
      for (std::size_t d = 0; d < fresh.dimensions.size() && dice.below(2) == 0; ++d)
        RC_ASSERT(after.dimensions[d].total == fresh.dimensions[d].total);  // made whole
      outcomes = std::move(after);
      set = std::move(now);
    }
  }));
}

TEST_CASE("Sites that change in many blocks are settled as if all were settled afresh",
          "[rule][update][property]") {
  CHECK(rc::check("changes are fresh", [](std::uint32_t seed) {
    RuleDice dice(seed);
    const RuleSet set = rule_set(dice.rules(8).yaml());
    auto sites = dice.sites(2500, seed % 3 == 0);
    const Outcomes before = evaluate(set, shared_columns(sites), sites.size(), some_day, 1);
    std::vector<Bits> changed(4, Bits(sites.size()));
    for (std::size_t left = 1 + dice.below(900); left > 0; --left) {
      const std::size_t row = dice.below(sites.size());
      sites[row] = dice.site(seed % 3 == 0);
      for (Bits& bits : changed) bits.set(row);
    }
    const auto columns = shared_columns(sites);
    const Outcomes after = updated({set, before, some_day, {}}, set, {},
                                   {columns, changed, {}, sites.size()}, some_day, 2)
                               .outcomes;
    RC_ASSERT(same(after, evaluate(set, columns, sites.size(), some_day, 1)));
  }));
}

TEST_CASE("New points of a rule leave where it fired as the same object", "[rule][update]") {
  const std::string rules = R"(
rules:
  - {id: one, when: "calls > 1", dimension: d, points: 5}
  - {id: other, when: "donated", dimension: e, points: 7}
)";
  std::string edited = rules;
  edited.replace(edited.find("points: 5"), 9, "points: 6");
  const RuleSet before_set = rule_set(rules);
  const RuleSet set = rule_set(edited);
  RuleDice dice(1);
  const auto sites = dice.sites(3000, false);
  const auto columns = shared_columns(sites);
  const Outcomes before = evaluate(before_set, columns, sites.size(), some_day, 1);
  const std::vector<Bits> unchanged(columns.size());
  const Outcomes after = updated({before_set, before, some_day, {}}, set, {},
                                 {columns, unchanged, {}, sites.size()}, some_day, 1)
                             .outcomes;
  CHECK(after.rules[0].fired.shares(before.rules[0].fired));
  CHECK(after.rules[1].fired.shares(before.rules[1].fired));
  CHECK(after.dimensions[1].total.shares(before.dimensions[1].total));
  for (std::size_t site = 0; site < sites.size(); ++site)
    CHECK(after.dimensions[0].total[site] ==
          before.dimensions[0].total[site] + (before.rules[0].fired[site] ? one_point : 0));
}
