// SPDX-License-Identifier: Apache-2.0
// A scenario: a list of edits over a base, checked as far as it can be without one. What a scenario extends
// comes first in its list, as a layer of its own; within a layer no edit contradicts another.
//
//     scenario files, or --set and --remove  ->  Scenario  ->  EditedInputs (edited_inputs.hpp)
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "pack/edits.hpp"
#include "scenario/scenario_text.hpp"

namespace harbinger::scenario {

/// What the path of a `set` leads to.
struct EditPath {
  enum class Root : unsigned char {
    rule,            ///< rules[ID].KEY
    parameter,       ///< params.KEY
    group,           ///< groups[ID].KEY
    signal,          ///< signals[ID].KEY
    table,           ///< tables[ID].KEY
    decision_table,  ///< decision_tables[ID].KEY
    dimension,       ///< model[ID].KEY
    points,          ///< model[ID].points.KEY
    indicator,       ///< model[ID].indicators[PART].KEY
    top,             ///< model.top.KEY
    tier,            ///< model.tiers[ID].KEY
    tiers,           ///< model.tiers.KEY
  };
  Root root = Root::rule;
  WrittenText whole;  ///< The path as written.
  WrittenText id;
  WrittenText part;
  WrittenText key;
};
/// Nothing where an error was added.
[[nodiscard]] std::optional<EditPath> parse_path(const WrittenText& path, Diagnostics& diagnostics);

struct SetValue {
  EditPath path;
  YamlNode to;
};
struct RemoveFact {
  WrittenText id;
};
struct RemoveAllFacts {
  signal::FactMatchText text;
};
struct AddFact {
  pack::AddedRow row;
};
struct ChangeFact {
  pack::ChangedRow row;
};
struct AddRule {
  rule::RuleText rule;
};
struct RemoveRule {
  WrittenText id;
};
/// Another rule set in place of the base's.
struct UseRules {
  std::vector<WrittenText> files;  ///< Paths, from the current folder.
};
struct UseModel {
  WrittenText file;
};

struct Edit {
  std::variant<SetValue, RemoveFact, RemoveAllFacts, AddFact, ChangeFact, AddRule, RemoveRule,
               UseRules, UseModel>
      what;
  std::string why;
  std::string scenario;   ///< The name of the scenario that says so: this one, or one it extends.
  std::size_t layer = 0;  ///< 0: of the scenario that extends none.
};

struct Scenario {
  std::string name;
  std::string title;
  std::string why;
  std::optional<Day> as_of;  ///< Absent: the base's.
  std::vector<Edit> edits;   ///< Ordered by layer.
  TextPosition where;        ///< Of its name.
};

/// The scenarios of some files, in the order written. Errors: an edit with no verb or with several, a path that
/// is none, edits of one scenario that contradict each other, a name given twice, an `extends` that is not
/// there or goes round in a circle, a file without scenarios.
[[nodiscard]] std::optional<std::vector<Scenario>> read_scenarios(
    std::span<const std::string> paths, Diagnostics& diagnostics);

/// What could be read of them, mistakes or not, so that the rest is checked in the same run.
[[nodiscard]] std::vector<Scenario> readable_scenarios(std::span<const std::string> paths,
                                                       Diagnostics& diagnostics);

/// One scenario of edits that stand elsewhere than in a scenario file: in a test of rules. What could be read,
/// mistakes or not. `parameters` are set before them.
[[nodiscard]] Scenario scenario_of(std::string name, const Named<YamlNode>& parameters,
                                   std::span<const EditText> edits, Diagnostics& diagnostics);

/// One scenario of `--set PATH=VALUE` and `--remove FACT`; VALUE is a scalar, or a list in brackets. What could be
/// read, mistakes or not, so that the rest is checked in the same run.
[[nodiscard]] Scenario quick_scenario(std::span<const std::string> sets,
                                      std::span<const std::string> removes,
                                      Diagnostics& diagnostics);

}  // namespace harbinger::scenario
