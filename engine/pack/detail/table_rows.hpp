// SPDX-License-Identifier: Apache-2.0
// The rows from which facts are read: those of a file, one after the other, or the one that an edit writes.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/csv_rows.hpp"
#include "base/csv_table.hpp"

namespace harbinger::pack::detail {

class TableRows {
 public:
  TableRows(CsvRows rows) : rows_(std::move(rows)) {}
  /// Of one row.
  TableRows(CsvTable table) : rows_(std::move(table)) {}

  /// Goes to the next row; false behind the last.
  bool next() {
    if (auto* rows = std::get_if<CsvRows>(&rows_)) {
      if (!rows->next()) return false;
      row_ = {&rows->written(0), rows->header().size()};
      line_ = rows->line();
      return true;
    }
    if (!row_.empty()) return false;
    const CsvTable& table = std::get<CsvTable>(rows_);
    row_ = {&table.cell(0, 0), table.header().size()};
    line_ = table.line_of(0);
    return true;
  }
  [[nodiscard]] const std::vector<CsvCell>& header() const {
    return std::visit([](const auto& rows) -> const std::vector<CsvCell>& { return rows.header(); },
                      rows_);
  }
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const {
    return std::visit([&](const auto& rows) { return rows.find_column(name); }, rows_);
  }
  [[nodiscard]] std::string_view cell(std::size_t column) const { return row_[column].text; }
  /// The same, and where it is written.
  [[nodiscard]] const CsvCell& written(std::size_t column) const { return row_[column]; }
  /// Of a cell of this row or an earlier one.
  [[nodiscard]] TextPosition position(const CsvCell& cell) const {
    return position_at(text(), cell.offset, cell.length);
  }
  [[nodiscard]] TextPosition position(std::size_t column) const {
    if (const auto* rows = std::get_if<CsvRows>(&rows_)) return rows->position(column);
    return position(row_[column]);
  }
  [[nodiscard]] TextPosition header_position(std::size_t column) const {
    if (const auto* rows = std::get_if<CsvRows>(&rows_)) return rows->header_position(column);
    const CsvTable& table = std::get<CsvTable>(rows_);
    return table.position(table.header()[column]);
  }
  [[nodiscard]] std::uint32_t line() const { return line_; }
  /// Whether the texts of the row last as long as the table: none had to be written anew.
  [[nodiscard]] bool texts_last() const {
    const std::string_view content = text()->content();
    return std::all_of(row_.begin(), row_.end(), [&](const CsvCell& cell) {
      return cell.text.empty() || (cell.text.data() >= content.data() &&
                                   cell.text.data() < content.data() + content.size());
    });
  }
  [[nodiscard]] const std::shared_ptr<const SourceText>& text() const {
    return std::visit(
        [](const auto& rows) -> const std::shared_ptr<const SourceText>& { return rows.text(); },
        rows_);
  }
  /// Whether every row so far could be read.
  [[nodiscard]] bool complete() const {
    return std::visit([](const auto& rows) { return rows.complete(); }, rows_);
  }

 private:
  std::variant<CsvRows, CsvTable> rows_;
  std::span<const CsvCell> row_;
  std::uint32_t line_ = 0;
};

}  // namespace harbinger::pack::detail
