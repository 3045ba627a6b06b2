// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "report/detail/change_text.hpp"
#include "report/detail/drawing.hpp"
#include "report/detail/moves.hpp"
#include "report/text_table.hpp"
#include "report/whatif_report.hpp"

namespace harbinger::report {

namespace {

using detail::Drawing;
using detail::picture_margin;
using scenario::Comparison;
using scenario::Move;
using scenario::Standing;

constexpr double row_height = 22;
constexpr double before_x = 252;  ///< Where lines begin,
constexpr double after_x = 392;   ///< and where they end.
constexpr double causes_x = 474;
constexpr std::size_t name_columns = 30;
constexpr std::size_t cause_columns = 80;
constexpr std::size_t edit_columns = 115;

constexpr std::string_view falls = "#2b6777", rises = "#8c4a2f", stays = "#5d6670";

/// Rows for ranks: in order over both ends, so that a line goes down where its site falls and is level where it stays.
/// A rank takes as many rows as sites share it at one end; where a site is not there, it has a rank below all.
class Rows {
 public:
  explicit Rows(const std::vector<const Move*>& moves) {
    std::map<std::uint32_t, std::pair<std::size_t, std::size_t>> shared;
    for (const Move* move : moves) {
      ++shared[rank_of(move->before)].first;
      ++shared[rank_of(move->after)].second;
    }
    std::map<std::uint32_t, std::size_t> first;
    for (const auto& [rank, count] : shared) {
      first[rank] = count_;
      count_ += std::max(count.first, count.second);
    }
    // Those that keep their rank take its first rows, the same at both ends.
    auto next = std::move(first);
    before_.resize(moves.size()), after_.resize(moves.size());
    for (std::size_t i = 0; i < moves.size(); ++i)
      if (stays_at(*moves[i])) before_[i] = after_[i] = next[rank_of(moves[i]->before)]++;
    auto next_after = next;
    for (std::size_t i = 0; i < moves.size(); ++i)
      if (!stays_at(*moves[i])) {
        before_[i] = next[rank_of(moves[i]->before)]++;
        after_[i] = next_after[rank_of(moves[i]->after)]++;
      }
  }
  [[nodiscard]] std::size_t before(std::size_t move) const { return before_[move]; }
  [[nodiscard]] std::size_t after(std::size_t move) const { return after_[move]; }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  static std::uint32_t rank_of(const std::optional<Standing>& standing) {
    return standing ? standing->rank : std::numeric_limits<std::uint32_t>::max();
  }
  static bool stays_at(const Move& move) { return rank_of(move.before) == rank_of(move.after); }

  std::size_t count_ = 0;
  std::vector<std::size_t> before_, after_;
};

/// The moves that are drawn: those of their own, most moved first.
std::vector<const Move*> drawn(const Comparison& comparison, std::size_t shown) {
  std::vector<const Move*> moves;
  for (const Move& move : comparison.moved)
    if (moves.size() < shown && !detail::only_shifted(move)) moves.push_back(&move);
  return moves;
}

struct Panel {
  const Comparison& comparison;
  std::vector<const Move*> moves;  ///< Those with causes, most moved first.
  Rows rows;

  Panel(const Comparison& of, std::size_t shown)
      : comparison(of), moves(drawn(of, shown)), rows(moves) {}
  /// Of all above the rows.
  [[nodiscard]] double heading_height() const { return comparison.edits.empty() ? 92 : 112; }
  [[nodiscard]] double height() const {
    return heading_height() +
           row_height * static_cast<double>(std::max<std::size_t>(rows.count(), 1)) + 14;
  }
};

std::string_view colour_of(const Move& move) {
  if (detail::came_or_went(move) || move.before->rank == move.after->rank) return stays;
  return move.after->rank > move.before->rank ? falls : rises;
}

/// `-7.4 supplier.state_controlled and 3 more`.
std::string causes_of(const Move& move) {
  if (!move.before) return "added by the scenario";
  if (!move.after) return "taken away by the scenario";
  if (move.causes.empty()) return "no cause of its own";
  const scenario::Cause& first = move.causes.front();
  std::string words =
      fmt::format("{} {}", detail::change_text(first.value), detail::of_text(first.of));
  if (move.causes.size() > 1) words += fmt::format(" and {} more", move.causes.size() - 1);
  return words;
}

class SlopeChart {
 public:
  SlopeChart(std::span<const Comparison> comparisons, const RunInfo& run, std::size_t shown)
      : run_(run), title_(whatif_title(comparisons)) {
    for (const Comparison& comparison : comparisons) panels_.emplace_back(comparison, shown);
  }

