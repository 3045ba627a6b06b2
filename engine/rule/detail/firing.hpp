// SPDX-License-Identifier: Apache-2.0
// Where a rule fires, and with how many points: its programs over one block of signal columns.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "rule/evaluate.hpp"
#include "rule/site_row.hpp"

namespace harbinger::rule::detail {

/// The number a value is; nothing for a range, unknown or an error.
[[nodiscard]] std::optional<double> number_of(const expr::Value& value);

/// One rule at all sites, while it is written: RuleOutcome before it is shared.
struct Firing {
  Bits fired;
  Bits not_evaluated;
  RulePoints given;
};
[[nodiscard]] RuleOutcome shared(Firing firing);

/// A rule's programs on one day: they read signals only (day_program.hpp).
struct DayRule {
  expr::Program when;
  std::optional<expr::Program> points;
};
[[nodiscard]] DayRule on_day(const RuleSet& set, const Rule& rule, Day as_of);
/// A rule that fires nowhere yet; nothing: it never will.
[[nodiscard]] Firing nothing_fired(const std::optional<DayRule>& rule, std::size_t sites);

/// One block of the columns that some rules read: the signals' rows [begin, end).
class BlockColumns {
 public:
  BlockColumns(std::span<const std::uint32_t> slots, std::span<const Shared<expr::Column>> signals,
               std::size_t begin, std::size_t end);

  /// The program's value for each site of the block.
  [[nodiscard]] expr::Column values(const expr::Program& program) const {
    return program.evaluate(by_slot_, rows_);
  }
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  std::size_t begin_;
  std::size_t rows_;
  std::vector<expr::Column> columns_;         ///< One per slot read.
  std::vector<const expr::Column*> by_slot_;  ///< nullptr where there is none.
};

/// Points that are the same everywhere; nothing where they are not, or are of no use.
[[nodiscard]] std::optional<Points> constant_points(const std::optional<expr::Program>& amount);

/// The slots that those which are there read in conditions and points, ascending.
[[nodiscard]] std::vector<std::uint32_t> slots_of(std::span<const std::optional<DayRule>> rules);

/// Writes the rule's `fired` and `not_evaluated` for the block: what its condition says.
void hit_block(const DayRule& rule, const BlockColumns& block, Firing& outcome);
/// Gives `points` where it fired in the block; where they are of no use, it is not evaluated.
void give_points(const DayRule& rule, const BlockColumns& block, Firing& outcome);

/// The scalar twins: one rule at one site; `effective` is left at 0.
[[nodiscard]] SiteOutcome hit_at(const Rule& rule, const SiteRow& site);
void give_points_at(const Rule& rule, const SiteRow& site, SiteOutcome& outcome);

}  // namespace harbinger::rule::detail
