// SPDX-License-Identifier: Apache-2.0
// The hit policies of decision tables (decision_table.hpp) over what their rows say: first of conditions, then,
// where a policy compares them, of points. Twice: 64 sites a word, and one site.
//
//     unique, first, priority   by words, class after class
//     any, max, min             by words where no two rows hit or may hit; else site by site
//     sum, count                nothing to settle
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "rule/detail/firing.hpp"

namespace harbinger::rule::detail {

/// For the sites [begin, end), before points are given: which of the rows that hit count. `firings` by row.
void settle_hits(const DecisionTable& table, std::span<Firing> firings, std::size_t begin,
                 std::size_t end);
/// The scalar twin; `outcomes` by row.
void settle_hits_at(const DecisionTable& table, std::span<SiteOutcome> outcomes);

/// Once points are given: which count by their points. A row that may hit, and could change that, makes it
/// unknown, unless its points are the same everywhere and do not.
void settle_points(const RuleSet& set, const DecisionTable& table, std::span<Firing> firings,
                   std::size_t begin, std::size_t end);
void settle_points_at(const RuleSet& set, const DecisionTable& table,
                      std::span<SiteOutcome> outcomes);

}  // namespace harbinger::rule::detail
