// SPDX-License-Identifier: Apache-2.0
// Whether two assessments are the same, bit for bit, whatever their graphs: what an incremental run owes a
// fresh one.
#pragma once

#include <bit>
#include <cstdint>
#include <string>

#include "ranking/assessment.hpp"

namespace harbinger::tests {

inline bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The first difference in words; empty where there is none.
inline std::string difference(const ranking::Assessment& a, const ranking::Assessment& b) {
  if (a.sites() != b.sites()) return fmt::format("{} and {} sites", a.sites(), b.sites());
  if (a.signals.size() != b.signals.size()) return "number of signals";
  const auto& signals = a.basis.rules.signals();
  for (std::size_t row = 0; row < a.sites(); ++row) {
    if (a.site_id(row) != b.site_id(row)) return "site of row " + std::to_string(row);
    const std::string at = " at " + a.site_id(row);
    for (std::size_t s = 0; s < a.signals.size(); ++s)
      if (!expr::same_row(*a.signals[s], row, *b.signals[s], row))
        return "signal " + signals.id(signal::SignalId(s)) + at + ": " +
               expr::to_text(a.signals[s]->at(row)) + " and " +
               expr::to_text(b.signals[s]->at(row));
    for (std::size_t r = 0; r < a.outcomes.rules.size(); ++r) {
      const rule::RuleOutcome& x = a.outcomes.rules[r];
      const rule::RuleOutcome& y = b.outcomes.rules[r];
      if (x.fired[row] != y.fired[row] || x.not_evaluated[row] != y.not_evaluated[row] ||
          x.points(row) != y.points(row) ||
          a.outcomes.effective(rule::RuleId(r), row) != b.outcomes.effective(rule::RuleId(r), row))
        return "rule " + a.basis.rules.rules()[r].id + at;
    }
    for (std::size_t d = 0; d < a.outcomes.dimensions.size(); ++d)
      if (a.outcomes.dimensions[d].total[row] != b.outcomes.dimensions[d].total[row])
        return "points of " + a.outcomes.dimensions[d].dimension + at;
    for (std::size_t d = 0; d < a.scores.dimensions.size(); ++d)
      if (!same_bits(a.scores.dimensions[d][row], b.scores.dimensions[d][row]))
        return "dimension " + a.basis.model.dimensions[d].id + at;
    if (!same_bits(a.scores.total[row], b.scores.total[row])) return "score" + at;
    if (a.scores.tier[row] != b.scores.tier[row]) return "tier" + at;
    if (a.ranking.rank()[row] != b.ranking.rank()[row]) return "rank" + at;
    if (a.ranking.order()[row] != b.ranking.order()[row]) return "order of sites";
    if (a.scores.no_evidence[row] != b.scores.no_evidence[row]) return "no evidence" + at;
    if (a.scores.incomplete[row] != b.scores.incomplete[row]) return "incomplete" + at;
  }
  return {};
}

}  // namespace harbinger::tests
