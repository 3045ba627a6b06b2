// SPDX-License-Identifier: Apache-2.0
#include "scenario/scenario_text.hpp"

namespace harbinger::scenario {

bool read_value(const YamlNode& node, NamesText& out, Diagnostics& diagnostics) {
  if (node.kind == YamlKind::sequence) return harbinger::read_value(node, out.names, diagnostics);
  out.names.clear();
  return harbinger::read_value(node, out.names.emplace_back(), diagnostics);
}
YamlNode written_value(const NamesText& value) {
  return value.names.size() == 1 ? harbinger::written_value(value.names.front())
                                 : harbinger::written_value(value.names);
}
ValueShape shape_of(const NamesText*) {
  const ValueShape name{ValueShape::Kind::text};
  return one_of({name, list_of(name)});
}

bool read_value(const YamlNode& node, EditText& out, Diagnostics& diagnostics) {
  out.where = node.where;
  return EditText::shape().read(node, out, diagnostics);
}

const Record<EditText>& EditText::shape() {
  static const auto record =
      Record<EditText>("edit")
          .optional("set", &EditText::set,
                    "path of a value: rules[ID].KEY, params.NAME, groups[ID].KEY, "
                    "signals[ID].KEY, tables[NAME].ENTRY, decision_tables[ID].KEY, "
                    "model[DIMENSION].KEY")
          .optional("to", &EditText::to, "the new value; for `change`, of each column")
          .optional("remove", &EditText::remove, "id, or ids, of nodes or edges that go")
          .optional("remove_all", &EditText::remove_all, "all facts that a path finds go")
          .optional("add", &EditText::add, "a new row: {table: FILE, COLUMN: VALUE, ...}")
          .optional("change", &EditText::change, "id of a node or an edge whose columns change")
          .optional("add_rule", &EditText::add_rule, "a rule as a rule file has it")
          .optional("remove_rule", &EditText::remove_rule, "id of a rule that goes")
          .optional("why", &EditText::why, "the reason for the edit");
  return record;
}

const Record<ScenarioText>& ScenarioText::shape() {
  static const auto record =
      Record<ScenarioText>("scenario")
          .required("name", &ScenarioText::name, "unique: lower-case letters, digits and _")
          .optional("title", &ScenarioText::title, "one line for people")
          .optional("why", &ScenarioText::why, "what it asks")
          .optional("extends", &ScenarioText::extends, "a scenario whose edits come first")
          .optional("as_of", &ScenarioText::as_of, "the day looked at; of a month, its last")
          .optional("rules", &ScenarioText::rules, "another rule set: a file, or files")
          .optional("model", &ScenarioText::model, "another model: a file")
          .optional("edits", &ScenarioText::edits, "in the order in which they are made");
  return record;
}

const Record<ScenarioFileText>& ScenarioFileText::shape() {
  static const auto record =
      Record<ScenarioFileText>("scenario file")
          .optional("title", &ScenarioFileText::title, "one line for people")
          .required("scenarios", &ScenarioFileText::scenarios, "named lists of edits over a base");
  return record;
}

}  // namespace harbinger::scenario
