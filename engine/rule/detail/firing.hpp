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

/// One rule at all sites, while it is written: RuleOutcome before it is shared. `effective` is empty for a rule
/// that adds, in no group: it is `points` then.
struct Firing {
  Bits fired;
  Bits not_evaluated;
  std::vector<Points> points;
  std::vector<Points> effective;
};
[[nodiscard]] Firing nothing_fired(const Rule& rule, std::size_t sites);
[[nodiscard]] RuleOutcome shared(Firing firing);

/// Whether what a rule does to its dimension is what it says: it adds, in no group.
[[nodiscard]] bool adds_freely(const Rule& rule);

/// One block of the columns that some rules read: the signals' rows [begin, end), the parameters repeated.
class BlockColumns {
 public:
  BlockColumns(const RuleSet& set, std::span<const std::uint32_t> slots,
               std::span<const Shared<expr::Column>> signals, Day as_of, std::size_t begin,
               std::size_t end);

  /// The program's value for each site of the block. A program that reads the day, or a parameter that is
  /// no column (a list), takes its rows one at a time.
  [[nodiscard]] expr::Column values(const expr::Program& program) const;
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  const RuleSet* set_;
  std::span<const Shared<expr::Column>> signals_;
  Day as_of_;
  std::size_t begin_;
  std::size_t rows_;
  std::vector<expr::Column> columns_;         ///< One per slot read.
  std::vector<const expr::Column*> by_slot_;  ///< nullptr where there is none.
};

/// The points of a rule that gives the same everywhere; nothing where it does not, or they are of no use.
[[nodiscard]] std::optional<Points> constant_points(const Rule& rule);

/// The slots these rules read in conditions and points, ascending.
[[nodiscard]] std::vector<std::uint32_t> slots_of(const RuleSet& set,
                                                  std::span<const RuleId> rules);

/// Writes the rule's `fired` and `not_evaluated` for the block: what its condition says.
void hit_block(const Rule& rule, const BlockColumns& block, Firing& outcome);
/// Gives `points` where it fired in the block; where they are of no use, it is not evaluated.
void give_points(const Rule& rule, const BlockColumns& block, Firing& outcome);

/// The scalar twins: one rule at one site; `effective` is left at 0.
[[nodiscard]] SiteOutcome hit_at(const Rule& rule, const SiteRow& site);
void give_points_at(const Rule& rule, const SiteRow& site, SiteOutcome& outcome);

}  // namespace harbinger::rule::detail
