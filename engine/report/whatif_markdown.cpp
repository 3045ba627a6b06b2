// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/moves.hpp"
#include "report/markdown.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using scenario::Cause;
using scenario::Comparison;
using scenario::Move;

std::string markdown_row(const Move& move) {
  const auto rank = [](const auto& s) { return s ? fmt::format("{}", s->rank) : "–"; };
  const auto score = [](const auto& s) { return s ? fmt::format("{:.1f}", s->score) : "–"; };
  const auto tier = [](const auto& s) { return s ? markdown_text(s->tier) : "–"; };
  std::string causes;
  for (const Cause& cause : move.causes) {
    causes += (causes.empty() ? "" : "<br>") + detail::change_text(cause.value) + " " +
              markdown_text(detail::of_text(cause.of));
    if (!cause.facts.empty()) causes += " (" + markdown_text(detail::listed(cause.facts, 3)) + ")";
  }
  return fmt::format("| {} → {} | {} | {} | {} → {} | {} | {} | {} |\n", rank(move.before),
                     rank(move.after), markdown_text(move.name.empty() ? move.site : move.name),
                     markdown_text(move.country), score(move.before), score(move.after),
                     detail::change_text(move.change()),
                     move.before && move.after && move.before->tier == move.after->tier
                         ? tier(move.after)
                         : tier(move.before) + " → " + tier(move.after),
                     causes);
}

std::string markdown_top(const Comparison& comparison) {
  const auto names = [&](const std::vector<std::string>& sites) {
    std::string text;
    for (const std::string& site : sites)
      text += (text.empty() ? "" : ", ") + markdown_text(detail::name_of(comparison, site));
    return text.empty() ? "nobody" : text;
  };
  return fmt::format("\nInto the top {}: {}. Out of it: {}.\n", comparison.top,
                     names(comparison.entered), names(comparison.left));
}

}  // namespace

std::string whatif_markdown(std::span<const Comparison> comparisons, const RunInfo& run) {
  std::string out;
  for (const Comparison& comparison : comparisons) {
    out += fmt::format("## {}\n\n", markdown_text(comparison.title.empty()
                                                      ? comparison.name
                                                      : comparison.name + ": " + comparison.title));
    out += markdown_text(whatif_sentence(comparison)) + "\n\n";
    const std::size_t shifted = detail::shifted(comparison);
    if (comparison.moved.size() > shifted) {
      out +=
          "| rank | site | country | score | change | tier | causes |\n"
          "|---|---|---|---|---:|---|---|\n";
      for (const Move& move : comparison.moved)
        if (!detail::only_shifted(move)) out += markdown_row(move);
    }
    if (shifted > 0)
      out +=
          fmt::format("\n{}.\n", detail::counted_text(shifted, "other site only changed its place",
                                                      "other sites only changed their places"));
    if (!comparison.moved.empty()) out += markdown_top(comparison);
    out += "\n";
  }
  out += fmt::format("As of {}, {}.\n", to_text(run.as_of), run.engine);
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
