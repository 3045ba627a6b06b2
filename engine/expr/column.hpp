// SPDX-License-Identifier: Apache-2.0
// A column: one value per row of one type, as contiguous arrays. What a signal is for all sites, and what
// the columnar back end reads and writes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bits.hpp"
#include "expr/value.hpp"

namespace harbinger::expr {

enum class ColumnKind : unsigned char { number, truth, text };

struct Column {
  ColumnKind kind = ColumnKind::number;
  std::vector<double> numbers;       ///< kind number; where `uppers` is not empty, the low ends.
  std::vector<double> uppers;        ///< Empty where every value is exact; else the high ends.
  Bits truths;                       ///< kind truth.
  std::vector<std::uint32_t> codes;  ///< kind text: indices into `dictionary`.
  std::shared_ptr<const std::vector<std::string>> dictionary;
  Bits known;   ///< Clear where the value is unknown.
  Bits errors;  ///< Set where evaluation failed; such a row is not known either.

  [[nodiscard]] std::size_t size() const { return known.size(); }
  /// The row as a value: unknown, error, bool, double, Range or string.
  [[nodiscard]] Value at(std::size_t row) const;
};

/// A column with `rows` unknown values.
[[nodiscard]] Column unknown_column(ColumnKind kind, std::size_t rows);
/// The column with the values of `rows` replaced by those of `fresh`, a column of one row for each of them.
[[nodiscard]] Column with_rows(Column column, std::span<const std::uint32_t> rows,
                               const Column& fresh);
/// Row i is row source[i] of the column; unknown where that is no_row.
[[nodiscard]] Column gathered(const Column& column, std::span<const std::uint32_t> source);
inline constexpr std::uint32_t no_row = 0xffffffff;
/// The rows of several columns of one kind, one after the other; what column_of makes of all their values.
[[nodiscard]] Column concatenated(ColumnKind kind, std::span<const Column> parts);
/// Whether two rows of columns of one kind hold the same value, bit for bit; errors are alike.
[[nodiscard]] bool same_row(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b);

/// The column of these values, all of one kind or unknown (or Error); integers become numbers.
[[nodiscard]] Column column_of(ColumnKind kind, const std::vector<Value>& values);

}  // namespace harbinger::expr
