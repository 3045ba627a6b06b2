// SPDX-License-Identifier: Apache-2.0
// Why a rule did not fire at a site, or could not be evaluated there: the parts of its condition,
// each with the value read and the threshold it was held against.
#pragma once

#include <string>
#include <vector>

#include "expr/program.hpp"
#include "rule/rule_set.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule {

/// All parts of the condition, in the order written.
[[nodiscard]] std::vector<expr::Clause> clauses(const Rule& rule, const SiteRow& site);
/// Those that kept the rule from firing: not true where they had to be true, not false under a `!`.
[[nodiscard]] std::vector<expr::Clause> failed_clauses(const Rule& rule, const SiteRow& site);
/// Why the rule is not evaluated here (`supplier_share is unknown`); empty where it is.
[[nodiscard]] std::string not_evaluated_because(const RuleSet& set, const Rule& rule,
                                                const SiteRow& site);
/// Why a rule that does not apply on a day is off: its reason, or that the day is outside its validity.
[[nodiscard]] std::string off_because(const Rule& rule);
/// Why a row of a decision table does not count here although it hits or may hit: which other row does; empty
/// where it does not hit.
[[nodiscard]] std::string not_counted_because(const RuleSet& set, const Rule& rule,
                                              const SiteRow& site);

}  // namespace harbinger::rule
