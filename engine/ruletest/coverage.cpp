// SPDX-License-Identifier: Apache-2.0
#include "ruletest/coverage.hpp"

#include <algorithm>

namespace harbinger::ruletest {

namespace {

RuleCoverage unseen(const rule::Rule& rule, const rule::SiteRow& nothing_known) {
  RuleCoverage coverage;
  coverage.rule = rule.id;
  // A row of a table that takes anything still depends on the rows beside it.
  coverage.constant = rule.when.is_constant() && !rule.table.valid();
  const expr::Condition condition = rule.when.condition(nothing_known);
  for (const expr::Condition* leaf : expr::leaves_of(condition))
    coverage.clauses.push_back({leaf->text, leaf->constant, false, false});
  return coverage;
}

}  // namespace

Coverage::Coverage(const rule::RuleSet& rules) : set_(&rules) {
  const std::vector<expr::Value> unknown(rules.signals().size());
  const rule::SiteRow row(rules, unknown, Day{});
  for (const rule::Rule& rule : rules.rules()) {
    place_.push_back(rules_.size());
    if (rule.enabled) rules_.push_back(unseen(rule, row));
  }
}

void Coverage::see(const rule::Rule& rule, const rule::SiteRow& row,
                   const rule::SiteOutcome& outcome) {
  const auto id = set_->find(rule.id);
  if (!id || !set_->rule(*id).enabled || !(set_->rule(*id).when.text() == rule.when.text())) return;
  RuleCoverage& coverage = rules_[place_[id->index()]];
  coverage.seen_fired = coverage.seen_fired || outcome.fired;
  coverage.seen_silent = coverage.seen_silent || (!outcome.fired && !outcome.not_evaluated);
  const expr::Condition condition = rule.when.condition(row);
  const auto leaves = expr::leaves_of(condition);
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const bool* truth = leaves[i]->result.get_if<bool>();
    if (truth == nullptr || !leaves[i]->reached) continue;
    (*truth ? coverage.clauses[i].seen_true : coverage.clauses[i].seen_false) = true;
  }
}

std::vector<std::string> Coverage::files() const {
  std::vector<std::string> files;
  for (const auto& file : set_->texts().files) files.push_back(file->name());
  return files;
}

Covered Coverage::covered_rules() const {
  const auto covered = std::count_if(rules_.begin(), rules_.end(),
                                     [](const RuleCoverage& rule) { return rule.is_covered(); });
  return {static_cast<std::size_t>(covered), rules_.size()};
}

Covered Coverage::covered_clauses() const {
  Covered covered;
  for (const RuleCoverage& rule : rules_)
    for (const ClauseCoverage& clause : rule.clauses) {
      covered.count += clause.is_covered() ? 1 : 0;
      ++covered.of;
    }
  return covered;
}

}  // namespace harbinger::ruletest
