// SPDX-License-Identifier: Apache-2.0
#include "rule/decision_table_text.hpp"

namespace harbinger::rule {

bool read_value(const YamlNode& node, CellText& out, Diagnostics& diagnostics) {
  if (node.kind == YamlKind::null) return true;
  if (node.kind == YamlKind::scalar) return read_value(node, out.text, diagnostics);
  diagnostics.error(node.where, "expected a cell, found {}", kind_name(node.kind))
      .with_hint(node.kind == YamlKind::sequence ? "several values stand in one text: \"1, 2\""
                                                 : "a CEL cell stands in quotes: \"{input > 5}\"");
  return false;
}
YamlNode written_value(const CellText& value) { return harbinger::written_value(value.text); }
ValueShape shape_of(const CellText*) { return {ValueShape::Kind::text}; }

bool read_value(const YamlNode& node, TableRowText& out, Diagnostics& diagnostics) {
  const bool good = TableRowText::shape().read(node, out, diagnostics);
  // A row without an id is told by its number, which stands where the row begins.
  if (!out.id.text && node.kind == YamlKind::map && !node.entries.empty()) {
    const WrittenText& first = node.entries.front().key.scalar;
    out.id.text = first.text;
    out.id.offsets.assign(1, first.offsets.empty() ? 0 : first.offsets.front());
  }
  return good;
}

void number_rows(DecisionTableText& table) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    WrittenText& id = table.rows[i].id;
    if (!id.value.empty()) continue;
    id.value = std::to_string(i + 1);
    id.offsets.resize(1, 0);
    id.offsets.resize(id.value.size() + 1, id.offsets.front());
  }
}

const Record<TableInputText>& TableInputText::shape() {
  static const auto record =
      Record<TableInputText>("input of a decision table")
          .required("name", &TableInputText::name, "what its cells stand under")
          .required("value", &TableInputText::value,
                    "CEL: a number, a truth value, a text or a date per site")
          .optional("among", &TableInputText::among,
                    "a cell with all values that occur: gaps are looked for only there");
  return record;
}

const Record<TableRowText>& TableRowText::shape() {
  static const auto record =
      Record<TableRowText>("row of a decision table")
          .optional("id", &TableRowText::id, "its name in the table; without one, its number")
          .required("when", &TableRowText::when,
                    "a cell for each input: - (any), 5, [0..5), >= 5, != x, 'a, b', not(a, b), "
                    "{CEL over input}")
          .optional("points", &TableRowText::points, "points where it counts: CEL, a number")
          .optional("priority", &TableRowText::priority, "with hit: priority, the greatest counts")
          .optional("because", &TableRowText::because, "a sentence; {expression} is filled in")
          .optional("why", &TableRowText::why, "the reason for this row")
          .optional("enabled", &TableRowText::enabled,
                    "false, with a reason: {value: false, reason: ...}");
  return record;
}

const Record<DecisionTableText>& DecisionTableText::shape() {
  static const auto record =
      Record<DecisionTableText>("decision table")
          .required("id", &DecisionTableText::id, "unique name; its rows are the rules ID.ROW")
          .optional("title", &DecisionTableText::title, "one line for people")
          .required("dimension", &DecisionTableText::dimension,
                    "the dimension its rows give points to")
          .optional("group", &DecisionTableText::group, "the group whose cap its rows share")
          .optional("hit", &DecisionTableText::hit,
                    "which rows count where several hit: unique (the default), first, any, "
                    "priority or collect")
          .optional("collect", &DecisionTableText::collect,
                    "with hit: collect, what is made of all hits: sum (the default), max, min or "
                    "count")
          .required("inputs", &DecisionTableText::inputs, "the columns of conditions")
          .optional("rows", &DecisionTableText::rows,
                    "one for each case, in the order in which `first` asks them")
          .optional("csv", &DecisionTableText::csv,
                    "in place of rows, a CSV file of this folder, or under it")
          .optional("because", &DecisionTableText::because, "of the rows that have none")
          .optional("why", &DecisionTableText::why, "the reason for this table")
          .optional("source", &DecisionTableText::source, "where the reason is told")
          .optional("enabled", &DecisionTableText::enabled,
                    "false, with a reason: {value: false, reason: ...}")
          .optional("valid_from", &DecisionTableText::valid_from, "first day on which it applies")
          .optional("valid_to", &DecisionTableText::valid_to, "last day on which it applies");
  return record;
}

}  // namespace harbinger::rule
