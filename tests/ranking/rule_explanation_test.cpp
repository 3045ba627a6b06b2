// SPDX-License-Identifier: Apache-2.0
// Rules opened up at sites of the bundled pack, against what the assessment itself says of them.
#include "ranking/rule_explanation.hpp"

#include <catch2/catch.hpp>

#include "bundled.hpp"
#include "ranking/explanation.hpp"

namespace harbinger::ranking {

namespace {

using State = RuleExplanation::State;

std::size_t row_of(const Assessment& a, const std::string& site) {
  for (std::size_t row = 0; row < a.sites(); ++row)
    if (a.site_id(row) == site) return row;
  FAIL("no site " << site);
  return 0;
}

bool is_true(const expr::Value& value) { return value.is<bool>() && value.get<bool>(); }

}  // namespace

TEST_CASE("A rule opened up says what the ranking says of it", "[explanation]") {
  const Assessment& a = tests::bundled_assessment();
  for (const char* site : {"port-of-subic", "port-of-manila", "alakol-checkpoint"}) {
    const std::size_t row = row_of(a, site);
    for (std::size_t i = 0; i < a.basis.rules.rules().size(); ++i) {
      const rule::Rule& rule = a.basis.rules.rules()[i];
      const RuleExplanation e = rule_explanation(a, row, rule::RuleId(i));
      INFO(site << " " << rule.id);
      CHECK((e.state == State::fired) == a.outcomes.rules[i].fired[row]);
      CHECK((e.state == State::not_evaluated) == a.outcomes.rules[i].not_evaluated[row]);
      CHECK((e.state == State::off) == !rule.enabled);
      if (e.state == State::fired) CHECK(is_true(e.condition.result));
      if (e.state == State::fired) CHECK(e.effective == a.outcomes.effective(rule::RuleId(i), row));
      if (e.state == State::not_fired) CHECK_FALSE(is_true(e.condition.result));
      CHECK(e.reason.empty() == (e.state == State::fired || e.state == State::not_fired));
    }
  }
}

TEST_CASE("The contributions of opened rules are those of the explanation", "[explanation]") {
  const Assessment& a = tests::bundled_assessment();
  const std::size_t row = row_of(a, "port-of-subic");
  double opened = 0;
  for (std::size_t i = 0; i < a.basis.rules.rules().size(); ++i)
    opened += rule_explanation(a, row, rule::RuleId(i)).contribution;
  double explained = 0;
  for (const Contribution& c : contributions(a, row))
    if (c.kind == Contribution::Kind::rule) explained += c.value;
  CHECK(opened == Approx(explained));
  CHECK(opened > 0);
}

}  // namespace harbinger::ranking
