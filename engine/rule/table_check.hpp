// SPDX-License-Identifier: Apache-2.0
// What is wrong with decision tables before they run.
//
// An input's values are parted where some cell of the table tells them apart: at the ends of ranges, between the
// texts named, by truth. A row is then a box of such parts, and questions about all sites are questions about
// finitely many points:
//
//     units   [0..5)  [5..)          control true:   few    many
//     control true    -              control false:  gap    many
//
//   gap        a point in no row (not for collect, where no hit is 0 points)
//   overlap    unique, priority (rows of one priority), any (rows of other constant points): a point in two rows
//   never      a row whose points are all in rows that win over it (first, priority), or that has no points
//   unused     an input of which each cell takes any value
//
// A row with a cell in braces may hit anywhere in its box: nothing is certain there, and nothing is told of it.
// Only values that an input may have are looked at (expr/bounds.hpp), the number that is none (NaN) among them. An
// overlap is an error where each input is a signal of its own that facts set freely; else its point may never
// occur, and it is a warning.
//
// Cost: the points of a table can be as many as the product of the parts; points are searched column after column,
// whole sets of rows at a time, and each question stops after most_steps, which is told. The boxes
// are rows times parts, a bit each, and as many steps as they have groups of 256.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "expr/bounds.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::rule {

/// One value of each input. `others`: a text input's value stands for all texts that no cell names.
struct TablePoint {
  std::vector<CellValue> values;
  std::vector<bool> others;
};

struct TableFindings {
  struct Overlap {
    std::size_t first = 0;  ///< Rows.
    std::size_t second = 0;
    TablePoint where;
  };
  struct Never {
    std::size_t row = 0;
    bool beaten = false;  ///< It has points, and others win at all of them.
  };
  std::optional<TablePoint> gap;
  std::vector<Overlap> overlaps;  ///< For each row, the one with the first row that it overlaps.
  std::vector<Never> never;
  std::vector<std::size_t> unused;  ///< Inputs.
  bool gave_up = false;             ///< There may be more.
};

inline constexpr std::uint64_t most_steps = 5'000'000;

/// `known` says what the names of the set's environment may be (known_values, rule/analysis.hpp).
[[nodiscard]] TableFindings findings(const RuleSet& set, const DecisionTable& table,
                                     const expr::KnownValues& known,
                                     std::uint64_t steps = most_steps);

/// Tells the findings of all tables: overlaps that are certain are errors, all else warnings. `schema` is the one
/// that the set was checked against.
void check_decision_tables(const RuleSet& set, const pack::Schema& schema,
                           Diagnostics& diagnostics);

/// `units = 5, control = false`.
[[nodiscard]] std::string to_text(const DecisionTable& table, const TablePoint& point);

}  // namespace harbinger::rule
