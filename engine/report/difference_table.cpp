// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "report/detail/difference_words.hpp"
#include "report/difference_report.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

constexpr std::size_t key_width = 12;

std::string change_lines(const rule::Change& change, const TextStyle& style) {
  std::string out;
  std::string key = fitted(printable(change.what), std::max(key_width, display_width(change.what)));
  const std::string margin(key_width + 5, ' ');
  for (const std::string& line : detail::lines_of(change)) {
    out += fmt::format("  {} {}\n", key,
                       wrapped(printable(line), style.width - key_width - 3, margin));
    key = std::string(key_width, ' ');
  }
  return out;
}

std::string item_text(const rule::ItemDifference& item, bool with_texts, const TextStyle& style) {
  std::string out =
      "\n" + emphasised(printable(detail::heading_of(item)), Emphasis::strong, style) + "\n";
  for (const rule::Change& change : item.changes) out += change_lines(change, style);
  if (with_texts)
    for (const rule::Change& change : item.texts) out += change_lines(change, style);
  return out;
}

}  // namespace

std::string difference_table(const DifferenceReport& report, const TextStyle& style,
                             std::size_t shown) {
  std::string out = wrapped(detail::difference_summary(report.items), style.width, "") + "\n";
  for (const rule::ItemDifference& item : report.items)
    if (item.in_meaning()) out += item_text(item, report.with_texts, style);
  if (report.with_texts)
    for (const rule::ItemDifference& item : report.items)
      if (!item.in_meaning()) out += item_text(item, true, style);
  const std::size_t texts = detail::texts_of(report.items);
  if (texts > 0 && !report.with_texts) out += "\n" + detail::texts_summary(texts) + "\n";
  if (!report.comparison) return out;
  return out + "\n" + emphasised("The ranking", Emphasis::strong, style) + "\n" +
         whatif_moves(*report.comparison, style, shown);
}

}  // namespace harbinger::report
