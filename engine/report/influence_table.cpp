// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/influence_words.hpp"
#include "report/influence_report.hpp"
#include "report/markdown.hpp"

namespace harbinger::report {

namespace {

using detail::counted_text;
using scenario::Influence;
using scenario::InfluenceRow;

/// What the rows are ordered by: the change at the site asked about, else the largest anywhere.
double change_of(const Influence& influence, const InfluenceRow& row) {
  return influence.site.empty() ? row.score.change : row.here.value_or(0);
}

bool moves_anything(const InfluenceRow& row) {
  return row.moved > 0 || row.score.change != 0 || row.rank.change != 0 ||
         row.here.value_or(0) != 0;
}

std::string points_text(double change) {
  return fmt::format("{} {} points", change < 0 ? "loses" : "gains",
                     detail::change_text(std::abs(change)).substr(1));
}

std::string places_text(double change) {
  const auto places = static_cast<std::size_t>(std::abs(change));
  return fmt::format("{} {}", change > 0 ? "falls" : "rises",
                     counted_text(places, "place", "places"));
}

std::string row_name(const InfluenceRow& row) {
  const std::string title = printable(row.title);
  return title.empty() || row.title == row.id ? printable(row.id)
                                              : fmt::format("{} ({})", printable(row.id), title);
}

/// Removing either of two links breaks the same chain: they weigh the same, and neither is the most.
std::size_t as_much(const Influence& influence) {
  const double most = std::abs(change_of(influence, influence.rows.front()));
  return static_cast<std::size_t>(std::count_if(
      influence.rows.begin() + 1, influence.rows.end(),
      [&](const InfluenceRow& row) { return std::abs(change_of(influence, row)) == most; }));
}

std::string at_site_text(const InfluenceRow& row) {
  const double places = row.here_rank.value_or(0);
  return fmt::format("the site {} and {}", points_text(*row.here),
                     places == 0 ? "keeps its rank" : places_text(places));
}

std::string anywhere_text(const Influence& influence, const InfluenceRow& row) {
  std::string text = printable(row.score.site) + " " + points_text(row.score.change);
  if (row.rank.change != 0) {
    text += " and ";
    if (row.rank.site != row.score.site) text += printable(row.rank.site) + " ";
    text += places_text(row.rank.change);
  }
  text += fmt::format("; {} in score",
                      row.moved == 1 ? "1 site moves" : fmt::format("{} sites move", row.moved));
  if (row.entered + row.left > 0)
    text += fmt::format(", {} into and {} out of the top {}", row.entered, row.left, influence.top);
  return text + fmt::format("; Kendall's tau {:.3f}", row.kendall);
}

/// `+2 -1`: sites into and out of the top k; empty where it stays.
std::string top_text(const InfluenceRow& row) {
  if (row.entered + row.left == 0) return {};
  return fmt::format("+{} -{}", row.entered, row.left);
}

std::string rank_change(double change) {
  return change == 0 ? std::string() : fmt::format("{:+.0f}", change);
}

std::vector<const InfluenceRow*> shown_rows(const Influence& influence, std::size_t shown) {
  std::vector<const InfluenceRow*> rows;
  for (const InfluenceRow& row : influence.rows)
    if (moves_anything(row) && rows.size() < shown) rows.push_back(&row);
  return rows;
}

/// What the list leaves out: rows beyond those shown, and rows that move nothing.
std::string rest_text(const Influence& influence, std::size_t shown) {
  const auto moving = static_cast<std::size_t>(
      std::count_if(influence.rows.begin(), influence.rows.end(), moves_anything));
  std::string text;
  if (moving > shown)
    text = counted_text(moving - shown, "more moves something", "more move something");
  if (influence.rows.size() > moving)
    text += fmt::format("{}{} without effect", text.empty() ? "" : "; ",
                        influence.rows.size() - moving);
  return text.empty() ? text : text + "\n";
}

// id 46, facts 5, moved 5, score 6, rank 6, here 6 and rank 6 (a site), tau 5, top 7, and gaps: 98 columns.
std::string head(bool at_site) {
  return fmt::format("{} {:>5} {:>5} {:>6} {:>6}{} {:>6} {:>7}",
                     fitted("left out", at_site ? 40 : 54), "facts", "moved", "score", "rank",
                     at_site ? fmt::format(" {:>6} {:>6}", "here", "rank") : "", "tau", "top");
}

std::string numbers(const InfluenceRow& row, bool at_site) {
  std::string line = fmt::format(
      "{} {:>5} {:>5} {:>6} {:>6}", fitted(printable(row.id), at_site ? 40 : 54), row.facts,
      row.moved, detail::change_text(row.score.change), rank_change(row.rank.change));
  if (at_site)
    line += fmt::format(" {:>6} {:>6}", detail::change_text(row.here.value_or(0)),
                        rank_change(row.here_rank.value_or(0)));
  return line + fmt::format(" {:>6.3f} {:>7}\n", row.kendall, top_text(row));
}

/// Below the numbers: what it is, and where it moves most.
std::string words(const InfluenceRow& row, const TextStyle& style) {
  std::string where;
  if (row.score.change != 0) where = "score: " + printable(row.score.site);
  if (row.rank.change != 0)
    where += fmt::format("{}rank: {}", where.empty() ? "" : ", ", printable(row.rank.site));
  where = cut(where, 50);
  std::string title = row.title == row.id ? std::string() : printable(row.title);
  if (!row.source.empty())
    title += fmt::format("{}one of {}", title.empty() ? "" : ", ", printable(row.source));
  const std::size_t room = style.width - 4 - display_width(where) - 2;
  const std::string text = title.empty() ? where : cut(title, room) + "  " + where;
  return emphasised("    " + text, Emphasis::faint, style) + "\n";
}

}  // namespace

std::string influence_sentence(const Influence& influence) {
  const std::string_view by = detail::words_of(influence.by).one;
  if (influence.rows.empty()) return fmt::format("There is no {} to leave out.", by);
  const InfluenceRow& most = influence.rows.front();
  const std::string site = printable(influence.site);
  if (change_of(influence, most) == 0)
    return site.empty()
               ? fmt::format("Nothing hangs on any one {}: no score changes whichever is left out.",
                             by)
               : fmt::format("{} hangs on no one {}: its score is the same whichever is left out.",
                             site, by);
  std::string on = row_name(most);
  if (const std::size_t others = as_much(influence); others > 0)
    on += ", and as much on " + counted_text(others, "other", "others");
  return site.empty()
             ? fmt::format("Most hangs on {}: without it {}.", on, anywhere_text(influence, most))
             : fmt::format("{} hangs most on {}: without it {}.", site, on, at_site_text(most));
}

std::string influence_table(const Influence& influence, const RunInfo& run, const TextStyle& style,
                            std::size_t shown) {
  const bool at_site = !influence.site.empty();
  const auto [one, many] = detail::words_of(influence.by);
  std::string out = wrapped(influence_sentence(influence), style.width, "") + "\n" +
                    fmt::format("{} left out one at a time, as of {}\n",
                                counted_text(influence.rows.size(), one, many), to_text(run.as_of));
  const std::vector<const InfluenceRow*> rows = shown_rows(influence, shown);
  if (!rows.empty()) out += "\n" + emphasised(head(at_site), Emphasis::strong, style) + "\n";
  for (const InfluenceRow* row : rows) out += numbers(*row, at_site) + words(*row, style);
  return out + rest_text(influence, shown);
}

std::string influence_markdown(const Influence& influence, const RunInfo& run, std::size_t shown) {
  const bool at_site = !influence.site.empty();
  std::string out = markdown_text(influence_sentence(influence)) + "\n\n";
  out += fmt::format(
      "| left out | title | facts | moved | score | at | rank | at |{} tau | top {} |\n",
      at_site ? " here | rank here |" : "", influence.top);
  out += fmt::format("|---|---|---:|---:|---:|---|---:|---|{}---:|---|\n",
                     at_site ? "---:|---:|" : "");
  for (const InfluenceRow* row : shown_rows(influence, shown)) {
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |", markdown_text(row->id),
                       markdown_text(row->title), row->facts, row->moved,
                       detail::change_text(row->score.change), markdown_text(row->score.site),
                       rank_change(row->rank.change), markdown_text(row->rank.site));
    if (at_site)
      out += fmt::format(" {} | {} |", detail::change_text(row->here.value_or(0)),
                         rank_change(row->here_rank.value_or(0)));
    out += fmt::format(" {:.3f} | {} |\n", row->kendall, top_text(*row));
  }
  const std::string rest = rest_text(influence, shown);
  if (!rest.empty()) out += "\n" + rest;
  out += fmt::format("\nAs of {}, {}.\n", to_text(run.as_of), run.engine);
  return out + markdown_inputs(run);
}

}  // namespace harbinger::report
