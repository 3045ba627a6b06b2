// SPDX-License-Identifier: Apache-2.0
// Counterfactuals: the smallest changes that would give a site another answer.
//
//   removal   the smallest sets of facts, or of rules, without which the site stands in a lower tier, or
//             below the top k
//   swap      for two sites, the smallest relative change of one weight, parameter or rule's points that
//             turns their order round
//
// Removals are searched by size over all facts (rules) that reach the site, as long as `most_evaluations`
// last; so an answer is the smallest there is unless `complete` says otherwise. Beyond that a hitting set
// (Reiter 1987) over the facts that keep the site where it is gives a set that cannot be made smaller by
// leaving one of its facts in. Each answer is confirmed by a fresh run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/comparison.hpp"
#include "scenario/influence.hpp"

namespace harbinger::scenario {

/// One set whose removal is enough.
struct RemovalSet {
  std::vector<std::string> ids;  ///< Of facts or rules, by id.
  Standing after;                ///< Of the site, without them.
};

struct Removals {
  bool of_rules = false;          ///< Else of facts.
  std::size_t candidates = 0;     ///< How many facts or rules reach the site.
  std::size_t searched_size = 0;  ///< All sets up to this size were tried.
  bool smallest = false;          ///< The answers are of the smallest size there is.
  std::vector<RemovalSet>
      answers;           ///< All of that size, at most `most_answers`; deepest fall first.
  std::size_t more = 0;  ///< Answers beyond those.
  std::string note;      ///< Where the search stopped early: why, and what was found all the same.
};

/// One knob turned until two sites change places.
struct Turn {
  std::string
      path;  ///< As --set takes it: `model[influence.supplier].weight`, `params.x`, `rules[y].points`.
  std::string from;     ///< The value now, as text.
  std::string to;       ///< The value with which the order turns, as text; --set takes it.
  double relative = 0;  ///< |to - from| / |from|.
  Standing first_after;
  Standing second_after;
};

struct Swap {
  std::string first;  ///< Ids of the two sites, the higher one first.
  std::string second;
  Standing first_before;
  Standing second_before;
  std::size_t knobs = 0;    ///< How many were tried.
  std::vector<Turn> turns;  ///< Those that turn the order, smallest relative change first.
};

struct Counterfactual {
  std::string site;  ///< Its id.
  std::string name;
  Standing before;
  std::string goal;  ///< In words: "a tier below critical", "out of the top 10".
  std::vector<Removals> removals;
  std::optional<Swap> swap;
};

}  // namespace harbinger::scenario
