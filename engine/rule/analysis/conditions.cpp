// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "rule/analysis.hpp"
#include "rule/detail/written_rules.hpp"
#include "signal/possible_values.hpp"

namespace harbinger::rule {

namespace {

using Why = expr::IdleClause::Why;

/// What a clause says of the whole rule.
std::string of_whole(const std::string& rule, const std::string& clause, Why why) {
  switch (why) {
    case Why::never_true:
      return fmt::format("the rule '{}' never fires: '{}' is never true", rule, clause);
    case Why::contradicted:
      return fmt::format("the rule '{}' never fires: '{}' cannot be true beside the rest", rule,
                         clause);
    case Why::exhausted:
      return fmt::format(
          "the rule '{}' fires wherever it is evaluated: '{}' is true where the rest is not", rule,
          clause);
    case Why::never_false:
    case Why::needless: break;
  }
  return fmt::format("the rule '{}' fires wherever it is evaluated: '{}' is never false", rule,
                     clause);
}

/// What it says of itself, among others.
std::string of_part(const std::string& rule, const std::string& clause, Why why) {
  if (why == Why::never_true)
    return fmt::format("in the rule '{}', '{}' is never true", rule, clause);
  if (why == Why::never_false)
    return fmt::format("in the rule '{}', '{}' is true wherever it is known", rule, clause);
  return fmt::format("in the rule '{}', '{}' changes nothing: the rest says as much", rule, clause);
}

std::string hint_for(const expr::IdleClause& clause) {
  if (!clause.whole)
    return clause.why == Why::never_false ? "known(x) asks whether something is known" : "";
  const bool never_false = clause.why == Why::never_false || clause.why == Why::needless;
  return never_false ? "write \"true\" where that is meant" : "";
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
      diagnostics.add({Severity::warning, clause.where,
                       (clause.whole ? of_whole : of_part)(rule.id, clause.text, clause.why),
                       hint_for(clause)});
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
