// SPDX-License-Identifier: Apache-2.0
#include "base/csv_rows.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace harbinger {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

CsvRows::CsvRows(std::shared_ptr<const SourceText> text, Diagnostics& diagnostics,
                 const CsvLimits& limits)
    : text_(std::move(text)),
      diagnostics_(&diagnostics),
      limits_(limits),
      content_(text_->content()),
      marks_(content_) {
  if (content_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

std::optional<CsvRows> CsvRows::open(std::shared_ptr<const SourceText> text,
                                     Diagnostics& diagnostics, const CsvLimits& limits) {
  if (const auto wrong = first_invalid_utf8(text->content())) {
    diagnostics.error(position_at(text, *wrong), "not UTF-8");
    return std::nullopt;
  }
  CsvRows rows(std::move(text), diagnostics, limits);
  if (!rows.read_header()) return std::nullopt;
  return rows;
}

bool CsvRows::read_header() {
  if (!read_row()) {
    if (complete_) diagnostics_->error({text_, 0, 0, 1}, "is empty; expected a header row");
    return false;
  }
  header_.swap(row_);
  undoubled_used_ = 0;
  undoubled_.swap(header_undoubled_);
  check_header();
  return true;
}

void CsvRows::check_header() {
  for (std::size_t i = 0; i < header_.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (header_[i].text == header_[j].text)
        fail(header_position(i),
             fmt::format("column '{}' stands twice in the header", header_[i].text));
}

bool CsvRows::next() {
  while (read_row()) {
    if (row_.size() != header_.size()) {
      fail(row_position(),
           fmt::format("a row of {} cells under a header of {}", row_.size(), header_.size()));
      continue;
    }
    if (rows_ == limits_.rows) {
      at_ = content_.size();
      return fail(row_.front().offset, fmt::format("more than {} rows (the limit)", limits_.rows));
    }
    ++rows_;
    return true;
  }
  return false;
}

bool CsvRows::read_row() {
  while (at_ < content_.size()) {
    line_ = next_line_;
    if (!read_cells()) {
      at_ = content_.size();
      return false;
    }
    const bool blank = row_.size() == 1 && row_.front().length == 0;
    if (!blank) return true;
  }
  return false;
}

bool CsvRows::read_cells() {
  row_.clear();
  undoubled_used_ = 0;
  while (true) {
    if (row_.size() == limits_.columns)
      return fail(at_, fmt::format("more than {} columns (the limit)", limits_.columns));
    CsvCell& cell = row_.emplace_back();
    const bool quoted = at_ < content_.size() && content_[at_] == '"';
    if (!(quoted ? read_quoted(cell) : read_bare(cell))) return false;
    if (cell.text.size() > limits_.cell_bytes)
      return fail(cell.offset,
                  fmt::format("a cell of more than {} bytes (the limit)", limits_.cell_bytes));
    if (at_ < content_.size() && content_[at_] == ',') {
      marks_.advance();
      ++at_;
      continue;
    }
    if (at_ < content_.size() && content_[at_] == '\r') ++at_;
    if (at_ < content_.size() && content_[at_] == '\n') {
      marks_.advance();
      ++at_;
      ++next_line_;
    }
    return true;
  }
}

bool CsvRows::read_bare(CsvCell& cell) {
  const std::size_t begin = at_;
  std::size_t end = marks_.offset();
  const char mark = end < content_.size() ? content_[end] : '\n';
  if (mark == '"')
    return fail(end,
                "a quote inside a cell that does not start with one; quote the cell and double "
                "the quote");
  if (mark == '\n' && end > begin && content_[end - 1] == '\r') --end;
  cell = {content_.substr(begin, end - begin), begin, static_cast<std::uint32_t>(end - begin)};
  at_ = end;
  return true;
}

bool CsvRows::read_quoted(CsvCell& cell) {
  const std::size_t begin = at_;
  std::size_t quote = begin;
  bool doubled = false;
  while (true) {
    marks_.advance();
    quote = marks_.offset();
    if (quote == content_.size()) return fail(begin, "this quote is never closed");
    if (content_[quote] == '\n') ++next_line_;
    if (content_[quote] != '"') continue;
    if (quote + 1 == content_.size() || content_[quote + 1] != '"') break;
    marks_.advance();
    doubled = true;
  }
  marks_.advance();
  at_ = quote + 1;
  const std::string_view inside = content_.substr(begin + 1, quote - begin - 1);
  cell = {doubled ? undouble(inside) : inside, begin, static_cast<std::uint32_t>(at_ - begin)};
  const char behind = at_ < content_.size() ? content_[at_] : '\n';
  const bool is_end = behind == '\n' || content_.substr(at_).starts_with("\r\n");
  if (behind != ',' && !is_end)
    return fail(at_, "text behind a closing quote; a quote inside a quoted cell is doubled");
  return true;
}

std::string_view CsvRows::undouble(std::string_view inside) {
  if (undoubled_used_ == undoubled_.size()) undoubled_.emplace_back();
  std::string& text = undoubled_[undoubled_used_++];
  text.clear();
  while (!inside.empty()) {
    const std::size_t quote = std::min(inside.find('"'), inside.size() - 1);
    text.append(inside.substr(0, quote + 1));
    inside.remove_prefix(std::min(quote + 2, inside.size()));
  }
  return text;
}

bool CsvRows::fail(std::size_t offset, std::string message) {
  return fail(position_at(text_, offset), std::move(message));
}

bool CsvRows::fail(TextPosition where, std::string message) {
  complete_ = false;
  diagnostics_->error(std::move(where), "{}", message);
  return false;
}

std::optional<std::size_t> CsvRows::find_column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (header_[i].text == name) return i;
  return std::nullopt;
}

TextPosition CsvRows::header_position(std::size_t column) const {
  return position_at(text_, header_[column].offset, header_[column].length);
}

TextPosition CsvRows::position(std::size_t column) const {
  const CsvCell& cell = row_[column];
  const std::size_t row = row_.front().offset;
  const std::string_view in_row = content_.substr(row, cell.offset - row);
  const std::string_view before = content_.substr(0, cell.offset);
  const std::string_view on_line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  const std::size_t points = code_point_count(content_.substr(cell.offset, cell.length));
  return {text_, line_ + static_cast<std::uint32_t>(std::count(in_row.begin(), in_row.end(), '\n')),
          static_cast<std::uint32_t>(code_point_count(on_line) + 1),
          static_cast<std::uint32_t>(std::max<std::size_t>(points, 1))};
}

}  // namespace harbinger
