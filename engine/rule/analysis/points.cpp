// SPDX-License-Identifier: Apache-2.0
#include "rule/analysis.hpp"
#include "rule/detail/written_rules.hpp"

namespace harbinger::rule {

namespace {

/// Whether the points, rounded as they are given, are this many wherever the rule fires.
bool is_always(Points points, const Rule& rule, const expr::KnownValues& known) {
  const auto values = expr::possible_values_where({&rule.when}, *rule.points, known);
  if (!values.is_numeric() || !values.numbers) return false;
  return points_of(values.numbers->low) == points && points_of(values.numbers->high) == points;
}

}  // namespace

void warn_of_idle_points(const RuleSet& set, const expr::KnownValues& known,
                         Diagnostics& diagnostics) {
  for (const Rule& rule : detail::written_rules(set)) {
    if (!rule.points) continue;
    const TextPosition where = rule.points->text().where();
    if (rule.effect == Effect::points && is_always(0, rule, known))
      diagnostics.warning(where, "the rule '{}' gives 0 points wherever it fires", rule.id);
    if (rule.effect == Effect::multiply && is_always(one_point, rule, known))
      diagnostics.warning(where, "the rule '{}' multiplies by 1 wherever it fires", rule.id);
  }
}

}  // namespace harbinger::rule
