// SPDX-License-Identifier: Apache-2.0
// A CSV table (RFC 4180) with the place of each cell, so that a mistake in a cell is told with line and
// column. No packaged reader keeps those places through quoted line breaks, hence this one.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace harbinger {

struct CsvLimits {
  std::size_t cell_bytes = 1u << 20;
  std::size_t columns = 1000;
  std::size_t rows = 50'000'000;
};

struct CsvCell {
  std::string_view text;     ///< After quotes and doubled quotes.
  std::uint64_t offset = 0;  ///< Where it is written, quotes included.
  std::uint32_t length = 0;
};

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
  friend class CsvReader;
  std::shared_ptr<const SourceText> text_;
  std::vector<CsvCell> header_;
  std::vector<CsvCell> cells_;
  bool complete_ = true;
  std::shared_ptr<std::deque<std::string>> unquoted_ = std::make_shared<std::deque<std::string>>();
};

}  // namespace harbinger
