// SPDX-License-Identifier: Apache-2.0
// The rows of a CSV table (RFC 4180), one after the other, none kept: for tables of any length. Each cell
// knows its place, so that a mistake in it is told with line and column.
//
//     auto rows = CsvRows::open(text, diagnostics);
//     const auto share = rows->find_column("share");
//     while (rows->next()) read(rows->cell(*share));
//
// Commas, quotes and line ends are found 64 bytes at a time (docs/decisions/0009-csv-reader.md).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/detail/csv_marks.hpp"
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

class CsvRows {
 public:
  /// The rows of a text; nothing where it is not UTF-8 or has no header. The text is checked for UTF-8 as a
  /// whole, before the first row. `diagnostics` is told of what is wrong as the rows are read, and outlives them.
  static std::optional<CsvRows> open(std::shared_ptr<const SourceText> text,
                                     Diagnostics& diagnostics, const CsvLimits& limits = {});

  /// Goes to the next row; false behind the last. A ragged row, and all behind a quote that is never closed
  /// or a limit that is passed, is told and left out. Blank lines are no rows.
  bool next();

  /// What the header calls each column, in order.
  [[nodiscard]] const std::vector<CsvCell>& header() const { return header_; }
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;

  /// A cell of the row, after quotes and doubled quotes; valid until the next call of next().
  [[nodiscard]] std::string_view cell(std::size_t column) const { return row_[column].text; }
  /// The same, and where it is written.
  [[nodiscard]] const CsvCell& written(std::size_t column) const { return row_[column]; }
  /// Line and column of a cell of the row. Cost: the bytes of the row before it.
  [[nodiscard]] TextPosition position(std::size_t column) const;
  [[nodiscard]] TextPosition row_position() const { return position(0); }
  [[nodiscard]] TextPosition header_position(std::size_t column) const;
  /// The line, from 1, on which the row begins.
  [[nodiscard]] std::uint32_t line() const { return line_; }

  /// Whether every row so far is told: nothing was wrong with the table itself.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::shared_ptr<const SourceText>& text() const { return text_; }

 private:
  CsvRows(std::shared_ptr<const SourceText> text, Diagnostics& diagnostics,
          const CsvLimits& limits);

  bool read_header();
  void check_header();
  /// Reads a row that is not blank; false at the end, and where nothing behind this place can be read.
  bool read_row();
  bool read_cells();
  bool read_bare(CsvCell& cell);
  bool read_quoted(CsvCell& cell);
  std::string_view undouble(std::string_view inside);
  bool fail(TextPosition where, std::string message);
  bool fail(std::size_t offset, std::string message);

  std::shared_ptr<const SourceText> text_;
  Diagnostics* diagnostics_;
  CsvLimits limits_;
  std::string_view content_;
  detail::CsvMarks marks_;
  std::size_t at_ = 0;
  std::vector<CsvCell> header_;
  std::vector<CsvCell> row_;
  std::deque<std::string> header_undoubled_;
  std::deque<std::string> undoubled_;  // the row's cells with doubled quotes: strings used again
  std::size_t undoubled_used_ = 0;
  std::size_t rows_ = 0;
  std::uint32_t line_ = 0;
  std::uint32_t next_line_ = 1;
  bool complete_ = true;
};

}  // namespace harbinger
