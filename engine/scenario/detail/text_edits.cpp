// SPDX-License-Identifier: Apache-2.0
#include "scenario/detail/text_edits.hpp"

#include "rule/rule_set.hpp"

#include <algorithm>

namespace harbinger::scenario::detail {

namespace {

using Root = EditPath::Root;

const std::string& name_of(const rule::DecisionTableText& table) { return table.id.value; }
const std::string& name_of(const rule::GroupText& group) { return group.id.value; }
const std::string& name_of(const signal::SignalText& signal) { return signal.id.value; }
const std::string& name_of(const model::IndicatorText& indicator) { return indicator.signal.value; }
const std::string& name_of(const model::TierText& tier) { return tier.tier.value; }
template <class T>
const std::string& name_of(const std::pair<WrittenText, T>& named) {
  return named.first.value;
}

/// The item of a name; an error, with the nearest name, where there is none.
template <class T>
T* find_named(std::vector<T>& items, const WrittenText& name, std::string_view what,
              Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (T& item : items) {
    if (name_of(item) == name.value) return &item;
    names.push_back(name_of(item));
  }
  diagnostics.error(name.where(), "unknown {} '{}'", what, name.value)
      .did_you_mean(name.value, names);
  return nullptr;
}

/// Reads the key of the path over a record; what it goes by stays.
template <class T>
bool set_key(const Record<T>& record, const SetValue& set, std::string_view name_key, T& out,
             Diagnostics& diagnostics) {
  if (set.path.key.value == name_key) {
    diagnostics.error(set.path.key.where(), "the {} of a {} stays as it is", name_key, record.name);
    return false;
  }
  return record.set(set.path.key, set.to, out, diagnostics);
}

/// Dimensions by their dotted paths.
void list_dimensions(std::vector<model::DimensionText>& dimensions, const std::string& prefix,
                     std::vector<std::pair<std::string, model::DimensionText*>>& out) {
  for (model::DimensionText& dimension : dimensions) {
    const std::string path = prefix + dimension.id.value;
    out.emplace_back(path, &dimension);
    list_dimensions(dimension.children, path + ".", out);
  }
}

model::DimensionText* find_dimension(model::ModelText& model, const WrittenText& name,
                                     Diagnostics& diagnostics) {
  std::vector<std::pair<std::string, model::DimensionText*>> all;
  list_dimensions(model.dimensions, {}, all);
  std::vector<std::string> names;
  for (const auto& [path, dimension] : all) {
    if (path == name.value) return dimension;
    names.push_back(path);
  }
  diagnostics.error(name.where(), "unknown dimension '{}'", name.value)
      .did_you_mean(name.value, names);
  return nullptr;
}

bool set_points(const SetValue& set, model::DimensionText& dimension, Diagnostics& diagnostics) {
  if (dimension.points)
    return set_key(model::PointsText::shape(), set, {}, *dimension.points, diagnostics);
  diagnostics.error(set.path.whole.where(), "the dimension '{}' takes no points",
                    set.path.id.value);
  return false;
}

/// Expressions were checked against the type of a parameter, so that it keeps it.
bool same_type(const EditPath& path, const YamlNode& before, const YamlNode& after,
               Diagnostics& diagnostics) {
  const auto wanted = rule::parameter_type(before);
  const auto given = rule::parameter_type(after);
  if (!wanted || given == wanted) return true;
  diagnostics.error(after.where, "the parameter '{}' is a {}{}", path.key.value,
                    expr::to_text(*wanted),
                    given ? ", and this is a " + expr::to_text(*given) : std::string());
  return false;
}

/// A rule that is written as one; the ids of rows are told as well where there is none.
rule::RuleText* find_rule(rule::RuleTexts& rules, const WrittenText& name,
                          Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (rule::RuleText& rule : rules.rules) {
    if (rule.id.value == name.value) return &rule;
    names.push_back(rule.id.value);
  }
  for (const rule::DecisionTableText& table : rules.decision_tables)
    for (const rule::TableRowText& row : table.rows)
      names.push_back(table.id.value + "." + row.id.value);
  diagnostics.error(name.where(), "unknown rule '{}'", name.value).did_you_mean(name.value, names);
  return nullptr;
}

/// What is off says why: the edit does.
bool say_why_off(const Edit& edit, rule::EnabledText& enabled) {
  if (!enabled.value && enabled.reason.empty())
    enabled.reason =
        edit.why.empty() ? fmt::format("off in the scenario '{}'", edit.scenario) : edit.why;
  return true;
}

bool set_in_table(const Edit& edit, const SetValue& set, rule::DecisionTableText& table,
                  Diagnostics& diagnostics) {
  if (set.path.key.value == "csv") {
    diagnostics.error(set.path.key.where(), "the csv of a decision table stays as it is")
        .with_hint("its rows can be set: rules[TABLE.ROW].KEY");
    return false;
  }
  if (!set_key(rule::DecisionTableText::shape(), set, "id", table, diagnostics)) return false;
  rule::number_rows(table);
  return say_why_off(edit, table.enabled);
}

}  // namespace

bool is_of_model(const EditPath& path) { return path.root >= Root::dimension; }

bool set_in_rules(const Edit& edit, const SetValue& set, rule::RuleTexts& rules,
                  Diagnostics& diagnostics) {
  const EditPath& path = set.path;
  if (path.root == Root::parameter) {
    auto* parameter = find_named(rules.params, path.key, "parameter", diagnostics);
    if (parameter == nullptr || !same_type(path, parameter->second.value, set.to, diagnostics))
      return false;
    parameter->second.value = set.to;
    return true;
  }
  if (path.root == Root::group) {
    auto* group = find_named(rules.groups, path.id, "group", diagnostics);
    return group != nullptr && set_key(rule::GroupText::shape(), set, "id", *group, diagnostics);
  }
  if (path.root == Root::signal) {
    auto* signal = find_named(rules.signals, path.id, "signal", diagnostics);
    return signal != nullptr &&
           set_key(signal::SignalText::shape(), set, "id", *signal, diagnostics);
  }
  if (path.root == Root::table) {
    auto* table = find_named(rules.tables, path.id, "table", diagnostics);
    auto* entry = table == nullptr
                      ? nullptr
                      : find_named(table->second.values, path.key, "entry", diagnostics);
    return entry != nullptr && read_value(set.to, entry->second, diagnostics);
  }
  if (path.root == Root::decision_table) {
    auto* table = find_named(rules.decision_tables, path.id, "decision table", diagnostics);
    return table != nullptr && set_in_table(edit, set, *table, diagnostics);
  }
  if (const rule::FoundRow found = rule::find_row(rules, path.id.value); found.row != nullptr)
    return set_key(rule::TableRowText::shape(), set, "id", *found.row, diagnostics) &&
           say_why_off(edit, found.row->enabled);
  auto* rule = find_rule(rules, path.id, diagnostics);
  return rule != nullptr && set_key(rule::RuleText::shape(), set, "id", *rule, diagnostics) &&
         say_why_off(edit, rule->enabled);
}

bool set_in_model(const SetValue& set, model::ModelText& model, Diagnostics& diagnostics) {
  const EditPath& path = set.path;
  if (path.root == Root::top)
    return set_key(model::TopText::keys(), set, {}, model.top.dimension, diagnostics);
  if (path.root == Root::tiers)
    return set_key(model::TiersText::shape(), set, {}, model.tiers, diagnostics);
  if (path.root == Root::tier) {
    auto* tier = find_named(model.tiers.bounds, path.id, "tier", diagnostics);
    return tier != nullptr && set_key(model::TierText::shape(), set, "tier", *tier, diagnostics);
  }
  model::DimensionText* dimension = find_dimension(model, path.id, diagnostics);
  if (dimension == nullptr) return false;
  if (path.root == Root::points) return set_points(set, *dimension, diagnostics);
  if (path.root == Root::indicator) {
    auto* indicator = find_named(dimension->indicators, path.part, "indicator", diagnostics);
    return indicator != nullptr &&
           set_key(model::IndicatorText::shape(), set, "signal", *indicator, diagnostics);
  }
  return set_key(model::DimensionText::shape(), set, "id", *dimension, diagnostics);
}

bool add_rule(const AddRule& add, rule::RuleTexts& rules, Diagnostics& diagnostics) {
  for (const rule::RuleText& rule : rules.rules)
    if (rule.id.value == add.rule.id.value) {
      diagnostics.error(add.rule.id.where(), "the rule '{}' is there already", rule.id.value)
          .with_hint("set its keys, or remove it in a scenario that this one extends");
      return false;
    }
  rules.rules.push_back(add.rule);
  return true;
}

bool remove_rule(const RemoveRule& remove, rule::RuleTexts& rules, Diagnostics& diagnostics) {
  if (const rule::FoundRow found = rule::find_row(rules, remove.id.value); found.row != nullptr) {
    auto& rows = found.table->rows;
    rows.erase(rows.begin() + (found.row - rows.data()));
    return true;
  }
  const auto* rule = find_rule(rules, remove.id, diagnostics);
  if (rule == nullptr) return false;
  rules.rules.erase(rules.rules.begin() + (rule - rules.rules.data()));
  return true;
}

}  // namespace harbinger::scenario::detail
