// SPDX-License-Identifier: Apache-2.0
// A cell of a decision table: which values of its input it takes.
//
//     -  or nothing          any value, unknown ones too
//     5   true   seaport     that value; a text with a comma, or that looks like one of these forms, in quotes
//     2019-11                a date input: any day of that month
//     [0..5)  (0..5]  [0..)  a range of numbers or dates, each end with or without itself; ]0..5[ is (0..5)
//     >= 5   < 2019          a comparison of a number or date
//     != seaport             all but that value
//     1, 3, [7..9]           any of these
//     not(1, 3)              none of these
//     {input > 2 * other}    CEL, a truth value; `input` is the input's value
//
// The type of the input says how a literal is read: `5` is a text where the input is one.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/written_text.hpp"
#include "expr/possible.hpp"

namespace harbinger::rule {

enum class InputKind : unsigned char { number, truth, text, date };

/// A value of an input, as the analysis samples it; a date is the number of its day.
using CellValue = std::variant<bool, double, std::string>;

/// Numbers, or numbers of days, between two ends.
using expr::Interval;

/// One entry of a cell's list.
struct CellItem {
  std::variant<bool, std::string, Interval> of;
  bool differs = false;   ///< `!=`: all but these.
  std::size_t begin = 0;  ///< Bytes of the cell's text.
  std::size_t end = 0;
};

struct Cell {
  enum class Kind : unsigned char { any, values, expression };
  Kind kind = Kind::any;
  bool negated = false;         ///< kind values: none of the items.
  std::vector<CellItem> items;  ///< kind values; at least one.
  WrittenText text;             ///< As written; kind expression: what stands in the braces.
};

inline constexpr std::size_t longest_cell = 4096;       ///< Bytes.
inline constexpr std::size_t most_items_of_cell = 250;  ///< As deep as an expression may be wide.

/// Nothing where an error was added.
[[nodiscard]] std::optional<Cell> read_cell(const WrittenText& text, InputKind kind,
                                            Diagnostics& diagnostics);

/// Whether the cell takes the value; of an expression it is not known, and true.
[[nodiscard]] bool may_take(const Cell& cell, const CellValue& value);

/// The cell as a condition: CEL over `input`, an expression. Each byte knows where in the cell it comes from.
/// Empty where the cell takes any value.
[[nodiscard]] WrittenText condition_of(const Cell& cell, std::string_view input, InputKind kind);

}  // namespace harbinger::rule
