// SPDX-License-Identifier: Apache-2.0
// The columnar back end: whole columns in vectors of 1,024 rows of numbers, truth values or texts.
//
// The checked tree becomes a list of instructions over registers, one vector each (compiler.hpp):
//
//     x > 2 && known(y)    r0 = x > 2      (column against constant)
//                          r1 = known y
//                          r0 = r0 && r1
//
// A vector has one known bit and one error bit a row; a row with neither is unknown. A text is a code of a
// dictionary that the run fills (texts.hpp), so that texts are compared as numbers are. What has no
// instruction (whole numbers, lists, dates, functions of texts) is left to the scalar back end for that part
// alone: once for each combination of texts and truth values it reads, and once a row only where it reads
// numbers (instructions_scalar.cpp). Rows that `&&`, `||` or `?:` have settled before are left out.
//
// Two things have no vector, and send all rows to the scalar back end: a column with ranges, and a part
// whose value turns out to be none that its type tells of, such as a range.
//
// Slow twin: ScalarEvaluator (scalar.hpp). Tested by tests/expr/columnar_test.cpp, row by row. The two
// differ in one thing: the bounds on the work of one evaluation (most_steps, most_built) hold here for each
// part left to the scalar back end, not for the sum of them.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "expr/column.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// What of a tree has no columnar form: a slot that no column holds, a question to the row, or, where there is no
/// `kind` of column for it, its value. Empty where it has one.
[[nodiscard]] std::string why_not_columnar(const Node& root, std::optional<ColumnKind> kind);

class ColumnarProgram {
 public:
  /// For a column of that kind, of a tree that nothing speaks against (why_not_columnar).
  [[nodiscard]] static std::unique_ptr<const ColumnarProgram> compile(const Node& root,
                                                                      ColumnKind kind);
  virtual ~ColumnarProgram() = default;
  /// No column may have ranges. Nothing where a value turned up that no vector holds.
  [[nodiscard]] virtual std::optional<Column> run(std::span<const Column* const> columns,
                                                  std::size_t rows) const = 0;
};

/// A row of columns, for the scalar back end.
class ColumnRow : public Row {
 public:
  ColumnRow(std::span<const Column* const> columns, std::size_t row)
      : columns_(columns), row_(row) {}
  [[nodiscard]] Value slot(std::uint32_t slot) const override { return columns_[slot]->at(row_); }

 private:
  std::span<const Column* const> columns_;
  std::size_t row_;
};

}  // namespace harbinger::expr::detail
