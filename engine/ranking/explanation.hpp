// SPDX-License-Identifier: Apache-2.0
// Why a site stands where it does: contributions that add up to its score, the rules that fired with the
// evidence of what they read, and those that did not with the clause that failed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expr/program.hpp"
#include "ranking/assessment.hpp"
#include "signal/evidence.hpp"

namespace harbinger::ranking {

/// A part of the score: of a rule, of an indicator, or of a floor. They add up to the score.
struct Contribution {
  enum class Kind : unsigned char { rule, signal, floor };
  Kind kind = Kind::rule;
  std::string of;         ///< Id of the rule, the signal or the dimension.
  std::string dimension;  ///< The leaf it counts in; a floor: the dimension itself.
  double value = 0;       ///< Points of the score.

  /// `rule:ID`, `signal:ID`, `floor:DIMENSION`.
  [[nodiscard]] std::string label() const;
};

/// All contributions of a site: rules that fired, indicators, floors; largest first, zeros left out.
[[nodiscard]] std::vector<Contribution> contributions(const Assessment& assessment,
                                                      std::size_t site);

struct FiredRule {
  rule::RuleId rule;
  rule::Points points = 0;  ///< Effective: what it did to its dimension.
  double contribution = 0;
  std::string because;
};

/// A rule that says nothing about the site, and why.
struct SilentRule {
  rule::RuleId rule;
  std::vector<expr::Clause> failed;  ///< What kept it from firing.
  /// Not evaluated: what is unknown. Off: why, or since when. A row of a decision table that hits: which other
  /// row counts.
  std::string reason;
};

struct SignalEvidence {
  signal::SignalId signal;
  signal::Evidence evidence;
};

struct Explanation {
  std::size_t site = 0;
  double score = 0;
  std::vector<Contribution> contributions;
  std::vector<FiredRule> fired;       ///< Largest contribution first.
  std::vector<SilentRule> not_fired;  ///< In the order of the files.
  std::vector<SilentRule> not_evaluated;
  std::vector<SilentRule> disabled;      ///< Off, or not valid on the day.
  std::vector<SignalEvidence> evidence;  ///< Of every signal that a fired rule reads, once.
};

[[nodiscard]] Explanation explanation(const Assessment& assessment, std::size_t site);

/// The rules that fired at a site, largest contribution first, with their texts.
[[nodiscard]] std::vector<FiredRule> fired_rules(const Assessment& assessment, std::size_t site,
                                                 const std::vector<Contribution>& contributions);

}  // namespace harbinger::ranking
