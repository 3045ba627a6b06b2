// SPDX-License-Identifier: Apache-2.0
#include "report/detail/difference_words.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/detail/change_text.hpp"

namespace harbinger::report::detail {

using rule::ItemDifference;

namespace {

/// `decision table`: a kind as people say it.
std::string words_of(ItemDifference::Kind kind) {
  std::string words(rule::to_text(kind));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace

std::string difference_summary(std::span<const ItemDifference> items) {
  std::map<std::pair<ItemDifference::Kind, ItemDifference::How>, std::size_t> counts;
  for (const ItemDifference& item : items)
    if (item.in_meaning()) ++counts[{item.kind, item.how}];
  if (counts.empty()) return "they say the same";
  std::vector<std::string> parts;
  for (const auto& [of, count] : counts)
    parts.push_back(fmt::format("{} {}{} {}", count, words_of(of.first), count == 1 ? "" : "s",
                                rule::to_text(of.second)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string heading_of(const ItemDifference& item) {
  if (item.how == ItemDifference::How::renamed)
    return fmt::format("{} {} renamed {}", words_of(item.kind), item.was, item.id);
  return fmt::format("{} {} {}", words_of(item.kind), item.id,
                     item.in_meaning() ? rule::to_text(item.how) : "reads otherwise");
}

std::vector<std::string> lines_of(const rule::Change& change) {
  std::vector<std::string> lines;
  // A condition that is the same but for its clauses, or a list of rows, is shown by what differs; else by what it
  // was and is.
  if (!change.gone.empty() || !change.come.empty()) {
    for (const std::string& clause : change.gone) lines.push_back("- " + clause);
    for (const std::string& clause : change.come) lines.push_back("+ " + clause);
  } else if (change.before.empty()) {
    lines.push_back("+ " + change.after);
  } else if (change.after.empty()) {
    lines.push_back("- " + change.before);
  } else {
    lines.push_back(change.before + " → " + change.after);
  }
  return lines;
}

std::size_t texts_of(std::span<const ItemDifference> items) {
  std::size_t texts = 0;
  for (const ItemDifference& item : items)
    // What a new or removed item reads is no difference of texts.
    if (item.how == ItemDifference::How::changed || item.how == ItemDifference::How::renamed)
      texts += item.texts.size();
  return texts;
}

std::string texts_summary(std::size_t texts) {
  return texts == 1 ? "1 text for people differs (title, because, why or source); --all shows it"
                    : fmt::format(
                          "{} texts for people differ (title, because, why or source); "
                          "--all shows them",
                          texts);
}

}  // namespace harbinger::report::detail
