// SPDX-License-Identifier: Apache-2.0
#include "base/csv_table.hpp"

namespace harbinger {

std::optional<CsvTable> CsvTable::read(std::shared_ptr<const SourceText> text,
                                       Diagnostics& diagnostics, const CsvLimits& limits) {
  auto rows = CsvRows::open(std::move(text), diagnostics, limits);
  if (!rows) return std::nullopt;
  CsvTable table;
  table.text_ = rows->text();
  for (const CsvCell& cell : rows->header()) table.header_.push_back(table.kept(cell));
  while (rows->next())
    for (std::size_t column = 0; column < table.header_.size(); ++column)
      table.cells_.push_back(table.kept(rows->written(column)));
  table.complete_ = rows->complete();
  return table;
}

CsvCell CsvTable::kept(const CsvCell& cell) {
  const std::size_t quotes = 2;
  const bool doubled = cell.length > cell.text.size() + quotes;
  return doubled ? CsvCell{unquoted_->emplace_back(cell.text), cell.offset, cell.length} : cell;
}

CsvTable CsvTable::of_row(std::shared_ptr<const SourceText> text,
                          const std::vector<WrittenCell>& cells) {
  CsvTable table;
  table.text_ = std::move(text);
  for (const WrittenCell& cell : cells) {
    table.header_.push_back({table.unquoted_->emplace_back(cell.column), cell.offset, cell.length});
    table.cells_.push_back({table.unquoted_->emplace_back(cell.text), cell.offset, cell.length});
  }
  return table;
}

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i].text == name) return i;
  return std::nullopt;
}

TextPosition CsvTable::position(const CsvCell& cell) const {
  return position_at(text_, cell.offset, cell.length);
}

std::uint32_t CsvTable::line_of(std::size_t row) const {
  return text_->line_and_column(cell(row, 0).offset).first;
}

}  // namespace harbinger
