// SPDX-License-Identifier: Apache-2.0
// A scenario file as written: named lists of edits over a base. See docs/scenarios.md, the format.
//
//     scenarios:
//       - name: other_supplier
//         title: Another maker supplies the port
//         edits:
//           - {set: "rules[supplier.listed].points", to: 45}
//           - {remove: "SUPPLIES:maker:activity"}
//           - add: {table: supplies.csv, supplier: other, to: activity, confidence: low, source: s}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"
#include "rule/rule_text.hpp"
#include "signal/fact_match.hpp"

namespace harbinger::scenario {

/// One text, or a list of them.
struct NamesText {
  std::vector<WrittenText> names;
};
[[nodiscard]] bool read_value(const YamlNode& node, NamesText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const NamesText& value);
[[nodiscard]] ValueShape shape_of(const NamesText*);

/// One edit: exactly one of its verbs is there.
struct EditText {
  std::optional<WrittenText> set;
  std::optional<YamlNode> to;  ///< For `set` and `change`.
  NamesText remove;
  std::optional<signal::FactMatchText> remove_all;
  std::optional<YamlNode> add;  ///< `table`, and a value for each column.
  std::optional<WrittenText> change;
  std::optional<rule::RuleText> add_rule;
  std::optional<WrittenText> remove_rule;
  std::string why;
  TextPosition where;
  static const Record<EditText>& shape();
};
[[nodiscard]] bool read_value(const YamlNode& node, EditText& out, Diagnostics& diagnostics);

struct ScenarioText {
  WrittenText name;
  std::string title;
  std::string why;
  std::optional<WrittenText> extends;
  std::optional<Date> as_of;
  NamesText rules;  ///< Files, relative to the scenario file.
  std::optional<WrittenText> model;
  std::vector<EditText> edits;
  static const Record<ScenarioText>& shape();
};

struct ScenarioFileText {
  std::string title;
  std::vector<ScenarioText> scenarios;
  static const Record<ScenarioFileText>& shape();
};

}  // namespace harbinger::scenario
