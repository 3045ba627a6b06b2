// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/detail/difference_words.hpp"
#include "report/difference_report.hpp"
#include "report/markdown.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

std::string rows_of(const std::vector<rule::Change>& changes) {
  std::string out;
  for (const rule::Change& change : changes) {
    std::string cell;
    for (const std::string& line : detail::lines_of(change))
      cell += (cell.empty() ? "" : "<br>") + markdown_text(line);
    out += fmt::format("| {} | {} |\n", markdown_text(change.what), cell);
  }
  return out;
}

}  // namespace

std::string difference_markdown(const DifferenceReport& report, const RunInfo& run) {
  std::string out =
      fmt::format("## Rules\n\n{}\n", markdown_text(detail::difference_summary(report.items)));
  for (const rule::ItemDifference& item : report.items) {
    if (!item.in_meaning() && !report.with_texts) continue;
    out += fmt::format("\n### {}\n\n", markdown_text(detail::heading_of(item)));
    const std::string rows = rows_of(item.changes) + (report.with_texts ? rows_of(item.texts) : "");
    if (!rows.empty()) out += "| key | change |\n|---|---|\n" + rows;
  }
  const std::size_t texts = detail::texts_of(report.items);
  if (texts > 0 && !report.with_texts)
    out += "\n" + markdown_text(detail::texts_summary(texts)) + "\n";
  if (report.comparison) out += "\n" + whatif_section(*report.comparison);
  out += fmt::format("As of {}, {}.\n", to_text(run.as_of), run.engine);
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
