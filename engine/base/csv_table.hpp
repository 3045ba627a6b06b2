// SPDX-License-Identifier: Apache-2.0
// A CSV table (RFC 4180) held as a whole, each cell with its place: for small tables that are read in any
// order or written again. Tables of any length are read by CsvRows.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_rows.hpp"
#include "base/diagnostic.hpp"

namespace harbinger {

class CsvTable {
 public:
  /// Reads a table; nothing where it has no header. A ragged row, and all behind a quote that is never closed,
  /// is told and left out; the rest can be checked, so that one run tells all.
  static std::optional<CsvTable> read(std::shared_ptr<const SourceText> text,
                                      Diagnostics& diagnostics, const CsvLimits& limits = {});

  /// A table of one row that is written otherwise, in a text: each column's name and its cell.
  struct WrittenCell {
    std::string column;
    std::string text;
    std::uint64_t offset = 0;
    std::uint32_t length = 1;
  };
  static CsvTable of_row(std::shared_ptr<const SourceText> text,
                         const std::vector<WrittenCell>& cells);

  /// Whether every row is here: no error was added.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::vector<CsvCell>& header() const { return header_; }
  [[nodiscard]] std::size_t rows() const {
    return header_.empty() ? 0 : cells_.size() / header_.size();
  }
  [[nodiscard]] const CsvCell& cell(std::size_t row, std::size_t column) const {
    return cells_[row * header_.size() + column];
  }
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;
  [[nodiscard]] TextPosition position(const CsvCell& cell) const;
  [[nodiscard]] TextPosition row_position(std::size_t row) const { return position(cell(row, 0)); }
  [[nodiscard]] std::uint32_t line_of(std::size_t row) const;
  [[nodiscard]] const std::shared_ptr<const SourceText>& text() const { return text_; }

 private:
  /// The cell with a text that lasts: what CsvRows wrote anew is copied.
  CsvCell kept(const CsvCell& cell);

  std::shared_ptr<const SourceText> text_;
  std::vector<CsvCell> header_;
  std::vector<CsvCell> cells_;
  bool complete_ = true;
  std::shared_ptr<std::deque<std::string>> unquoted_ = std::make_shared<std::deque<std::string>>();
};

}  // namespace harbinger
