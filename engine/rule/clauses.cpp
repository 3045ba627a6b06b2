// SPDX-License-Identifier: Apache-2.0
#include "rule/clauses.hpp"

#include <fmt/format.h>

#include "rule/detail/firing.hpp"
#include "rule/detail/table_reasons.hpp"
#include "rule/points.hpp"

namespace harbinger::rule {

namespace {

bool is_unknown(const expr::Value& value) { return value.is<expr::Unknown>(); }

/// The signals an expression read that are unknown here: what to go and find out.
std::string unknown_signals(const RuleSet& set, const expr::Program& program, const SiteRow& site) {
  std::string names;
  for (const std::uint32_t slot : program.slots())
    if (slot < set.as_of_slot() && is_unknown(site.slot(slot)))
      names += (names.empty() ? "" : ", ") + set.environment().slots()[slot].name;
  return names;
}

std::string why_unknown(const RuleSet& set, const expr::Program& program, const SiteRow& site) {
  const std::string names = unknown_signals(set, program, site);
  return (names.empty() ? program.text().value : names) + " is unknown";
}

/// Why a value is of no use; empty where it is one.
std::string why_not(const RuleSet& set, const expr::Program& program, const expr::Value& value,
                    const SiteRow& site) {
  if (const auto* error = value.get_if<expr::Error>()) return error->message;
  if (is_unknown(value)) return why_unknown(set, program, site);
  if (const auto* range = value.get_if<expr::Range>())
    return fmt::format("{} is only known to lie from {} to {}", program.text().value, range->low,
                       range->high);
  return {};
}

}  // namespace

std::vector<expr::Clause> clauses(const Rule& rule, const SiteRow& site) {
  return rule.when.clauses(site);
}

std::vector<expr::Clause> failed_clauses(const Rule& rule, const SiteRow& site) {
  std::vector<expr::Clause> all = clauses(rule, site);
  std::erase_if(all, [](const expr::Clause& clause) {
    const bool* result = clause.result.get_if<bool>();
    return result != nullptr && *result == clause.wanted;
  });
  return all;
}

std::string not_evaluated_because(const RuleSet& set, const Rule& rule, const SiteRow& site) {
  const expr::Value fired = rule.when.evaluate(site);
  const bool* truth = fired.get_if<bool>();
  if (truth == nullptr) return why_not(set, rule.when, fired, site);
  if (!*truth) return {};
  if (rule.points) {
    const expr::Value points = rule.points->evaluate(site);
    const auto number = detail::number_of(points);
    if (!number) return why_not(set, *rule.points, points, site);
    if (!points_of(*number))
      return fmt::format("{} is {}: no number of points", rule.points->text().value, *number);
  }
  return rule.table.valid() ? detail::why_undecided(set, rule, site) : std::string();
}

std::string not_counted_because(const RuleSet& set, const Rule& rule, const SiteRow& site) {
  return rule.table.valid() ? detail::why_beaten(set, rule, site) : std::string();
}

std::string off_because(const Rule& rule) {
  return rule.enabled ? "not valid on this day" : rule.reason;
}

}  // namespace harbinger::rule
