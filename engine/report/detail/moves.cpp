// SPDX-License-Identifier: Apache-2.0
#include "report/detail/moves.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/text_table.hpp"

namespace harbinger::report::detail {

using scenario::Comparison;
using scenario::Move;

namespace {

/// The names of moved sites by their ids.
std::string names_of(const Comparison& comparison, const std::vector<std::string>& sites) {
  std::vector<std::string> names;
  for (const std::string& site : sites) {
    const auto move = std::find_if(comparison.moved.begin(), comparison.moved.end(),
                                   [&](const Move& m) { return m.site == site; });
    names.push_back(move == comparison.moved.end() ? site : name_of(*move));
  }
  return names.empty() ? "nobody" : joined(names, ", ");
}

}  // namespace

bool came_or_went(const Move& move) { return !move.before || !move.after; }

bool only_shifted(const Move& move) {
  return !came_or_went(move) && move.change() == 0 && move.before->tier == move.after->tier;
}

std::size_t shifted(const Comparison& comparison) {
  return static_cast<std::size_t>(
      std::count_if(comparison.moved.begin(), comparison.moved.end(), only_shifted));
}

std::size_t sites_of(const Comparison& comparison) {
  const auto came = std::count_if(comparison.moved.begin(), comparison.moved.end(),
                                  [](const Move& move) { return !move.before; });
  return comparison.sites_before + static_cast<std::size_t>(came);
}

const std::string& name_of(const Move& move) { return move.name.empty() ? move.site : move.name; }

std::string heading_of(const Comparison& comparison) {
  return printable(comparison.title.empty() ? comparison.name
                                            : comparison.name + ": " + comparison.title);
}

std::string cause_words(const scenario::Cause& cause, std::size_t facts) {
  std::string words = of_text(cause.of);
  if (cause.facts.size() == 1) words += " by fact ";
  if (cause.facts.size() > 1) words += fmt::format(" by {} facts: ", cause.facts.size());
  return words + listed(cause.facts, facts);
}

std::string top_words(const Comparison& comparison) {
  if (comparison.entered.empty() && comparison.left.empty())
    return fmt::format("The same sites in the top {}.", comparison.top);
  return fmt::format("Into the top {}: {}. Out of it: {}.", comparison.top,
                     names_of(comparison, comparison.entered),
                     names_of(comparison, comparison.left));
}

}  // namespace harbinger::report::detail
