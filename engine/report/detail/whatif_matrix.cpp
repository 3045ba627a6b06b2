// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/moves.hpp"
#include "report/detail/whatif_matrix.hpp"

namespace harbinger::report::detail {

namespace {

using scenario::Comparison;
using scenario::Move;

constexpr std::size_t scenarios_beside = 6;
constexpr std::size_t cell_width = 11;  // rank 4, a gap, change 6

struct Row {
  std::string site;
  std::string name;
  std::optional<std::uint32_t> rank;  ///< Before; absent for a site that scenarios add.
  double largest = 0;                 ///< Of its changes; the score itself where it came or went.
  std::vector<const Move*> moves;     ///< One a scenario; null where it did not move.
};

double extent_of(const Move& move) {
  if (!move.before) return move.after->score;
  if (!move.after) return move.before->score;
  return std::abs(move.change());
}

/// Sites that some scenario moves in score, most moved first.
std::vector<Row> moved_rows(std::span<const Comparison> comparisons) {
  std::map<std::string, Row> rows;
  for (std::size_t i = 0; i < comparisons.size(); ++i)
    for (const Move& move : comparisons[i].moved) {
      Row& row = rows[move.site];
      row.site = move.site;
      row.name = name_of(move);
      if (move.before) row.rank = move.before->rank;
      row.largest = std::max(row.largest, extent_of(move));
      row.moves.resize(comparisons.size());
      row.moves[i] = &move;
    }
  std::vector<Row> moved;
  for (auto& [site, row] : rows)
    if (std::any_of(row.moves.begin(), row.moves.end(), [](const Move* move) {
          return move != nullptr && (came_or_went(*move) || move->change() != 0);
        }))
      moved.push_back(std::move(row));
  std::stable_sort(moved.begin(), moved.end(),
                   [](const Row& a, const Row& b) { return a.largest > b.largest; });
  return moved;
}

std::string cell_text(const Move* move) {
  if (move == nullptr) return fmt::format("{:>4}", "·");
  if (!move->after) return "gone";
  return fmt::format("{:>4} {:>6}", move->after->rank,
                     move->before ? change_text(move->change()) : "new");
}

std::string block(std::span<const Comparison> comparisons, std::span<const Row> rows,
                  std::size_t first, const TextStyle& style) {
  const std::size_t count = std::min(comparisons.size() - first, scenarios_beside);
  const std::size_t name_width =
      std::min<std::size_t>(40, style.width - 6 - count * (cell_width + 1));
  std::string head = fmt::format("{:>4}  {}", "rank", fitted("site", name_width));
  for (std::size_t i = first; i < first + count; ++i)
    head += " " + fitted(fmt::format("({}) {}", i + 1, printable(comparisons[i].name)), cell_width);
  std::string out = emphasised(head, Emphasis::strong, style) + "\n";
  for (const Row& row : rows) {
    out += fmt::format("{:>4}  {}", row.rank ? fmt::format("{}", *row.rank) : "–",
                       fitted(printable(row.name), name_width));
    std::string cells;
    for (std::size_t i = first; i < first + count; ++i)
      cells += " " + fitted(cell_text(row.moves[i]), cell_width);
    out += cells.substr(0, cells.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

}  // namespace

std::string whatif_matrix(std::span<const Comparison> comparisons, const TextStyle& style,
                          std::size_t shown) {
  std::string out =
      emphasised(fmt::format("{} scenarios: rank and change of score", comparisons.size()),
                 Emphasis::strong, style) +
      "\n";
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    const std::string number = fmt::format("  ({}) ", i + 1);
    out += number +
           cut(printable(comparisons[i].name + "  " + comparisons[i].title),
               style.width - number.size()) +
           "\n";
  }
  std::vector<Row> rows = moved_rows(comparisons);
  if (rows.empty()) return out + "\nNo scenario moves the score of any site.\n";
  const std::size_t all = rows.size();
  rows.resize(std::min(all, shown));
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(!a.rank, a.rank, a.site) < std::tuple(!b.rank, b.rank, b.site);
  });
  for (std::size_t first = 0; first < comparisons.size(); first += scenarios_beside)
    out += "\n" + block(comparisons, rows, first, style);
  if (all > rows.size())
    out += fmt::format("The {} most moved of {} sites that move in score.\n", rows.size(), all);
  return out;
}

}  // namespace harbinger::report::detail
