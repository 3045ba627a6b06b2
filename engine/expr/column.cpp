// SPDX-License-Identifier: Apache-2.0
#include "expr/column.hpp"

#include <unordered_map>

#include "base/assert.hpp"

namespace harbinger::expr {

namespace {

void put_number(Column& column, std::size_t row, double low, double high) {
  column.numbers[row] = low;
  if (low != high && low == low && column.uppers.empty()) column.uppers = column.numbers;
  if (!column.uppers.empty()) column.uppers[row] = high;
  column.known.set(row);
}

class Dictionary {
 public:
  std::uint32_t code_of(const std::string& text) {
    const auto [entry, added] = codes_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (added) texts_.push_back(text);
    return entry->second;
  }
  std::vector<std::string> texts() && { return std::move(texts_); }

 private:
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::vector<std::string> texts_;
};

void put(Column& column, Dictionary& dictionary, std::size_t row, const Value& value) {
  if (value.is<Unknown>()) return;
  if (value.is<Error>()) return column.errors.set(row);
  if (column.kind == ColumnKind::truth) {
    HARBINGER_ASSERT(value.is<bool>());
    column.truths.assign(row, value.get<bool>());
    return column.known.set(row);
  }
  if (column.kind == ColumnKind::text) {
    HARBINGER_ASSERT(value.is<std::string>());
    column.codes[row] = dictionary.code_of(value.get<std::string>());
    return column.known.set(row);
  }
  if (const auto* number = value.get_if<double>()) return put_number(column, row, *number, *number);
  if (const auto* range = value.get_if<Range>())
    return put_number(column, row, range->low, range->high);
  if (const auto* integer = value.get_if<std::int64_t>()) {
    const auto number = static_cast<double>(*integer);
    return put_number(column, row, number, number);
  }
  HARBINGER_ASSERT(value.is<std::uint64_t>());
  const auto number = static_cast<double>(value.get<std::uint64_t>());
  put_number(column, row, number, number);
}

}  // namespace

Value Column::at(std::size_t row) const {
  HARBINGER_ASSERT(row < size());
  if (errors.size() > row && errors[row]) return Error{"no value: an earlier step failed here"};
  if (!known[row]) return Unknown{};
  switch (kind) {
    case ColumnKind::truth: return truths[row];
    case ColumnKind::text: return (*dictionary)[codes[row]];
    case ColumnKind::number: break;
  }
  if (uppers.empty() || !(numbers[row] < uppers[row])) return numbers[row];
  return Range{numbers[row], uppers[row]};
}

Column unknown_column(ColumnKind kind, std::size_t rows) {
  Column column;
  column.kind = kind;
  if (kind == ColumnKind::number) column.numbers.assign(rows, 0.0);
  if (kind == ColumnKind::truth) column.truths = Bits(rows);
  if (kind == ColumnKind::text) {
    column.codes.assign(rows, 0);
    column.dictionary = std::make_shared<const std::vector<std::string>>();
  }
  column.known = Bits(rows);
  column.errors = Bits(rows);
  return column;
}

Column column_of(ColumnKind kind, const std::vector<Value>& values) {
  Column column = unknown_column(kind, values.size());
  Dictionary dictionary;
  for (std::size_t row = 0; row < values.size(); ++row) put(column, dictionary, row, values[row]);
  if (kind == ColumnKind::text)
    column.dictionary =
        std::make_shared<const std::vector<std::string>>(std::move(dictionary).texts());
  return column;
}

}  // namespace harbinger::expr
