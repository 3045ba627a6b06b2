// SPDX-License-Identifier: Apache-2.0
#include "base/csv_table.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace harbinger {

class CsvReader {
 public:
  CsvReader(std::shared_ptr<const SourceText> text, Diagnostics& diagnostics,
            const CsvLimits& limits)
      : diagnostics_(diagnostics), limits_(limits) {
    table_.text_ = std::move(text);
    content_ = table_.text_->content();
    if (content_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::optional<CsvTable> read() {
    const std::size_t errors_before = diagnostics_.error_count();
    if (const auto wrong = first_invalid_utf8(content_)) {
      diagnostics_.error(position_at(table_.text_, *wrong), "not UTF-8");
      return std::nullopt;
    }
    std::vector<CsvCell> row;
    while (at_ < content_.size() && read_row(row)) take_row(row);
    if (table_.header_.empty() && diagnostics_.error_count() == errors_before)
      diagnostics_.error({table_.text_, 0, 0, 1}, "is empty; expected a header row");
    table_.complete_ = diagnostics_.error_count() == errors_before;
    if (table_.header_.empty()) return std::nullopt;
    return std::move(table_);
  }

 private:
  bool fail(std::size_t offset, std::string message) {
    diagnostics_.error(position_at(table_.text_, offset), "{}", message);
    return false;
  }

  /// False where nothing behind this place can be read.
  bool read_row(std::vector<CsvCell>& row) {
    row.clear();
    while (true) {
      if (row.size() == limits_.columns)
        return fail(at_, fmt::format("more than {} columns (the limit)", limits_.columns));
      CsvCell cell;
      if (!(at_ < content_.size() && content_[at_] == '"' ? read_quoted(cell) : read_bare(cell)))
        return false;
      if (cell.text.size() > limits_.cell_bytes)
        return fail(cell.offset,
                    fmt::format("a cell of more than {} bytes (the limit)", limits_.cell_bytes));
      row.push_back(cell);
      if (at_ < content_.size() && content_[at_] == ',') {
        ++at_;
        continue;
      }
      if (at_ < content_.size() && content_[at_] == '\r') ++at_;
      if (at_ < content_.size() && content_[at_] == '\n') ++at_;
      return true;
    }
  }

  bool read_bare(CsvCell& cell) {
    const std::size_t begin = at_;
    std::size_t end = begin;
    while (end < content_.size() && content_[end] != ',' && content_[end] != '\n' &&
           content_[end] != '"')
      ++end;
    if (end < content_.size() && content_[end] == '"')
      return fail(end,
                  "a quote inside a cell that does not start with one; quote the cell and double "
                  "the quote");
    at_ = end;
    if (at_ > begin && content_[at_ - 1] == '\r' &&
        (at_ == content_.size() || content_[at_] == '\n'))
      --at_;
    cell = {content_.substr(begin, at_ - begin), begin, static_cast<std::uint32_t>(at_ - begin)};
    return true;
  }

  bool read_quoted(CsvCell& cell) {
    const std::size_t begin = at_++;
    std::string* doubled = nullptr;
    std::size_t piece = at_;
    while (true) {
      const std::size_t quote = content_.find('"', at_);
      if (quote == std::string_view::npos) return fail(begin, "this quote is never closed");
      const bool twice = quote + 1 < content_.size() && content_[quote + 1] == '"';
      if (!twice) {
        const std::string_view last = content_.substr(piece, quote - piece);
        if (doubled != nullptr) doubled->append(last);
        cell.text = doubled != nullptr ? std::string_view(*doubled) : last;
        at_ = quote + 1;
        break;
      }
      if (doubled == nullptr) doubled = &table_.unquoted_->emplace_back();
      doubled->append(content_.substr(piece, quote + 1 - piece));
      at_ = piece = quote + 2;
    }
    cell.offset = begin;
    cell.length = static_cast<std::uint32_t>(at_ - begin);
    const char next = at_ < content_.size() ? content_[at_] : '\n';
    if (next != ',' && next != '\n' && next != '\r')
      return fail(at_, "text behind a closing quote; a quote inside a quoted cell is doubled");
    return true;
  }

  void take_row(const std::vector<CsvCell>& row) {
    if (row.size() == 1 && row[0].length == 0) return;  // a blank line
    if (table_.header_.empty()) {
      table_.header_ = row;
      check_header();
      return;
    }
    if (row.size() != table_.header_.size()) {
      diagnostics_.error(table_.position(row.front()), "a row of {} cells under a header of {}",
                         row.size(), table_.header_.size());
      return;
    }
    if (table_.rows() == limits_.rows) {
      fail(row.front().offset, fmt::format("more than {} rows (the limit)", limits_.rows));
      at_ = content_.size();
      return;
    }
    table_.cells_.insert(table_.cells_.end(), row.begin(), row.end());
  }

  void check_header() {
    for (std::size_t i = 0; i < table_.header_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (table_.header_[i].text == table_.header_[j].text)
          diagnostics_.error(table_.position(table_.header_[i]),
                             "column '{}' stands twice in the header", table_.header_[i].text);
  }

  Diagnostics& diagnostics_;
  const CsvLimits& limits_;
  CsvTable table_;
  std::string_view content_;
  std::size_t at_ = 0;
};

std::optional<CsvTable> CsvTable::read(std::shared_ptr<const SourceText> text,
                                       Diagnostics& diagnostics, const CsvLimits& limits) {
  return CsvReader(std::move(text), diagnostics, limits).read();
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
