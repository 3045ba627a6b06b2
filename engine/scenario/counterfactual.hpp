// SPDX-License-Identifier: Apache-2.0
// Counterfactuals: the smallest changes that would give a site another answer.
//
//   removal   the smallest sets of facts, or of rules, without which the site stands in a lower tier, or
//             below the top k
//   swap      for two sites, the smallest relative change of one weight, parameter or rule's points that
//             turns their order round
//
// Removals. Facts are the edges that the patterns of signals may reach from the site (a node is no single fact: what
// hangs on an entity, `influence --by entity` tells), rules those that fired there. Sets are tried by size, all of
// one size, as long as `most_tried` lasts; so an answer is the smallest there is. Beyond that size the search is
// for a hitting set (Reiter 1987, "A theory of diagnosis from first principles"): a set of facts without which
// the goal is still not reached, grown until one more would reach it, leaves a core of which every answer
// must take one; the smallest set that hits all cores known is tried, until one reaches the goal. That is the
// smallest set too, as long as taking away more never brings a site up; `smallest` says which it is.
// Each answer is confirmed by a fresh run.
//
// Swaps. A knob is turned both ways, by steps that grow, to where the order has turned; then between the last two
// steps by halves, and on to three significant digits, which a fresh run of the edited inputs confirms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/comparison.hpp"
#include "scenario/edited_inputs.hpp"
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
  std::size_t tried = 0;          ///< Worlds scored.
  std::size_t searched_size = 0;  ///< All sets up to this size were tried.
  bool smallest = false;          ///< The answers are of the smallest size there is.
  std::vector<RemovalSet>
      answers;           ///< Deepest fall first; all of that size where it was searched whole.
  std::size_t more = 0;  ///< Answers beyond those kept (most_answers).
  std::string note;      ///< What limits the answer, where something does.
};
inline constexpr std::size_t most_answers = 20;

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

/// What is asked.
struct Question {
  std::size_t site = 0;            ///< A row of the base.
  std::optional<std::size_t> top;  ///< Out of the top k; absent: into a lower tier.
  bool facts = true;
  bool rules = true;
  std::optional<std::size_t> against;  ///< Another row: what would make the two change places.
  std::size_t most_tried = 10'000;     ///< Worlds scored, for each kind, before the search settles.
};

/// `base` is that of `inputs`. The site must not be in the lowest tier already, or outside the top k: `removals` are
/// empty then, and `goal` says so.
[[nodiscard]] Counterfactual counterfactual(const BaseInputs& inputs,
                                            const ranking::Assessment& base,
                                            const Question& question, unsigned threads,
                                            const Progress& progress = {});

}  // namespace harbinger::scenario
