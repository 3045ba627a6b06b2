// SPDX-License-Identifier: Apache-2.0
// What a scenario moved: two assessments, before and after, held against each other site by site, and the
// cause of each move in points that add up to it.
//
//     before, after -> moved sites, each with causes -> who entered and left the top, tau, rho
//
// Causes. The change of a site's score is shared over what changed at it: the rules whose effective points
// differ, the indicators whose value differs, and the model. They are the players of a game whose worth is
// the score with the players in a coalition as after and the others as before; each gets its Shapley value
// (Shapley 1953). Parts of one leaf that only add points share the leaf's value in proportion to their
// change. So causes add up to the change of score (1e-9), and what did not change causes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ranking/assessment.hpp"

namespace harbinger::scenario {

/// Where a site stands in one ranking.
struct Standing {
  std::uint32_t rank = 0;
  double score = 0;
  std::string tier;
  friend bool operator==(const Standing&, const Standing&) = default;
};

/// A part of the change of one site's score.
struct Cause {
  std::string of;                  ///< `rule:ID`, `signal:ID` (an indicator), `model`.
  double value = 0;                ///< Points of the score.
  std::vector<std::string> facts;  ///< Ids of the changed facts that reach it; by id.
};

/// Where a row stands.
[[nodiscard]] Standing standing_of(const ranking::Assessment& assessment, std::size_t row);

struct Move {
  std::string site;  ///< Its id.
  std::string name;
  std::string country;
  std::optional<Standing> before;  ///< Absent: the scenario adds the site.
  std::optional<Standing> after;   ///< Absent: the scenario takes the site away.
  std::vector<Cause>
      causes;  ///< Largest first; none for a site that came or went, or kept its score.

  /// Change of score; 0 for a site that came or went.
  [[nodiscard]] double change() const { return before && after ? after->score - before->score : 0; }
};

/// Largest change of score first (of one that came or went: all of it), then of rank, then by id.
void order_moves(std::vector<Move>& moves);

struct Comparison {
  std::string name;  ///< Of the scenario.
  std::string title;
  std::vector<std::string> edits;  ///< What it changes, for people (edit_words.hpp).
  Day as_of_before;
  Day as_of_after;
  std::size_t sites_before = 0;
  std::size_t sites_after = 0;
  std::vector<Move>
      moved;  ///< Score, rank or tier differ; largest change of score first, then of rank, then id.
  /// Rules that something unknown, or an error, kept from being evaluated at some site: such a rule gives nothing
  /// there, so that a move may be no more than this.
  std::size_t not_evaluated_before = 0;
  std::size_t not_evaluated_after = 0;
  std::size_t rescored = 0;  ///< How many of them changed their score, or came or went.
  std::size_t top = 0;       ///< The k of the top k.
  std::vector<std::string>
      entered;  ///< Ids of sites in the top k after and not before, by rank after.
  std::vector<std::string> left;  ///< Those in it before and not after, by rank before.
  double kendall = 1;             ///< tau-b of the scores of the sites in both.
  double spearman = 1;            ///< rho of their ranks.
};

/// How many rules were not evaluated at some site.
[[nodiscard]] std::size_t rules_not_evaluated(const ranking::Assessment& assessment);

/// `top` is the k of entered and left: sites of rank k or better.
[[nodiscard]] Comparison compared(const ranking::Assessment& before,
                                  const ranking::Assessment& after, std::size_t top);

}  // namespace harbinger::scenario
