// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/group_values.hpp"

#include <unordered_map>

namespace harbinger::signal::detail {

namespace {

/// Writes the rows of a column, each once.
class ColumnWriter {
 public:
  ColumnWriter(expr::ColumnKind kind, std::size_t rows)
      : column_(expr::unknown_column(kind, rows)) {}

  void put(std::size_t row, const Combined& value) {
    if (value.state == Presence::error) column_.errors.set(row);
    if (value.state != Presence::yes) return;
    column_.known.set(row);
    switch (column_.kind) {
      case expr::ColumnKind::truth: return column_.truths.assign(row, value.low == 1);
      case expr::ColumnKind::text: column_.codes[row] = code_of(value.text); return;
      case expr::ColumnKind::number: break;
    }
    if (value.low < value.high && column_.uppers.empty()) column_.uppers = column_.numbers;
    column_.numbers[row] = value.low;
    if (!column_.uppers.empty()) column_.uppers[row] = value.high;
  }

  expr::Column done() && {
    if (column_.kind == expr::ColumnKind::text)
      column_.dictionary = std::make_shared<const std::vector<std::string>>(std::move(texts_));
    return std::move(column_);
  }

 private:
  std::uint32_t code_of(const std::string& text) {
    const auto [entry, added] = codes_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (added) texts_.push_back(text);
    return entry->second;
  }

  expr::Column column_;
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::vector<std::string> texts_;
};

}  // namespace

GroupValues group_values(const Plan& plan, const SharedTerms& terms, const BindingRows& rows) {
  GroupValues result;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i == 0 || rows.group(i) != rows.group(i - 1)) result.groups.push_back(rows.group(i));
  const RowTerms of_rows = terms.of(rows);
  Combiner combiner(plan, of_rows.columns());
  ColumnWriter writer(plan.kind, result.groups.size());
  std::vector<TermRef> refs;
  std::size_t i = 0;
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    refs.clear();
    for (; i < rows.size() && rows.group(i) == result.groups[g]; ++i) {
      const std::uint32_t binding = of_rows.bindings[i];
      const std::uint32_t last = of_rows.columns().last(binding);
      for (std::uint32_t term = of_rows.columns().first(binding); term < last; ++term)
        refs.push_back({term, rows.presence(i)});
    }
    writer.put(g, combiner.of(refs));
  }
  result.values = std::move(writer).done();
  return result;
}

expr::Column column_of_known(std::vector<double> numbers) {
  expr::Column column = expr::unknown_column(expr::ColumnKind::number, numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) column.known.set(i);
  column.numbers = std::move(numbers);
  return column;
}

expr::Column value_of_nothing(const Plan& plan) {
  ColumnWriter writer(plan.kind, 1);
  writer.put(0, Combiner(plan, TermColumns(plan)).of({}));
  return std::move(writer).done();
}

}  // namespace harbinger::signal::detail
