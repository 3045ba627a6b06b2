// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rule/detail/firing.hpp"
#include "rule/detail/table_grid.hpp"
#include "rule/table_check.hpp"

namespace harbinger::rule {

namespace {

class Finder {
 public:
  Finder(const RuleSet& set, const DecisionTable& table, const expr::KnownValues& known,
         std::uint64_t steps)
      : set_(set),
        table_(table),
        grid_(table, known, steps),
        steps_(steps),
        on_(table.rows.size()) {
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      on_[row] = set.rule(table.rows[row].rule).enabled;
      if (on_[row]) rows_.push_back(row);
    }
  }

  TableFindings run() {
    find_unused();
    found_.gave_up = grid_.gave_up();
    if (found_.gave_up) return std::move(found_);
    find_never();
    find_overlaps();
    find_gap();
    return std::move(found_);
  }

 private:
  void find_unused() {
    for (std::size_t input = 0; input < table_.inputs.size(); ++input)
      if (std::all_of(rows_.begin(), rows_.end(), [&](std::uint32_t row) {
            return table_.rows[row].cells[input].kind == Cell::Kind::any;
          }))
        found_.unused.push_back(input);
  }

  /// The rows that surely hit in their boxes and win over the row where both hit.
  [[nodiscard]] std::vector<std::uint32_t> winners_over(std::uint32_t row) const {
    std::vector<std::uint32_t> winners;
    if (table_.policy == HitPolicy::first) winners = grid_.near_before(row);
    if (table_.policy == HitPolicy::priority) winners = rows_;
    std::erase_if(winners, [&](std::uint32_t other) {
      const bool loses = table_.policy == HitPolicy::priority &&
                         table_.rows[other].priority <= table_.rows[row].priority;
      return loses || !on_[other] || !grid_.is_certain(other);
    });
    return winners;
  }

  /// Each question has its own steps, so that one that takes too long leaves the others theirs.
  void find_never() {
    detail::PointSearch search(grid_, steps_);
    for (const std::uint32_t row : rows_) {
      if (search.gave_up()) break;
      const bool has_values = !detail::is_empty(grid_.box(row));
      bool never = !has_values;
      if (has_values) {
        auto winners = winners_over(row);
        const bool open = winners.empty() || search.outside(grid_.box(row), std::move(winners));
        never = !open && !search.gave_up();
      }
      if (never) found_.never.push_back({row, has_values});
    }
    found_.gave_up = found_.gave_up || search.gave_up();
  }

  void find_gap() {
    if (table_.policy >= HitPolicy::sum) return;
    detail::PointSearch search(grid_, steps_);
    found_.gap = search.outside(grid_.all(), rows_);
    found_.gave_up = found_.gave_up || search.gave_up();
  }

  /// Whether two rows that hit at one site contradict each other.
  [[nodiscard]] bool contradict(std::uint32_t a, std::uint32_t b) const {
    if (table_.policy == HitPolicy::unique) return true;
    if (table_.policy == HitPolicy::priority)
      return table_.rows[a].priority == table_.rows[b].priority;
    if (table_.policy != HitPolicy::any) return false;
    const auto points = detail::constant_points(set_.rule(table_.rows[a].rule).points);
    const auto others = detail::constant_points(set_.rule(table_.rows[b].rule).points);
    return points && others && *points != *others;
  }

  void find_overlaps() {
    if (table_.policy > HitPolicy::priority || table_.policy == HitPolicy::first) return;
    detail::PointSearch search(grid_, steps_);
    for (const std::uint32_t row : rows_) {
      if (!grid_.is_certain(row)) continue;
      const auto near = grid_.near_before(row);
      if (!search.step(near.size())) return void(found_.gave_up = true);
      const auto other = std::find_if(near.begin(), near.end(), [&](std::uint32_t before) {
        return on_[before] && grid_.is_certain(before) && contradict(row, before) &&
               detail::meet(grid_.box(row), grid_.box(before));
      });
      if (other == near.end()) continue;
      found_.overlaps.push_back(
          {*other, row, grid_.point(detail::common(grid_.box(row), grid_.box(*other)))});
    }
  }

  const RuleSet& set_;
  const DecisionTable& table_;
  detail::TableGrid grid_;
  std::uint64_t steps_;
  std::vector<bool> on_;             ///< By row.
  std::vector<std::uint32_t> rows_;  ///< Those that are on.
  TableFindings found_;
};

}  // namespace

TableFindings findings(const RuleSet& set, const DecisionTable& table,
                       const expr::KnownValues& known, std::uint64_t steps) {
  return Finder(set, table, known, steps).run();
}

}  // namespace harbinger::rule
