// SPDX-License-Identifier: Apache-2.0
// A program of the rule environment for one day: `as_of` and the parameters are the same at every site, so
// they are put in as constants, and what is left reads signals only.
//
//     age(date(opened), as_of) > params.years   ->   age(date(opened), 2026-04-30) > 5.0
#pragma once

#include "base/date.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

/// The program itself where it reads neither.
[[nodiscard]] expr::Program on_day(const RuleSet& set, const expr::Program& program, Day as_of);

/// Why a rule does not run over columns of signals; empty where it does.
[[nodiscard]] std::string why_not_columnar(const RuleSet& set, const Rule& rule);

}  // namespace harbinger::rule
