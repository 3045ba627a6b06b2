// SPDX-License-Identifier: Apache-2.0
// The rows of a decision table out of a CSV file: a column for each input, and those that say what a row does.
#include <algorithm>
#include <charconv>

#include "rule/decision_table_text.hpp"
#include "rule/points.hpp"

namespace harbinger::rule {

namespace {

class DecisionRows {
 public:
  DecisionRows(const CsvTable& csv, DecisionTableText& table, Diagnostics& diagnostics)
      : csv_(csv), table_(table), diagnostics_(diagnostics) {}

  void read() {
    check_header();
    for (std::size_t row = 0; row < csv_.rows(); ++row) {
      TableRowText& text = table_.rows.emplace_back();
      text.id = written({"", csv_.cell(row, 0).offset, 0});  // its number, where it begins
      for (std::size_t column = 0; column < csv_.header().size(); ++column)
        read_cell(std::string(csv_.header()[column].text), csv_.cell(row, column), text);
    }
  }

 private:
  [[nodiscard]] bool is_input(std::string_view name) const {
    return std::any_of(table_.inputs.begin(), table_.inputs.end(),
                       [&](const TableInputText& input) { return input.name.value == name; });
  }

  void check_header() {
    std::vector<std::string> known{"id", "points", "priority", "because", "why"};
    for (const TableInputText& input : table_.inputs) known.push_back(input.name.value);
    for (const CsvCell& cell : csv_.header()) {
      const std::string name(cell.text);
      if (std::find(known.begin(), known.end(), name) == known.end())
        diagnostics_
            .error(csv_.position(cell), "'{}' is no input of the table '{}'", name, table_.id.value)
            .did_you_mean(name, known);
    }
    for (const TableInputText& input : table_.inputs)
      if (input.name.text && !csv_.find_column(input.name.value))
        diagnostics_.error(csv_.position(csv_.header().front()), "no column for the input '{}'",
                           input.name.value);
  }

  /// The cell, each byte at its place: a quote inside a quoted cell is written twice.
  [[nodiscard]] WrittenText written(const CsvCell& cell) const {
    WrittenText text{std::string(cell.text), csv_.text(), {}};
    const std::string_view content = csv_.text()->content();
    std::size_t at = cell.offset;
    const bool quoted = cell.length > 0 && content[at] == '"';
    if (quoted) ++at;
    for (const char c : cell.text) {
      text.offsets.push_back(static_cast<std::uint32_t>(at));
      at += quoted && c == '"' ? 2 : 1;
    }
    text.offsets.push_back(static_cast<std::uint32_t>(at));
    return text;
  }

  void read_cell(const std::string& name, const CsvCell& cell, TableRowText& row) {
    if (is_input(name)) {
      WrittenText key = written(cell);
      key.value = name;
      key.offsets.assign(name.size() + 1, key.offsets.front());
      row.when.emplace_back(std::move(key), CellText{written(cell)});
      return;
    }
    if (cell.text.empty()) return;
    if (name == "id") row.id = written(cell);
    if (name == "points") row.points = written(cell);
    if (name == "because") row.because = written(cell);
    if (name == "why") row.why = cell.text;
    if (name == "priority") read_priority(cell, row);
  }

  void read_priority(const CsvCell& cell, TableRowText& row) {
    std::int64_t number = 0;
    const auto [end, code] =
        std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), number);
    if (code == std::errc() && end == cell.text.data() + cell.text.size())
      row.priority = number;
    else
      diagnostics_.error(csv_.position(cell), "expected a whole number, found '{}'", cell.text);
  }

  const CsvTable& csv_;
  DecisionTableText& table_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool read_rows(const std::shared_ptr<const SourceText>& csv, DecisionTableText& table,
               Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  CsvLimits limits;
  limits.rows = most_rules;
  if (const auto read = CsvTable::read(csv, diagnostics, limits))
    DecisionRows(*read, table, diagnostics).read();
  return diagnostics.error_count() == errors;
}

}  // namespace harbinger::rule
