// SPDX-License-Identifier: Apache-2.0
// A decision table, checked: rules side by side, which a hit policy makes one decision of.
//
//     DecisionTableText -> a rule for each row, its condition the conjunction of its cells
//                       -> the hit policy, over what the rows' conditions and points say at each site
//
// Hit policies, as in the OMG's Decision Model and Notation (1.3, 8.2.11), three-valued: what a row that may
// hit (its condition is unknown or an error) could change is not evaluated.
//   unique    at most one row hits. Where two do, each is not evaluated.
//   first     the first row that hits counts.
//   any       all rows that hit have the same points; the first counts. Where they differ, each is not evaluated.
//   priority  the row of the greatest priority counts. Rows of one priority are unique among themselves.
//   collect   sum: all rows that hit count. max, min: the one with the most or the least points; of several the
//             first. count: each row that hits gives one point.
// A row that does not count, although it hits, did not fire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/strong_id.hpp"
#include "expr/program.hpp"
#include "rule/decision_cell.hpp"

namespace harbinger::rule {

using RuleId = StrongId<struct RuleTag>;            ///< Index into RuleSet::rules().
using TableId = StrongId<struct DecisionTableTag>;  ///< Index into RuleSet::decision_tables().

/// What the hit policy looks at: `collect` is parted into what it collects.
enum class HitPolicy : unsigned char { unique, first, any, priority, sum, max, min, count };
/// As a file says it: `hit: first`, `collect: max`.
[[nodiscard]] std::string_view to_text(HitPolicy policy);

struct TableInput {
  std::string name;
  InputKind kind = InputKind::number;
  expr::Program value;
  std::optional<Cell> among;  ///< The values that occur.
  bool whole = false;         ///< Its values are whole numbers.
  TextPosition where;
};

struct TableRow {
  RuleId rule;
  std::vector<Cell> cells;  ///< One for each input.
  std::int64_t priority = 0;
};

struct DecisionTable {
  std::string id;
  HitPolicy policy = HitPolicy::unique;
  std::vector<TableInput> inputs;
  std::vector<TableRow> rows;  ///< In the order written; their rules follow one another.
  /// unique, first, priority: the rows (indices into `rows`), by what they give way to. The first class with a
  /// row that hits decides; two rows of it that hit contradict each other. Empty for the others.
  std::vector<std::vector<std::uint32_t>> classes;
  TextPosition where;  ///< Of its id.
};

}  // namespace harbinger::rule
