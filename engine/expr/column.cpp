// SPDX-License-Identifier: Apache-2.0
#include "expr/column.hpp"

#include <algorithm>
#include <bit>
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

double upper(const Column& column, std::size_t row) {
  return column.uppers.empty() ? column.numbers[row] : column.uppers[row];
}

/// Puts the rows of `part` at `first` and behind.
void append(Column& column, Dictionary& dictionary, std::size_t first, const Column& part) {
  constexpr std::uint32_t no_code = 0xffffffff;
  std::vector<std::uint32_t> codes(part.dictionary == nullptr ? 0 : part.dictionary->size(),
                                   no_code);
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part.errors[i]) column.errors.set(first + i);
    if (!part.known[i]) continue;
    if (column.kind == ColumnKind::number) {
      put_number(column, first + i, part.numbers[i], upper(part, i));
      continue;
    }
    column.known.set(first + i);
    if (column.kind == ColumnKind::truth) {
      column.truths.assign(first + i, part.truths[i]);
      continue;
    }
    std::uint32_t& code = codes[part.codes[i]];
    if (code == no_code) code = dictionary.code_of((*part.dictionary)[part.codes[i]]);
    column.codes[first + i] = code;
  }
}

/// Every code of one dictionary as a code of another, which grows by the texts that it lacks.
std::vector<std::uint32_t> joined(std::vector<std::string>& into,
                                  const std::vector<std::string>& from) {
  std::vector<std::uint32_t> codes;
  for (const std::string& text : from) {
    const auto found = std::find(into.begin(), into.end(), text);
    codes.push_back(static_cast<std::uint32_t>(found - into.begin()));
    if (found == into.end()) into.push_back(text);
  }
  return codes;
}

void replace_numbers(Column& column, std::span<const std::uint32_t> rows, const Column& fresh) {
  if (!fresh.uppers.empty() && column.uppers.empty()) column.uppers = column.numbers;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    column.numbers[rows[i]] = fresh.numbers[i];
    if (!column.uppers.empty()) column.uppers[rows[i]] = upper(fresh, i);
  }
}

void replace_texts(Column& column, std::span<const std::uint32_t> rows, const Column& fresh) {
  auto dictionary = std::make_shared<std::vector<std::string>>(*column.dictionary);
  const auto codes = joined(*dictionary, *fresh.dictionary);
  for (std::size_t i = 0; i < rows.size(); ++i)
    column.codes[rows[i]] = fresh.known[i] ? codes[fresh.codes[i]] : 0;
  column.dictionary = std::move(dictionary);
}

template <class T>
std::vector<T> gathered(const std::vector<T>& values, std::span<const std::uint32_t> source) {
  std::vector<T> result;
  if (values.empty()) return result;
  result.reserve(source.size());
  for (const std::uint32_t row : source) result.push_back(row == no_row ? T{} : values[row]);
  return result;
}

Bits gathered(const Bits& bits, std::span<const std::uint32_t> source) {
  Bits result(source.size());
  if (bits.size() == 0) return result;
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source[i] != no_row && bits[source[i]]) result.set(i);
  return result;
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

Column with_rows(Column column, std::span<const std::uint32_t> rows, const Column& fresh) {
  HARBINGER_ASSERT(column.kind == fresh.kind && fresh.size() == rows.size());
  switch (column.kind) {
    case ColumnKind::number: replace_numbers(column, rows, fresh); break;
    case ColumnKind::text: replace_texts(column, rows, fresh); break;
    case ColumnKind::truth:
      for (std::size_t i = 0; i < rows.size(); ++i) column.truths.assign(rows[i], fresh.truths[i]);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    column.known.assign(rows[i], fresh.known[i]);
    column.errors.assign(rows[i], fresh.errors[i]);
  }
  return column;
}

Column gathered(const Column& column, std::span<const std::uint32_t> source) {
  Column result;
  result.kind = column.kind;
  result.numbers = gathered(column.numbers, source);
  result.uppers = gathered(column.uppers, source);
  if (column.kind == ColumnKind::number) result.numbers.resize(source.size());
  if (column.kind == ColumnKind::truth) result.truths = gathered(column.truths, source);
  if (column.kind == ColumnKind::text) {
    result.codes = gathered(column.codes, source);
    result.codes.resize(source.size());
  }
  result.dictionary = column.dictionary;
  result.known = gathered(column.known, source);
  result.errors = gathered(column.errors, source);
  return result;
}

Column concatenated(ColumnKind kind, std::span<const Column> parts) {
  std::size_t rows = 0;
  for (const Column& part : parts) rows += part.size();
  Column column = unknown_column(kind, rows);
  Dictionary dictionary;
  std::size_t row = 0;
  for (const Column& part : parts) {
    HARBINGER_ASSERT(part.kind == kind);
    append(column, dictionary, row, part);
    row += part.size();
  }
  if (kind == ColumnKind::text)
    column.dictionary =
        std::make_shared<const std::vector<std::string>>(std::move(dictionary).texts());
  return column;
}

bool same_row(const Column& a, std::size_t row_a, const Column& b, std::size_t row_b) {
  if (a.errors[row_a] != b.errors[row_b] || a.known[row_a] != b.known[row_b]) return false;
  if (a.errors[row_a] || !a.known[row_a]) return true;
  switch (a.kind) {
    case ColumnKind::truth: return a.truths[row_a] == b.truths[row_b];
    case ColumnKind::text:
      return (*a.dictionary)[a.codes[row_a]] == (*b.dictionary)[b.codes[row_b]];
    case ColumnKind::number: break;
  }
  const auto same = [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  };
  return same(a.numbers[row_a], b.numbers[row_b]) && same(upper(a, row_a), upper(b, row_b));
}

}  // namespace harbinger::expr
