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

constexpr std::size_t facts_shown = 3;

std::string markdown_row(const Move& move) {
  const auto rank = [](const auto& s) { return s ? fmt::format("{}", s->rank) : "–"; };
  const auto score = [](const auto& s) { return s ? fmt::format("{:.1f}", s->score) : "–"; };
  const auto tier = [](const auto& s) { return s ? markdown_text(s->tier) : "–"; };
  std::string causes;
  for (const Cause& cause : move.causes)
    causes += fmt::format("{}{} {}", causes.empty() ? "" : "<br>", detail::change_text(cause.value),
                          markdown_text(detail::cause_words(cause, facts_shown)));
  return fmt::format("| {} → {} | {} | {} | {} → {} | {} | {} | {} |\n", rank(move.before),
                     rank(move.after), markdown_text(detail::name_of(move)),
                     markdown_text(move.country), score(move.before), score(move.after),
                     detail::change_text(move.change()),
                     move.before && move.after && move.before->tier == move.after->tier
                         ? tier(move.after)
                         : tier(move.before) + " → " + tier(move.after),
                     causes);
}

}  // namespace

std::string whatif_section(const Comparison& comparison) {
  std::string out = fmt::format("## {}\n\n{}\n", markdown_text(detail::heading_of(comparison)),
                                markdown_text(whatif_sentence(comparison)));
  if (comparison.moved.empty()) return out + "\n";
  const std::size_t shifted = detail::shifted(comparison);
  if (comparison.moved.size() > shifted)
    out +=
        "\n| rank | site | country | score | change | tier | causes |\n"
        "|---|---|---|---|---:|---|---|\n";
  for (const Move& move : comparison.moved)
    if (!detail::only_shifted(move)) out += markdown_row(move);
  if (shifted > 0)
    out += fmt::format("\n{}.\n", detail::counted_text(shifted, "other site only changed its place",
                                                       "other sites only changed their places"));
  return out + "\n" + markdown_text(detail::top_words(comparison)) + "\n\n";
}

std::string whatif_markdown(std::span<const Comparison> comparisons, const RunInfo& run) {
  std::string out;
  for (const Comparison& comparison : comparisons) out += whatif_section(comparison);
  out += fmt::format("As of {}, {}.\n", to_text(run.as_of), run.engine);
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
