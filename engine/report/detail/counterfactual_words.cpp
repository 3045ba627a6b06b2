// SPDX-License-Identifier: Apache-2.0
#include "report/detail/counterfactual_words.hpp"

#include <cmath>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/text_table.hpp"

namespace harbinger::report::detail {

using scenario::Removals;

std::string standing_words(const scenario::Standing& standing) {
  return fmt::format("rank {}, score {:.1f}, {}", standing.rank, standing.score,
                     printable(standing.tier));
}

std::string question_words(const scenario::Counterfactual& counterfactual) {
  const std::string name =
      printable(counterfactual.name.empty() ? counterfactual.site : counterfactual.name);
  return fmt::format("{} stands at {}. Sought: {}.", name, standing_words(counterfactual.before),
                     printable(counterfactual.goal));
}

std::string removals_words(const Removals& removals) {
  const bool rules = removals.of_rules;
  const std::string_view one = rules ? "rule" : "fact";
  const std::string_view many = rules ? "rules" : "facts";
  if (removals.candidates == 0) return fmt::format("No {} reaches the site.", one);
  if (removals.answers.empty())
    return fmt::format("No set of up to {} of the {} that {} the site is enough.",
                       removals.searched_size, counted_text(removals.candidates, one, many),
                       removals.candidates == 1 ? "reaches" : "reach");
  const std::size_t size = removals.answers.front().ids.size();
  const std::size_t sets = removals.answers.size() + removals.more;
  std::string text =
      fmt::format("It takes {}, of {} that {} the site: ", counted_text(size, one, many),
                  removals.candidates, removals.candidates == 1 ? "reaches" : "reach");
  text += sets == 1 && !removals.note.empty() ? "this set does it"
          : sets == 1                         ? "one set does it"
                                              : fmt::format("any of {} sets does it", sets);
  if (removals.smallest)
    text += ", and no smaller one.";
  else if (!removals.note.empty())
    text += ".";  // the note says how far the search went
  else
    text += fmt::format("; all sets of up to {} were tried, a smaller one than this may remain.",
                        removals.searched_size);
  if (removals.more > 0) text += fmt::format(" {} of them shown.", removals.answers.size());
  return text;
}

std::string swap_words(const scenario::Swap& swap) {
  const std::string between = fmt::format("{} ({}) stands before {} ({}).", printable(swap.first),
                                          standing_words(swap.first_before), printable(swap.second),
                                          standing_words(swap.second_before));
  if (swap.turns.empty())
    return fmt::format("{} None of the {} weights, parameters and points tried turns them round.",
                       between, swap.knobs);
  return fmt::format("{} {} of the {} weights, parameters and points tried {} them round.", between,
                     swap.turns.size(), swap.knobs, swap.turns.size() == 1 ? "turns" : "turn");
}

std::string relative_words(const scenario::Turn& turn) {
  return std::isfinite(turn.relative) ? fmt::format("{:.3g} %", 100 * turn.relative) : "";
}

}  // namespace harbinger::report::detail
