// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/moves.hpp"
#include "report/detail/whatif_matrix.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using scenario::Comparison;
using scenario::Move;
using scenario::Standing;

constexpr std::size_t causes_shown = 3;
constexpr std::size_t facts_shown = 2;
constexpr std::size_t name_width = 31;

std::string rank_of(const std::optional<Standing>& standing) {
  return standing ? fmt::format("{}", standing->rank) : "–";
}
std::string score_of(const std::optional<Standing>& standing) {
  return standing ? fmt::format("{:.1f}", standing->score) : "–";
}

std::string tier_text(const Move& move) {
  const auto tier = [](const Standing& standing) { return cut(printable(standing.tier), 10); };
  if (!move.before) return tier(*move.after) + ", new";
  if (!move.after) return tier(*move.before) + ", gone";
  if (move.before->tier == move.after->tier) return tier(*move.after);
  return tier(*move.before) + " → " + tier(*move.after);
}

// rank 4 → 4, site 31, country 3 in 7, score 5 → 5, change 6, tier 10 → 10, and six gaps: 99 columns.
std::string head(const TextStyle& style) {
  return emphasised(fmt::format("{:>11}  {} {:<7} {:>13} {:>6}  {}", "rank",
                                fitted("site", name_width), "country", "score", "change", "tier"),
                    Emphasis::strong, style) +
         "\n";
}

std::string move_line(const Move& move) {
  return fmt::format("{:>4} → {:<4}  {} {} {:>5} → {:>5} {:>6}  {}\n", rank_of(move.before),
                     rank_of(move.after), fitted(printable(detail::name_of(move)), name_width),
                     fitted(printable(move.country), 7), score_of(move.before),
                     score_of(move.after), detail::change_text(move.change()), tier_text(move));
}

/// The largest causes of a move, and what the others add up to.
std::string cause_lines(const Move& move, const TextStyle& style) {
  static constexpr std::string_view margin = "             ";
  std::vector<std::string> lines;
  const std::size_t shown = std::min(move.causes.size(), causes_shown);
  for (std::size_t i = 0; i < shown; ++i)
    lines.push_back(fmt::format("{:>6}  {}", detail::change_text(move.causes[i].value),
                                detail::cause_words(move.causes[i], facts_shown)));
  double rest = 0;
  for (std::size_t i = shown; i < move.causes.size(); ++i) rest += move.causes[i].value;
  if (shown < move.causes.size())
    lines.push_back(
        fmt::format("{:>6}  {}", detail::change_text(rest),
                    detail::counted_text(move.causes.size() - shown, "more cause", "more causes")));
  std::string out;
  for (const std::string& line : lines)
    out += emphasised(fmt::format("{}{}", margin, cut(line, style.width - margin.size())),
                      Emphasis::faint, style) +
           "\n";
  return out;
}

/// What is listed: first what moved in itself, then, where there is room, what was moved past.
std::vector<const Move*> listed_moves(const Comparison& comparison, std::size_t shown) {
  std::vector<const Move*> moves;
  for (const Move& move : comparison.moved) moves.push_back(&move);
  std::stable_partition(moves.begin(), moves.end(),
                        [](const Move* move) { return !detail::only_shifted(*move); });
  moves.resize(std::min(moves.size(), shown));
  return moves;
}

/// What the list leaves out.
std::string rest_text(const Comparison& comparison, const std::vector<const Move*>& listed) {
  const auto shifted_listed = static_cast<std::size_t>(std::count_if(
      listed.begin(), listed.end(), [](const Move* m) { return detail::only_shifted(*m); }));
  const std::size_t shifted = detail::shifted(comparison);
  const std::size_t own = comparison.moved.size() - shifted;
  const std::size_t own_left = own - (listed.size() - shifted_listed);
  const std::size_t shifted_left = shifted - shifted_listed;
  std::string text;
  if (own_left > 0)
    text = detail::counted_text(own_left, "more site moved itself", "more sites moved themselves");
  if (shifted_left > 0)
    text += (text.empty() ? "" : "; ") +
            detail::counted_text(shifted_left, "more site only changed its place",
                                 "more sites only changed their places");
  return text.empty() ? text : fmt::format("  {}\n", text);
}

}  // namespace

std::string whatif_moves(const Comparison& comparison, const TextStyle& style, std::size_t shown) {
  std::string out = wrapped(whatif_sentence(comparison), style.width, "") + "\n";
  if (comparison.moved.empty()) return out;
  const std::vector<const Move*> listed = listed_moves(comparison, shown);
  if (!listed.empty()) out += "\n" + head(style);
  for (const Move* move : listed) out += move_line(*move) + cause_lines(*move, style);
  out += rest_text(comparison, listed) + "\n" +
         wrapped(detail::top_words(comparison), style.width, "  ") + "\n";
  return out + fmt::format("Kendall's tau {:.3f}, Spearman's rho {:.3f}\n", comparison.kendall,
                           comparison.spearman);
}

std::string whatif_table(std::span<const Comparison> comparisons, const RunInfo& run,
                         const TextStyle& style, std::size_t shown) {
  std::string out = fmt::format("{}, as of {}\n",
                                detail::counted_text(comparisons.size(), "scenario", "scenarios"),
                                to_text(run.as_of));
  if (comparisons.size() > 1) out += "\n" + detail::whatif_matrix(comparisons, style, shown);
  for (const Comparison& comparison : comparisons)
    out += "\n" +
           emphasised(cut(detail::heading_of(comparison), style.width), Emphasis::strong, style) +
           "\n" + whatif_moves(comparison, style, shown);
  return out;
}

}  // namespace harbinger::report
