// SPDX-License-Identifier: Apache-2.0
#include "ranking/rule_explanation.hpp"

#include "ranking/explanation.hpp"
#include "rule/because.hpp"
#include "rule/clauses.hpp"
#include "rule/site_row.hpp"

namespace harbinger::ranking {

namespace {

using State = RuleExplanation::State;

State state_of(const Assessment& a, std::size_t site, rule::RuleId id) {
  const rule::RuleOutcome& outcome = a.outcomes.rules[id.index()];
  if (outcome.fired[site]) return State::fired;
  if (!a.basis.rules.rule(id).applies_on(a.view.as_of())) return State::off;
  return outcome.not_evaluated[site] ? State::not_evaluated : State::not_fired;
}

}  // namespace

RuleExplanation rule_explanation(const Assessment& a, std::size_t site, rule::RuleId id) {
  const rule::Rule& rule = a.basis.rules.rule(id);
  const rule::SiteRow row(a.basis.rules, a.signals, site, a.view.as_of());
  RuleExplanation result;
  result.rule = id;
  result.state = state_of(a, site, id);
  result.condition = rule.when.condition(row);
  if (rule.points) result.amount = rule.points->evaluate(row);
  if (result.state == State::off) result.reason = rule::off_because(rule);
  if (result.state == State::not_evaluated)
    result.reason = rule::not_evaluated_because(a.basis.rules, rule, row);
  if (result.state == State::not_fired)
    result.reason = rule::not_counted_because(a.basis.rules, rule, row);
  if (result.state != State::fired) return result;
  result.because = rule::because(rule, row);
  result.effective = a.outcomes.effective(id, site);
  for (const Contribution& c : contributions(a, site))
    if (c.kind == Contribution::Kind::rule && c.of == rule.id) result.contribution = c.value;
  return result;
}

}  // namespace harbinger::ranking
