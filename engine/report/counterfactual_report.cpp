// SPDX-License-Identifier: Apache-2.0
#include "report/counterfactual_report.hpp"

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/counterfactual_words.hpp"
#include "report/markdown.hpp"

namespace harbinger::report {

using detail::Json;

namespace {

using scenario::Counterfactual;
using scenario::Removals;
using scenario::RemovalSet;
using scenario::Standing;
using scenario::Swap;
using scenario::Turn;

std::string paragraph(std::string_view text, const TextStyle& style) {
  return wrapped(text, style.width, "") + "\n";
}

std::string heading(std::string_view text, const TextStyle& style) {
  return "\n" + emphasised(text, Emphasis::strong, style) + "\n";
}

// rank 4, score 5, tier 10 and gaps: the ids begin in column 27.
std::string standing_cells(const Standing& standing) {
  return fmt::format("{:>6} {:>6.1f}  {}", standing.rank, standing.score,
                     fitted(printable(standing.tier), 10));
}

std::string removals_text(const Removals& removals, const TextStyle& style) {
  std::string out = heading(removals.of_rules ? "Without rules" : "Without facts", style) +
                    paragraph(detail::removals_words(removals), style);
  if (!removals.note.empty()) out += paragraph(printable(removals.note), style);
  if (removals.answers.empty()) return out;
  out += emphasised(fmt::format("{:>6} {:>6}  {:<10}  without", "rank", "score", "tier"),
                    Emphasis::strong, style) +
         "\n";
  const std::string margin(27, ' ');
  for (const RemovalSet& answer : removals.answers)
    out += standing_cells(answer.after) + "  " +
           wrapped(detail::joined(answer.ids, ", "), style.width - margin.size(), margin) + "\n";
  return out;
}

std::string swap_text(const Swap& swap, const TextStyle& style) {
  std::string out = heading("One knob turned", style) + paragraph(detail::swap_words(swap), style);
  for (const Turn& turn : swap.turns) {
    const std::string relative = detail::relative_words(turn);
    out += "  " +
           wrapped(fmt::format("{}  {} → {}{}", printable(turn.path), printable(turn.from),
                               printable(turn.to), relative.empty() ? "" : "  by " + relative),
                   style.width - 2, "    ") +
           "\n";
    for (const auto& [site, after] :
         {std::pair{&swap.first, &turn.first_after}, {&swap.second, &turn.second_after}})
      out +=
          emphasised(
              "    " + cut(fmt::format("{}: {}", printable(*site), detail::standing_words(*after)),
                           style.width - 4),
              Emphasis::faint, style) +
          "\n";
  }
  return out;
}

Json json_of_removals(const Removals& removals) {
  Json answers = Json::array();
  for (const RemovalSet& answer : removals.answers)
    answers.push_back({{"ids", answer.ids}, {"after", detail::json_of(answer.after)}});
  return {{"of", removals.of_rules ? "rules" : "facts"},
          {"candidates", removals.candidates},
          {"searched_size", removals.searched_size},
          {"smallest", removals.smallest},
          {"answers", std::move(answers)},
          {"more", removals.more},
          {"note", removals.note.empty() ? Json(nullptr) : Json(removals.note)}};
}

Json json_of_swap(const Swap& swap) {
  Json turns = Json::array();
  for (const Turn& turn : swap.turns)
    turns.push_back({{"path", turn.path},
                     {"from", turn.from},
                     {"to", turn.to},
                     {"relative", turn.relative},
                     {"first_after", detail::json_of(turn.first_after)},
                     {"second_after", detail::json_of(turn.second_after)}});
  return {{"first", swap.first},
          {"second", swap.second},
          {"first_before", detail::json_of(swap.first_before)},
          {"second_before", detail::json_of(swap.second_before)},
          {"knobs", swap.knobs},
          {"turns", std::move(turns)}};
}

std::string removals_markdown(const Removals& removals) {
  std::string out =
      fmt::format("## {}\n\n{}\n", removals.of_rules ? "Without rules" : "Without facts",
                  markdown_text(detail::removals_words(removals)));
  if (!removals.note.empty()) out += "\n" + markdown_text(removals.note) + "\n";
  if (!removals.answers.empty())
    out += "\n| without | rank | score | tier |\n|---|---:|---:|---|\n";
  for (const RemovalSet& answer : removals.answers)
    out +=
        fmt::format("| {} | {} | {:.1f} | {} |\n", markdown_text(detail::joined(answer.ids, ", ")),
                    answer.after.rank, answer.after.score, markdown_text(answer.after.tier));
  return out + "\n";
}

std::string swap_markdown(const Swap& swap) {
  std::string out =
      fmt::format("## One knob turned\n\n{}\n", markdown_text(detail::swap_words(swap)));
  if (!swap.turns.empty())
    out += fmt::format("\n| knob | now | turned to | by | {} | {} |\n|---|---|---|---:|---|---|\n",
                       markdown_text(swap.first), markdown_text(swap.second));
  for (const Turn& turn : swap.turns)
    out +=
        fmt::format("| {} | {} | {} | {} | {} | {} |\n", markdown_text(turn.path),
                    markdown_text(turn.from), markdown_text(turn.to), detail::relative_words(turn),
                    markdown_text(detail::standing_words(turn.first_after)),
                    markdown_text(detail::standing_words(turn.second_after)));
  return out + "\n";
}

}  // namespace

std::string counterfactual_table(const Counterfactual& counterfactual, const RunInfo& run,
                                 const TextStyle& style) {
  std::string out = paragraph(detail::question_words(counterfactual), style) +
                    fmt::format("as of {}\n", to_text(run.as_of));
  for (const Removals& removals : counterfactual.removals) out += removals_text(removals, style);
  if (counterfactual.swap) out += swap_text(*counterfactual.swap, style);
  return out;
}

std::string counterfactual_json(const Counterfactual& counterfactual, const RunInfo& run) {
  Json json = detail::json_of(run);
  json["id"] = counterfactual.site;
  json["name"] = counterfactual.name;
  json["before"] = detail::json_of(counterfactual.before);
  json["goal"] = counterfactual.goal;
  json["removals"] = Json::array();
  for (const Removals& removals : counterfactual.removals)
    json["removals"].push_back(json_of_removals(removals));
  json["swap"] = counterfactual.swap ? json_of_swap(*counterfactual.swap) : Json(nullptr);
  return detail::dumped(json);
}

std::string counterfactual_markdown(const Counterfactual& counterfactual, const RunInfo& run) {
  std::string out = markdown_text(detail::question_words(counterfactual)) + "\n\n";
  for (const Removals& removals : counterfactual.removals) out += removals_markdown(removals);
  if (counterfactual.swap) out += swap_markdown(*counterfactual.swap);
  out += fmt::format("As of {}, {}.\n", to_text(run.as_of), run.engine);
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
