// SPDX-License-Identifier: Apache-2.0
// A decision table as written, in a rule file and, where it says so, in a CSV file beside it.
//
//     decision_tables:
//       - id: supplier.control_by_units
//         dimension: influence.supplier
//         hit: first
//         inputs:
//           - {name: units, value: "scanners"}
//           - {name: control, value: "state_made_deliveries > 0"}
//         rows:
//           - {id: few, when: {units: "[0..5)", control: true}, points: 10}
//           - {when: {units: ">= 5"}, points: "20 + units_from_state"}
//         csv: units.csv               # in place of rows
//
//     units,control,points,because     # its header: the inputs, points, and id, priority, because, why
//     [0..5),true,10,
//     >= 5,-,20,"{scanners} scanners"
//
// Cells stay texts here (decision_cell.hpp reads them), each with its place in the file it stands in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/csv_table.hpp"
#include "base/yaml_record.hpp"
#include "rule/rule_state_text.hpp"

namespace harbinger::rule {

/// A column: what it is called, and what its cells are held against.
struct TableInputText {
  WrittenText name;
  WrittenText value;
  std::optional<WrittenText> among;
  static const Record<TableInputText>& shape();
};

/// A cell, not read yet; one left out, or written as nothing, takes any value.
struct CellText {
  WrittenText text;
};
[[nodiscard]] bool read_value(const YamlNode& node, CellText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const CellText& value);
[[nodiscard]] ValueShape shape_of(const CellText*);

/// A row; it is a rule of the id TABLE.ROW.
struct TableRowText {
  WrittenText id;        ///< Read without one, it is the row's number, from 1.
  Named<CellText> when;  ///< A cell for some inputs; the others take any value.
  std::optional<WrittenText> points;
  std::optional<std::int64_t> priority;
  std::optional<WrittenText> because;
  std::string why;
  EnabledText enabled;
  static const Record<TableRowText>& shape();
};
[[nodiscard]] bool read_value(const YamlNode& node, TableRowText& out, Diagnostics& diagnostics);

struct DecisionTableText {
  WrittenText id;
  std::string title;
  WrittenText dimension;
  std::optional<WrittenText> group;
  std::optional<WrittenText> hit;      ///< unique, first, any, priority, collect.
  std::optional<WrittenText> collect;  ///< sum, max, min, count.
  std::vector<TableInputText> inputs;
  std::vector<TableRowText> rows;
  std::optional<WrittenText> csv;
  std::optional<WrittenText> because;  ///< Of the rows that have none.
  std::string why;
  std::string source;
  EnabledText enabled;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  static const Record<DecisionTableText>& shape();
};

/// Numbers the rows that have no id.
void number_rows(DecisionTableText& table);

/// Fills `rows` from a CSV file. False where an error was added; what could be read is there all the same.
bool read_rows(const std::shared_ptr<const SourceText>& csv, DecisionTableText& table,
               Diagnostics& diagnostics);

}  // namespace harbinger::rule
