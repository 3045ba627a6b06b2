// SPDX-License-Identifier: Apache-2.0
// The columnar back end: whole columns in vectors of 1,024 rows, numbers and truth values.
//
// The checked tree becomes a list of instructions over registers, one vector each:
//
//     x > 2 && known(y)    r0 = x > 2      (column against constant)
//                          r1 = known y
//                          r0 = r0 && r1
//
// A vector has one known bit and one error bit a row; a row with neither is unknown. What depends on one
// text column alone is evaluated once per word of its dictionary, by the scalar back end.
//
// Slow twin: ScalarEvaluator (scalar.hpp). Tested by tests/expr/columnar_test.cpp, row by row.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "expr/column.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

class ColumnarProgram {
 public:
  /// Nothing where the tree has what columns cannot do; `why_not` then says what. `root` must outlive
  /// the program.
  [[nodiscard]] static std::shared_ptr<const ColumnarProgram> compile(const Node& root,
                                                                      std::string& why_not);
  virtual ~ColumnarProgram() = default;
  /// No column may have ranges.
  [[nodiscard]] virtual Column run(std::span<const Column* const> columns,
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