  std::string write() const {
    Drawing drawing(title_, description());
    drawing.heading(title_, fmt::format("Ranks before and after, as of {}", to_text(run_.as_of)));
    // A scenario alone is named by the title, and has no line of its own for that.
    double top = panels_.size() > 1 ? 66 : 40;
    for (const Panel& panel : panels_) {
      if (panels_.size() > 1)
        drawing.text(picture_margin, top + 22, "font-size=\"14\" font-weight=\"bold\"",
                     cut(detail::heading_of(panel.comparison), 110));
      draw_panel(drawing, panel, top);
      top += panel.height();
    }
    drawing.foot(top + 10,
                 "Lines that fall are dashed. Rows are in order of rank; the distance of ranks is "
                 "told by the numbers.",
                 run_);
    return std::move(drawing).finish();
  }

 private:
  [[nodiscard]] std::string description() const {
    std::string words = "Slope chart of ranks before and after.";
    for (const Panel& panel : panels_)
      words += " " + panel.comparison.name + ": " + whatif_sentence(panel.comparison);
    return words;
  }

  static void draw_panel(Drawing& drawing, const Panel& panel, double top) {
    const double rows = top + panel.heading_height(), heads = rows - 22;
    if (!panel.comparison.edits.empty())
      drawing.text(picture_margin, top + 40, "", edits_of(panel.comparison));
    drawing.text(picture_margin, heads - 30, "fill=\"#444\"", counts_of(panel));
    drawing.text(before_x - 10, heads, fmt::format("{} text-anchor=\"end\"", detail::soft_fill),
                 "rank before");
    drawing.text(after_x + 10, heads, detail::soft_fill, "rank after");
    drawing.text(causes_x, heads, detail::soft_fill, "score, and what caused the change");
    if (panel.moves.empty())
      drawing.text(picture_margin, rows + 4, "", "No site moves of its own.");
    for (std::size_t i = 0; i < panel.moves.size(); ++i) draw_move(drawing, panel, i, rows);
  }

  static std::string edits_of(const Comparison& comparison) {
    const std::string words = fmt::format("{}", fmt::join(comparison.edits, "; "));
    return "Edits: " + cut(printable(words), edit_columns);
  }

  static std::string counts_of(const Panel& panel) {
    const Comparison& c = panel.comparison;
    std::string words = fmt::format("{} of {} sites moved, {} in score; Kendall's tau {:.3f}.",
                                    c.moved.size(), detail::sites_of(c), c.rescored, c.kendall);
    const std::size_t own = c.moved.size() - detail::shifted(c);
    if (own > panel.moves.size())
      words += fmt::format(" The {} that moved most are shown.", panel.moves.size());
    return words;
  }

  static void draw_move(Drawing& drawing, const Panel& panel, std::size_t i, double top) {
    const Move& move = *panel.moves[i];
    const auto y_of = [&](std::size_t row) { return top + row_height * static_cast<double>(row); };
    const double y0 = y_of(panel.rows.before(i)), y1 = y_of(panel.rows.after(i));
    const std::string_view colour = colour_of(move);
    const std::string name = cut(printable(detail::name_of(move)), name_columns);
    drawing.open_group(detail::name_of(move) + ": " + causes_of(move));
    drawing.line(before_x, y0, after_x, y1,
                 fmt::format("stroke=\"{}\" stroke-width=\"1.6\"{}", colour,
                             colour == falls ? " stroke-dasharray=\"6 3\"" : ""));
    drawing.circle(before_x, y0, 3, fmt::format("fill=\"{}\"", colour));
    drawing.circle(after_x, y1, 3, fmt::format("fill=\"{}\"", colour));
    drawing.text(before_x - 10, y0 + 4, "text-anchor=\"end\"",
                 fmt::format("{}  {}", name, rank_text(move.before, "new")));
    drawing.text(after_x + 10, y1 + 4, fmt::format("fill=\"{}\" font-weight=\"bold\"", colour),
                 fmt::format("{} {}", rank_text(move.after, "gone"), arrow(colour)));
    drawing.text(causes_x, y1 + 4, "",
                 cut(fmt::format("{}: {}", name_at_end(move), causes_of(move)), cause_columns));
    drawing.close_group();
  }

  static std::string rank_text(const std::optional<Standing>& standing, std::string_view absent) {
    return standing ? fmt::format("{}", standing->rank) : std::string(absent);
  }
  static std::string_view arrow(std::string_view colour) {
    return colour == falls ? "▼" : colour == rises ? "▲" : "";
  }
  static std::string name_at_end(const Move& move) {
    const std::string name = cut(printable(detail::name_of(move)), 28);
    if (!move.before || !move.after) return name;
    return fmt::format("{}, {}", name, detail::scores_text(move.before->score, move.after->score));
  }

  const RunInfo& run_;
  std::string title_;
  std::vector<Panel> panels_;
};

}  // namespace

std::string whatif_svg(std::span<const Comparison> comparisons, const RunInfo& run,
                       std::size_t shown) {
  return SlopeChart(comparisons, run, shown).write();
}

}  // namespace harbinger::report
