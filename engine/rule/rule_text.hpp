// SPDX-License-Identifier: Apache-2.0
// A rule file as written: what each record may hold, and the merger of several files into one.
//
//     title: Scanners
//     include: [countries.yaml]        # relative to this file, and inside its folder
//     params:  {state: {value: XYZ, why: "..."}}
//     tables:  {weight_of_class: {baggage: 1, container_vehicle: {value: 3, why: "..."}}}
//     signals: [...]                   # signal/signal_set.hpp
//     groups:  [{id: listings, cap: 60, why: "..."}]
//     rules:
//       - id: supplier.entity_list
//         when: "delivered_after_listing > 0"
//         dimension: influence.supplier
//         points: "30 + 5 * min(delivered_after_listing, 4)"
//     decision_tables: [...]           # rule/decision_table_text.hpp
//
// Texts stay texts here, each with its place: a what-if edits a RuleTexts and checks it again
// (RuleSet).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/yaml_record.hpp"
#include "rule/decision_table_text.hpp"
#include "rule/rule_state_text.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::rule {

/// A constant of signals and rules, `params.name`: a number, a truth value, a text, or a list of
/// texts.
struct ParameterText {
  YamlNode value;
  WrittenText why;
  static const Record<ParameterText>& shape();
};

/// A table from texts to numbers, for `lookup`. Written as a map of numbers, or as {values: ...,
/// why: ...}; a number may be written {value: ..., why: ...}.
struct TableText {
  struct Entry {
    double value = 0;
    std::string why;
  };
  Named<Entry> values;
  std::string why;
};
[[nodiscard]] bool read_value(const YamlNode& node, TableText::Entry& out,
                              Diagnostics& diagnostics);
[[nodiscard]] bool read_value(const YamlNode& node, TableText& out, Diagnostics& diagnostics);
[[nodiscard]] YamlNode written_value(const TableText::Entry& value);
[[nodiscard]] YamlNode written_value(const TableText& value);
[[nodiscard]] ValueShape shape_of(const TableText::Entry*);
[[nodiscard]] ValueShape shape_of(const TableText*);

/// Rules of one dimension whose points add up to no more than `cap`, nor to less than -`cap`.
struct GroupText {
  WrittenText id;
  double cap = 0;
  std::optional<WrittenText> dimension;
  std::string why;
  static const Record<GroupText>& shape();
  friend bool operator==(const GroupText&, const GroupText&) = default;
};

struct RuleText {
  WrittenText id;
  std::string title;
  WrittenText when;
  std::optional<WrittenText> dimension;
  std::optional<WrittenText> points;  ///< The number that `effect` uses.
  std::optional<WrittenText> effect;  ///< points, multiply, floor, cap, tier_at_least.
  std::optional<WrittenText>
      multiply;  ///< Short for `effect: multiply` and `points`; so floor and cap.
  std::optional<WrittenText> floor;
  std::optional<WrittenText> cap;
  std::optional<WrittenText> tier_at_least;  ///< The tier's name.
  std::optional<WrittenText> group;
  std::optional<WrittenText> because;
  std::string why;
  std::string source;
  EnabledText enabled;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;
  static const Record<RuleText>& shape();
  friend bool operator==(const RuleText&, const RuleText&) = default;
};

/// One file.
struct RuleFileText {
  std::string title;
  std::vector<WrittenText> include;
  Named<ParameterText> params;
  Named<TableText> tables;
  std::vector<signal::SignalText> signals;
  std::vector<GroupText> groups;
  std::vector<RuleText> rules;
  YamlNode tests = {};  ///< As written: ruletest/test_text.hpp reads them.
  std::vector<DecisionTableText> decision_tables;
  static const Record<RuleFileText>& shape();
};

/// Several files, merged in the order read (an included file before the one that includes it).
struct RuleTexts {
  std::string title;  ///< Of the first file named.
  std::vector<std::shared_ptr<const SourceText>>
      files;  ///< Every file read, for its name and hash.
  Named<ParameterText> params;
  Named<TableText> tables;
  std::vector<signal::SignalText> signals;
  std::vector<GroupText> groups;
  std::vector<RuleText> rules;
  std::vector<DecisionTableText> decision_tables;  ///< With the rows of their CSV files.
  bool has_tests =
      false;  ///< Whether a file that was named, not included, has tests beside its rules.
};

/// The row that is the rule of this id (TABLE.ROW), and its table; nullptr where there is none.
struct FoundRow {
  DecisionTableText* table = nullptr;
  TableRowText* row = nullptr;
};
[[nodiscard]] FoundRow find_row(RuleTexts& texts, std::string_view rule_id);

/// Reads files and what they include, each once. Errors: a file that cannot be read, an include
/// or a table's CSV file that leaves its folder, an include that comes back to itself, a name given
/// twice (both places are told).
/// Nothing where an error was added.
[[nodiscard]] std::optional<RuleTexts> read_rule_files(std::span<const std::string> paths,
                                                       Diagnostics& diagnostics);
/// The same of one text that includes nothing: an argument, a test.
[[nodiscard]] std::optional<RuleTexts> read_rule_text(const std::shared_ptr<const SourceText>& text,
                                                      Diagnostics& diagnostics);

}  // namespace harbinger::rule
