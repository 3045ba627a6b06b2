// SPDX-License-Identifier: Apache-2.0
// What a decision table's hit policy made of a row at one site, in words that name the other row.
#pragma once

#include <string>

#include "rule/rule_set.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule::detail {

/// Why a row that hits is not evaluated: another row hits as well and contradicts it, or may hit. Empty where
/// none does.
[[nodiscard]] std::string why_undecided(const RuleSet& set, const Rule& row, const SiteRow& site);

/// Why a row that hits, or may hit, did not fire: the row that counts in its place. Empty where none does.
[[nodiscard]] std::string why_beaten(const RuleSet& set, const Rule& row, const SiteRow& site);

}  // namespace harbinger::rule::detail
