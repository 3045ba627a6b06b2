// SPDX-License-Identifier: Apache-2.0
// Where a rule fires, and with how many points: its programs over one block of signal columns.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "expr/block_plan.hpp"
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
  /// Points that are the same everywhere (`is_constant`); nothing where they are of no use.
  bool is_constant = false;
  std::optional<Points> constant;
  /// Their places in the plan that all rules of the day make together.
  std::size_t when_place = 0;
  std::size_t points_place = 0;
};
[[nodiscard]] DayRule on_day(const RuleSet& set, const Rule& rule, Day as_of);
/// A rule that fires nowhere yet; nothing: it never will.
[[nodiscard]] Firing nothing_fired(const std::optional<DayRule>& rule, std::size_t sites);

/// The block [begin, end) that the programs are at.
struct Block {
  expr::BlockPlan::Worker& programs;
  std::size_t begin = 0;
  std::size_t end = 0;

  /// Its words in the bits of all sites.
  template <class Words>
  [[nodiscard]] auto words_of(Words& bits) const {
    return bits.words().subspan(begin / 64, (end - begin + 63) / 64);
  }
};

/// Points that are the same everywhere; nothing where they are not, or are of no use.
[[nodiscard]] std::optional<Points> constant_points(const std::optional<expr::Program>& amount);

/// Writes the rule's `fired` and `not_evaluated` for the block: what its condition says.
void hit_block(const DayRule& rule, const Block& block, Firing& outcome);
/// Gives `points` where it fired in the block; where they are of no use, it is not evaluated.
void give_points(const DayRule& rule, const Block& block, Firing& outcome);

/// The scalar twins: one rule at one site; `effective` is left at 0.
[[nodiscard]] SiteOutcome hit_at(const Rule& rule, const SiteRow& site);
void give_points_at(const Rule& rule, const SiteRow& site, SiteOutcome& outcome);

}  // namespace harbinger::rule::detail
