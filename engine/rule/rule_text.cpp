// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_text.hpp"

#include <algorithm>

namespace harbinger::rule {

namespace {

/// A table, or a number of it, written at length.
struct TableRecord {
  Named<TableText::Entry> values;
  std::string why;
  static const Record<TableRecord>& shape() {
    static const auto record =
        Record<TableRecord>("table")
            .required("values", &TableRecord::values, "a number for each text")
            .optional("why", &TableRecord::why, "where the numbers come from");
    return record;
  }
};

struct EntryRecord {
  double value = 0;
  std::string why;
  static const Record<EntryRecord>& shape() {
    static const auto record =
        Record<EntryRecord>("table entry")
            .required("value", &EntryRecord::value, "the number for the text")
            .optional("why", &EntryRecord::why, "the reason for this number");
    return record;
  }
};

}  // namespace

bool read_value(const YamlNode& node, TableText::Entry& out, Diagnostics& diagnostics) {
  out.why.clear();
  if (node.kind != YamlKind::map) return read_value(node, out.value, diagnostics);
  EntryRecord entry;
  const bool good = EntryRecord::shape().read(node, entry, diagnostics);
  out = {entry.value, std::move(entry.why)};
  return good;
}

bool read_value(const YamlNode& node, TableText& out, Diagnostics& diagnostics) {
  const YamlNode* values = node.find("values");
  // A table may well have an entry for the text 'values': that is a number, not a map.
  if (values == nullptr || values->kind != YamlKind::map)
    return out.why.clear(), read_value(node, out.values, diagnostics);
  TableRecord table;
  const bool good = TableRecord::shape().read(node, table, diagnostics);
  out = {std::move(table.values), std::move(table.why)};
  return good;
}

YamlNode written_value(const TableText::Entry& value) {
  if (value.why.empty()) return harbinger::written_value(value.value);
  return EntryRecord::shape().write({value.value, value.why});
}

YamlNode written_value(const TableText& value) {
  // An entry for the text 'values' would be taken for the long form: then that is what is written.
  const bool is_ambiguous = std::any_of(value.values.begin(), value.values.end(),
                                        [](const auto& e) { return e.first.value == "values"; });
  if (value.why.empty() && !is_ambiguous) return harbinger::written_value(value.values);
  return TableRecord::shape().write({value.values, value.why});
}

ValueShape shape_of(const TableText::Entry*) {
  return one_of({{ValueShape::Kind::number}, record_of(EntryRecord::shape())});
}
ValueShape shape_of(const TableText*) {
  return one_of({names_of(shape_of(static_cast<const TableText::Entry*>(nullptr))),
                 record_of(TableRecord::shape())});
}
FoundRow find_row(RuleTexts& texts, std::string_view rule_id) {
  for (DecisionTableText& table : texts.decision_tables) {
    const std::size_t length = table.id.value.size();
    if (!rule_id.starts_with(table.id.value) || rule_id.size() <= length || rule_id[length] != '.')
      continue;
    for (TableRowText& row : table.rows)
      if (row.id.value == rule_id.substr(length + 1)) return {&table, &row};
  }
  return {};
}

const Record<ParameterText>& ParameterText::shape() {
  static const auto record =
      Record<ParameterText>("parameter")
          .required("value", &ParameterText::value, "a number, a truth value, a text or texts")
          .required("why", &ParameterText::why, "the reason for this value");
  return record;
}

const Record<GroupText>& GroupText::shape() {
  static const auto record =
      Record<GroupText>("group")
          .required("id", &GroupText::id, "unique name")
          .required("cap", &GroupText::cap, "the most points its rules add up to, either way")
          .optional("dimension", &GroupText::dimension, "that of its rules")
          .optional("why", &GroupText::why, "the reason for the cap");
  return record;
}

const Record<RuleText>& RuleText::shape() {
  static const auto record =
      Record<RuleText>("rule")
          .required("id", &RuleText::id, "unique name")
          .optional("title", &RuleText::title, "one line for people")
          .required("when", &RuleText::when, "condition: CEL, one truth value per site")
          .optional("dimension", &RuleText::dimension, "the dimension it gives points to")
          .optional("points", &RuleText::points, "points when it fires: CEL, a number")
          .optional("effect", &RuleText::effect,
                    "points (the default), multiply, floor, cap or tier_at_least")
          .optional("multiply", &RuleText::multiply, "short for effect: multiply with points")
          .optional("floor", &RuleText::floor, "short for effect: floor with points")
          .optional("cap", &RuleText::cap, "short for effect: cap with points")
          .optional("tier_at_least", &RuleText::tier_at_least, "the lowest tier where it fires")
          .optional("group", &RuleText::group, "the group whose cap it shares")
          .optional("because", &RuleText::because, "a sentence; {expression} is filled in")
          .optional("why", &RuleText::why, "the reason for these points and thresholds")
          .optional("source", &RuleText::source, "where the reason is told")
          .optional("enabled", &RuleText::enabled,
                    "false, with a reason: {value: false, reason: ...}")
          .optional("valid_from", &RuleText::valid_from, "first day on which it applies")
          .optional("valid_to", &RuleText::valid_to, "last day on which it applies");
  return record;
}

const Record<RuleFileText>& RuleFileText::shape() {
  static const auto record =
      Record<RuleFileText>("rule file")
          .optional("title", &RuleFileText::title, "one line for people")
          .optional("include", &RuleFileText::include, "files of the same folder, or under it")
          .optional("params", &RuleFileText::params, "constants, params.NAME in expressions")
          .optional("tables", &RuleFileText::tables, "tables from texts to numbers")
          .optional("signals", &RuleFileText::signals, "columns read from the graph")
          .optional("groups", &RuleFileText::groups, "rules whose points are capped together")
          .optional("rules", &RuleFileText::rules, "conditions and the points they give")
          .optional("tests", &RuleFileText::tests, "tests of these rules, for `harbinger test`")
          .optional("decision_tables", &RuleFileText::decision_tables,
                    "rules as rows of a table, of which a hit policy says which counts");
  return record;
}

}  // namespace harbinger::rule
