// SPDX-License-Identifier: Apache-2.0
// What a rule set says that has no effect, or not the one that was meant, found without a single fact: told as
// warnings, each at its place.
//
//     warn_of_idle_conditions   a condition, or a part of one, that is always or never true
//     warn_of_idle_points       points that are always 0, a factor that is always 1
//     warn_of_duplicate_rules   rules that say the same in other words
//     warn_of_shadowed_rules    rules whose effect another one always has already
//     warn_of_unread_constants  parameters and tables that nothing reads, groups without rules
//
// Every verdict is proved from the texts (expr/bounds.hpp): it holds whatever the facts are. Truth parameters may be
// either, as they are there to be switched; the other parameters are what they are. Cost: linear in the rules, but
// for shadows, where each rule is held against at most `most_shadows` others.
//
// Tested by tests/rule/analysis_test.cpp.
#pragma once

#include <cstddef>

#include "base/diagnostic.hpp"
#include "expr/bounds.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

/// Rules that may shadow others, tried for each group, and for the floors and caps of each dimension.
inline constexpr std::size_t most_shadows = 16;

/// All of the warnings below. `schema` is the one that the set was checked against.
void warn_of_idle_parts(const RuleSet& set, const pack::Schema& schema, Diagnostics& diagnostics);

void warn_of_idle_conditions(const RuleSet& set, const expr::KnownValues& known,
                             Diagnostics& diagnostics);
void warn_of_idle_points(const RuleSet& set, const expr::KnownValues& known,
                         Diagnostics& diagnostics);
void warn_of_duplicate_rules(const RuleSet& set, Diagnostics& diagnostics);
void warn_of_shadowed_rules(const RuleSet& set, const expr::KnownValues& known,
                            Diagnostics& diagnostics);
void warn_of_unread_constants(const RuleSet& set, Diagnostics& diagnostics);

/// What is known of the names in rules: what each signal may be, and the parameters.
[[nodiscard]] expr::KnownValues known_values(const RuleSet& set, const pack::Schema& schema);

}  // namespace harbinger::rule
