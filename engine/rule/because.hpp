// SPDX-License-Identifier: Apache-2.0
// Why a rule fired at a site, in a sentence: the rule's `because` with its placeholders filled in.
//
//     "{suppliers} delivered {units} unit(s), {100 * share} % held"  ->  "Maker delivered 2
//     unit(s), 21.4 % held"
//
// A placeholder is a signal or any expression of the rule environment; `{{` and `}}` are braces.
#pragma once

#include <optional>
#include <string>

#include "rule/rule_set.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule {

/// Empty where the rule has no `because`.
[[nodiscard]] std::string because(const Rule& rule, const SiteRow& site);

/// A value as a reader wants it: whole numbers plain, others to three significant digits (no fewer
/// than their whole part), truth as yes or no, unknown as `unknown`.
[[nodiscard]] std::string readable(const expr::Value& value);

/// Parses a `because` and checks its placeholders; nothing where an error was added.
[[nodiscard]] std::optional<std::vector<BecausePart>> read_because(
    const WrittenText& text, const expr::Environment& environment, Diagnostics& diagnostics);

}  // namespace harbinger::rule
