// SPDX-License-Identifier: Apache-2.0
// A test of rules as written, under `tests:` of a rule file or in a file of its own. See docs/rule-tests.md.
//
//     rules: [ports.yaml]              # relative to the test file
//     tests:
//       - name: Three calls are enough
//         given: {calls: 3, donated: true}
//         expect: {fires: calls.many, points: {calls.many: 15}}
//       - name: Without its calls the port falls back
//         site: port-of-x
//         edits: [{remove: "CALLS_AT:ship:port-of-x:2019-11"}]
//         expect: {not_fires: calls.many, tier: low}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"
#include "scenario/scenario_text.hpp"

namespace harbinger::ruletest {

using scenario::NamesText;

/// What a test says of its site. Numbers are compared to as many decimals as they are written with.
struct ExpectText {
  NamesText fires;
  NamesText not_fires;
  NamesText not_evaluated;
  std::optional<NamesText> fires_only;  ///< These fire, and no other rule does.
  Named<WrittenText> points;            ///< By rule: what it does to its dimension.
  Named<WrittenText> dimensions;        ///< By dimension: the points of all its rules.
  std::optional<WrittenText> tier;
  std::optional<WrittenText> score;
  std::optional<WrittenText> rank;
  std::vector<WrittenText> rank_order;  ///< Sites, each better than the next.
  static const Record<ExpectText>& shape();
};

struct TestText {
  WrittenText name;
  std::string why;
  std::optional<Named<YamlNode>> given;  ///< Values of signals, in place of a site.
  std::optional<WrittenText> otherwise;  ///< What signals not given are.
  std::optional<WrittenText> site;       ///< A site of the pack, or of `facts`.
  Named<std::vector<Named<YamlNode>>>
      facts;                              ///< By table: rows, of a pack that has no other facts.
  std::vector<scenario::EditText> edits;  ///< As in a scenario.
  Named<YamlNode> params;
  std::optional<Date> as_of;
  ExpectText expect;
  TextPosition where;
  static const Record<TestText>& shape();
};
[[nodiscard]] bool read_value(const YamlNode& node, TestText& out, Diagnostics& diagnostics);

/// A file that holds nothing but tests.
struct TestFileText {
  std::string title;
  NamesText rules;
  std::optional<WrittenText> pack;
  std::optional<WrittenText> model;
  std::optional<Date> as_of;
  std::optional<WrittenText> otherwise;
  Named<YamlNode> defaults;  ///< Given in every test that gives signals.
  std::vector<TestText> tests;
  static const Record<TestFileText>& shape();
};

/// A rule file with the shape of its tests, for `harbinger schema rules`.
[[nodiscard]] const RecordShape& rule_file_shape();

}  // namespace harbinger::ruletest
