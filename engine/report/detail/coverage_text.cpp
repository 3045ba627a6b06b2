// SPDX-License-Identifier: Apache-2.0
#include "report/detail/coverage_text.hpp"

#include <cmath>

#include <fmt/format.h>

#include "report/text_table.hpp"

namespace harbinger::report::detail {

namespace {

using ruletest::ClauseCoverage;
using ruletest::RuleCoverage;

/// What is missing of two ways; empty where nothing is.
std::string missing(bool first, bool second, bool constant, const char* if_not_first,
                    const char* if_not_second) {
  if (!first && !second) return "neither";
  if (constant) return {};
  return !first ? if_not_first : !second ? if_not_second : "";
}

std::string rule_lines(const RuleCoverage& rule, std::size_t width) {
  std::string lines;
  const std::string of_rule = missing(rule.seen_fired, rule.seen_silent, rule.constant,
                                      "never seen to fire", "never seen not to fire");
  const bool unseen = of_rule == "neither";
  if (unseen) return fmt::format("  {}: no test is about it\n", printable(rule.rule));
  for (const ClauseCoverage& clause : rule.clauses) {
    const std::string of_clause = missing(clause.seen_true, clause.seen_false, clause.constant,
                                          "never seen true", "never seen false");
    if (of_clause.empty()) continue;
    const std::string words = of_clause == "neither" ? "never seen true or false" : of_clause;
    lines += "      " +
             wrapped(printable(clause.text) + "  (" + words + ")", width - 6, "        ") + "\n";
  }
  if (of_rule.empty() && lines.empty()) return {};
  return fmt::format("  {}{}\n{}", printable(rule.rule), of_rule.empty() ? "" : ": " + of_rule,
                     lines);
}

}  // namespace

std::string percent_text(const ruletest::Covered& covered) {
  return fmt::format("{}", std::floor(covered.percent() * 10) / 10);
}

std::string coverage_text(const ruletest::Coverage& coverage, std::size_t width) {
  std::string lines;
  for (const RuleCoverage& rule : coverage.rules()) lines += rule_lines(rule, width);
  const auto rules = coverage.covered_rules();
  const auto clauses = coverage.covered_clauses();
  std::string out =
      fmt::format("coverage of {}: {} of {} rules ({} %), {} of {} clauses ({} %)",
                  fmt::join(coverage.files(), ", "), rules.count, rules.of, percent_text(rules),
                  clauses.count, clauses.of, percent_text(clauses));
  if (const std::size_t off = coverage.rules_off(); off > 0)
    out += fmt::format("; {} {} off", off, off == 1 ? "rule is" : "rules are");
  return out + "\n" + lines;
}

}  // namespace harbinger::report::detail
