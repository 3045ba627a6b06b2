// SPDX-License-Identifier: Apache-2.0
#include "rule/analysis.hpp"
#include "rule/detail/written_rules.hpp"
#include "signal/possible_values.hpp"

namespace harbinger::rule {

namespace {

using Why = expr::IdleClause::Why;

void tell_whole(const Rule& rule, const expr::IdleClause& clause, Diagnostics& diagnostics) {
  const std::string& text = clause.text;
  switch (clause.why) {
    case Why::never_true:
      diagnostics.warning(clause.where, "the rule '{}' never fires: '{}' is never true", rule.id,
                          text);
      break;
    case Why::contradicted:
      diagnostics.warning(clause.where,
                          "the rule '{}' never fires: '{}' cannot be true beside the rest", rule.id,
                          text);
      break;
    case Why::exhausted:
      diagnostics.warning(clause.where,
                          "the rule '{}' fires wherever it is evaluated: '{}' is true where the "
                          "rest is not",
                          rule.id, text);
      break;
    case Why::never_false:
    case Why::needless:
      diagnostics
          .warning(clause.where,
                   "the rule '{}' fires wherever it is evaluated: '{}' is never false", rule.id,
                   text)
          .with_hint("write \"true\" where that is meant");
      break;
  }
}

void tell_part(const Rule& rule, const expr::IdleClause& clause, Diagnostics& diagnostics) {
  const std::string& text = clause.text;
  if (clause.why == Why::never_true)
    diagnostics.warning(clause.where, "in the rule '{}', '{}' is never true", rule.id, text);
  else if (clause.why == Why::never_false)
    diagnostics
        .warning(clause.where, "in the rule '{}', '{}' is true wherever it is known", rule.id, text)
        .with_hint("known(x) asks whether something is known");
  else
    diagnostics.warning(clause.where,
                        "in the rule '{}', '{}' changes nothing: the rest says as much", rule.id,
                        text);
}

}  // namespace

expr::KnownValues known_values(const RuleSet& set, const pack::Schema& schema) {
  expr::KnownValues known;
  known.slots = signal::possible_values(set.signals(), schema);
  known.slots.push_back({.others = true});  // the day
  known.is_constant.assign(known.slots.size(), false);
  for (const expr::Value& value : set.parameter_values()) {
    known.slots.push_back(signal::possible_constant(value));
    known.is_constant.push_back(true);
  }
  return known;
}

void warn_of_idle_conditions(const RuleSet& set, const expr::KnownValues& known,
                             Diagnostics& diagnostics) {
  for (const Rule& rule : detail::written_rules(set))
    for (const expr::IdleClause& clause : expr::idle_clauses(rule.when, known))
      (clause.whole ? tell_whole : tell_part)(rule, clause, diagnostics);
}

void warn_of_idle_parts(const RuleSet& set, const pack::Schema& schema, Diagnostics& diagnostics) {
  const expr::KnownValues known = known_values(set, schema);
  warn_of_idle_conditions(set, known, diagnostics);
  warn_of_idle_points(set, known, diagnostics);
  warn_of_duplicate_rules(set, diagnostics);
  warn_of_shadowed_rules(set, known, diagnostics);
  warn_of_unread_constants(set, diagnostics);
}

}  // namespace harbinger::rule
