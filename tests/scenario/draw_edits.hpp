// SPDX-License-Identifier: Apache-2.0
// Edits drawn at random, as lines of a scenario file, of every kind there is and for any pack: cells are borrowed
// from other rows of the same table, so that what is drawn mostly fits.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "graph/entity_graph.hpp"
#include "model/model_text.hpp"
#include "pack/detail/row_text.hpp"
#include "rule/rule_set.hpp"
#include "signal/random_signals.hpp"

namespace harbinger::tests {

// One line an edit kind; its name is what the counts are told by.
enum class EditKind : unsigned char {
  stake_removed,
  stake_changed,
  stake_added,
  fact_removed,
  fact_changed,
  fact_added,
  node_removed,
  node_changed,
  node_added,
  site_removed,
  site_moved,
  site_changed,
  site_added,
  validity,
  confidence,
  remove_all,
  as_of,
  rule_points,
  rule_when,
  rule_enabled,
  rule_added,
  rule_removed,
  group_cap,
  signal_where,
  signal_value,
  signal_missing,
  parameter,
  table_entry,
  model_weight,
  model_floor,
  model_combine,
  model_weights,
  model_points,
  model_indicator,
  tier_bound,
  tiers_by,
};
/// Kinds of facts and days come first.
inline constexpr std::size_t fact_edit_kinds = 17;
inline constexpr std::array<std::string_view, 36> edit_kind_names = {
    "stake_removed",  "stake_changed", "stake_added",  "fact_removed",    "fact_changed",
    "fact_added",     "node_removed",  "node_changed", "node_added",      "site_removed",
    "site_moved",     "site_changed",  "site_added",   "validity",        "confidence",
    "remove_all",     "as_of",         "rule_points",  "rule_when",       "rule_enabled",
    "rule_added",     "rule_removed",  "group_cap",    "signal_where",    "signal_value",
    "signal_missing", "parameter",     "table_entry",  "model_weight",    "model_floor",
    "model_combine",  "model_weights", "model_points", "model_indicator", "tier_bound",
    "tiers_by"};

/// What edits are drawn of: the inputs as they are by now.
struct EditedSoFar {
  const graph::EntityGraph& graph;
  const rule::RuleSet& rules;
  const model::ModelText& written;  ///< Of the base: edits of models leave its parts in place.
  const model::Model& model;
};

class EditDrawer {
 public:
  explicit EditDrawer(signal::Dice& dice) : dice_(dice) {}

  /// The edit as one line of YAML, without the dash; a day for as_of. Nothing where the inputs have nothing of
  /// the kind.
  std::optional<std::string> draw(EditKind kind, const EditedSoFar& now) {
    now_ = &now;
    using enum EditKind;
    switch (kind) {
      case stake_removed: return removed(edges(true));
      case stake_changed:
        return changed(edges(true, true), {Role::attribute, Role::from, Role::to});
      case stake_added: return added([&](const Plan& plan) { return is_stake(plan); });
      case fact_removed: return removed(edges(false));
      case fact_changed: return changed(edges(false, true), {Role::attribute, Role::to});
      case fact_added:
        return added([&](const Plan& plan) { return plan.is_relation && !is_stake(plan); });
      case node_removed: return removed(nodes(false));
      case node_changed: return changed(nodes(false), {Role::attribute, Role::kind, Role::name});
      case node_added:
        return added([&](const Plan& plan) { return !plan.is_relation && !is_of_sites(plan); });
      case site_removed: return removed(nodes(true));
      case site_moved: return moved();
      case site_changed: return changed(nodes(true), {Role::attribute, Role::name});
      case site_added: return added([&](const Plan& plan) { return is_of_sites(plan); });
      case validity: return changed(any_row(), {Role::valid_from, Role::valid_to});
      case confidence: return changed(any_row(), {Role::confidence});
      case remove_all: return all_removed();
      case as_of: return day();
      case rule_points: return points_set();
      case rule_when: return of_rule("when", [&](const Rule& r) { return new_when(r); });
      case rule_enabled: return rule_switched();
      case rule_added: return rule_drawn();
      case rule_removed: return rule_taken();
      case group_cap: return group_capped();
      case signal_where: return signal_narrowed();
      case signal_value: return signal_valued();
      case signal_missing: return signal_completed();
      case parameter: return parameter_set();
      case table_entry: return entry_set();
      case model_weight: return set_in("model[" + dimension() + "].weight", share());
      case model_floor: return set_in("model[" + dimension() + "].floor", share());
      case model_combine: return combined();
      case model_weights:
        return set_in("model[" + dimension() + "].weights",
                      one_of({"given", "equal", "entropy", "critic", "pca"}));
      case model_points: return points_scaled();
      case model_indicator: return indicator_set();
      case tier_bound: return bound_set();
      case tiers_by: return set_in("model.tiers.by", one_of({"percentile", "percentile", "score"}));
    }
    return std::nullopt;
  }

 private:
  using Plan = pack::detail::TablePlan;
  using Role = pack::detail::ColumnRole;
  using Column = pack::detail::ColumnUse;
  using Facts = std::vector<graph::FactRef>;
  using Rule = rule::RuleText;
  using Edit = std::optional<std::string>;

  static std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      result += c == '\n' ? ' ' : c;
    }
    return result + "\"";
  }
  std::string one_of(const std::vector<std::string>& all) { return dice_.one_of(all); }
  template <class T>
  const T* any(const std::vector<T>& all) {
    return all.empty() ? nullptr : &all[dice_.below(all.size())];
  }
  std::string share() { return fmt::format("{}", static_cast<double>(dice_.below(11)) / 10); }
  std::string day() {
    const auto year = 1998 + dice_.below(30);
    if (dice_.chance(0.2)) return fmt::format("{}", year);
    return fmt::format("{}-{:02}-{:02}", year, 1 + dice_.below(12), 1 + dice_.below(28));
  }
  static Edit set_in(const std::string& path, const std::string& to) {
    return fmt::format("{{set: {}, to: {}}}", quoted(path), to);
  }

  // ---------------------------------------------------------------------------------------------- facts
  [[nodiscard]] const pack::Pack& pack() const { return now_->graph.pack(); }
  [[nodiscard]] const pack::Roles& roles() const { return pack().schema.roles; }
  [[nodiscard]] bool is_stake(pack::RelationId relation) const {
    return relation.valid() && (relation == roles().owns || relation == roles().controls ||
                                relation == roles().listed_on);
  }
  [[nodiscard]] bool is_stake(const Plan& plan) const {
    return plan.is_relation && is_stake(plan.relation);
  }
  [[nodiscard]] bool is_of_sites(const Plan& plan) const {
    return !plan.is_relation && plan.kinds.front() == roles().site;
  }
  [[nodiscard]] const Plan& plan_of(graph::FactRef fact) const {
    return pack().plan->of(now_->graph.fact(fact));
  }

  /// Every relation is as likely as any other, however many edges it has.
  Facts edges(bool stakes, bool rows_only = false) {
    Facts facts;
    std::vector<pack::RelationId> relations;
    for (std::size_t i = 0; i < pack().schema.relations.size(); ++i)
      if (is_stake(pack::RelationId(i)) == stakes &&
          !now_->graph.edges_of(pack::RelationId(i)).empty())
        relations.emplace_back(i);
    if (relations.empty()) return facts;
    for (const graph::EdgeId edge : now_->graph.edges_of(dice_.one_of(relations)))
      if (!rows_only || plan_of(graph::fact_of(edge)).is_relation)
        facts.push_back(graph::fact_of(edge));
    return facts;
  }
  Facts nodes(bool sites) {
    std::vector<pack::KindId> kinds;
    for (std::size_t i = 0; i < pack().schema.kinds.size(); ++i)
      if ((pack::KindId(i) == roles().site) == sites &&
          !now_->graph.nodes_of(pack::KindId(i)).empty())
        kinds.emplace_back(i);
    Facts facts;
    if (!kinds.empty())
      for (const graph::NodeId node : now_->graph.nodes_of(dice_.one_of(kinds)))
        facts.push_back(graph::fact_of(node));
    return facts;
  }
  Facts any_row() {
    switch (dice_.below(4)) {
      case 0: return nodes(false);
      case 1: return nodes(true);
      case 2: return edges(true, true);
      default: return edges(false, true);
    }
  }

  Edit removed(const Facts& facts) {
    const graph::FactRef* fact = any(facts);
    if (fact == nullptr) return std::nullopt;
    return fmt::format("{{remove: {}}}", quoted(now_->graph.fact(*fact).id()));
  }

  [[nodiscard]] std::string text_of(graph::FactRef fact, const Column& column) const {
    return fact.is_edge ? pack::detail::text_of(pack(), pack().edges[fact.index], column)
                        : pack::detail::text_of(pack(), pack().nodes[fact.index], column);
  }
  [[nodiscard]] Facts rows_of(const Plan& plan) const {
    Facts facts;
    if (plan.is_relation) {
      for (const graph::EdgeId edge : now_->graph.edges_of(plan.relation))
        if (&plan_of(graph::fact_of(edge)) == &plan) facts.push_back(graph::fact_of(edge));
    } else {
      for (const pack::KindId kind : plan.kinds)
        for (const graph::NodeId node : now_->graph.nodes_of(kind))
          facts.push_back(graph::fact_of(node));
    }
    return facts;
  }

  /// A value for a column: what another row has, or something new.
  std::string cell(const Column& column, const Facts& rows) {
    const bool is_date =
        column.role == Role::valid_from || column.role == Role::valid_to ||
        (column.attribute != nullptr && column.attribute->spec.type == pack::AttributeType::date);
    const bool may_be_empty =
        is_date || (column.attribute != nullptr && !column.attribute->spec.required);
    if (may_be_empty && dice_.chance(0.15)) return {};
    if (is_date && dice_.chance(0.6)) return day();
    if (column.role == Role::confidence) {
      std::vector<std::string> words;
      for (const auto& word : pack().schema.confidence) words.push_back(word.word);
      return one_of(words);
    }
    if (column.attribute != nullptr) {
      using enum pack::AttributeType;
      const auto type = column.attribute->spec.type;
      if (type == share && dice_.chance(0.6))
        return one_of({"0.1", "0.25", "0.5", "0.51", "0.75", "[0.1, 0.6]", "0.001"});
      if (type == integer && dice_.chance(0.5)) return fmt::format("{}", 1 + dice_.below(9));
      if (type == truth && dice_.chance(0.5)) return one_of({"yes", "no"});
    }
    return rows.empty() ? "" : text_of(dice_.one_of(rows), column);
  }

  Edit changed(const Facts& facts, const std::vector<Role>& roles) {
    const graph::FactRef* fact = any(facts);
    if (fact == nullptr) return std::nullopt;
    const Plan& plan = plan_of(*fact);
    std::vector<Column> columns;
    for (const Column& column : pack::detail::columns_of(plan))
      if (std::find(roles.begin(), roles.end(), column.role) != roles.end())
        columns.push_back(column);
    if (columns.empty()) return std::nullopt;
    const Facts rows = rows_of(plan);
    std::string cells;
    std::vector<std::string> named;
    for (std::size_t n = 1 + dice_.below(2); n > 0; --n) {
      const Column& column = dice_.one_of(columns);
      if (std::find(named.begin(), named.end(), column.name) != named.end()) continue;
      named.push_back(column.name);
      cells += fmt::format("{}{}: {}", cells.empty() ? "" : ", ", quoted(column.name),
                           quoted(cell(column, rows)));
    }
    return fmt::format("{{change: {}, to: {{{}}}}}", quoted(now_->graph.fact(*fact).id()), cells);
  }

  Edit moved() {
    const Facts sites = nodes(true);
    const graph::FactRef* site = any(sites);
    if (site == nullptr) return std::nullopt;
    return fmt::format("{{change: {}, to: {{{}}}}}", quoted(now_->graph.fact(*site).id()),
                       place(plan_of(*site), sites));
  }

  /// Beside another site, or nowhere.
  std::string place(const Plan& plan, const Facts& sites) {
    if (dice_.chance(0.1)) return "lat: \"\", lon: \"\"";
    const graph::FactRef other = dice_.one_of(sites);
    std::string cells;
    for (const Column& column : pack::detail::columns_of(plan))
      if (column.name == "lat" || column.name == "lon") {
        const std::string text = text_of(other, column);
        const double jitter = static_cast<double>(dice_.below(7)) / 10 - 0.3;
        cells += fmt::format("{}{}: {}", cells.empty() ? "" : ", ", column.name,
                             text.empty() || text[0] == '['
                                 ? quoted(text)
                                 : fmt::format("{:.3f}", std::stod(text) + jitter));
      }
    return cells;
  }

  Edit added(const auto& fits) {
    std::vector<const Plan*> plans;
    for (const Plan& plan : pack().plan->tables)
      if (fits(plan)) plans.push_back(&plan);
    if (plans.empty()) return std::nullopt;
    const Plan& plan = *dice_.one_of(plans);
    const Facts rows = rows_of(plan);
    if (rows.empty()) return std::nullopt;
    std::string cells;
    bool placed = false;
    for (const Column& column : pack::detail::columns_of(plan)) {
      std::string text;
      if (column.role == Role::id) {
        if (plan.is_relation) continue;
        text = one_of({"aa-new-", "mm-new-", "zz-new-"}) + std::to_string(dice_.below(100000));
      } else if (column.role == Role::name) {
        text = "something new";
      } else if (column.role == Role::note) {
        continue;
      } else if (is_of_sites(plan) && (column.name == "lat" || column.name == "lon")) {
        if (!placed) cells += ", " + place(plan, rows);
        placed = true;
        continue;
      } else if ((column.role == Role::valid_from || column.role == Role::valid_to) &&
                 dice_.chance(0.7)) {
        continue;
      } else {
        text = cell(column, rows);
      }
      cells += fmt::format(", {}: {}", quoted(column.name), quoted(text));
    }
    return fmt::format("{{add: {{table: {}{}}}}}", quoted(plan.file.value), cells);
  }

  Edit all_removed() {
    const Facts facts = dice_.chance(0.3) ? edges(true) : edges(false);
    const graph::FactRef* fact = any(facts);
    if (fact == nullptr) return std::nullopt;
    const pack::EdgeFact edge = pack().edges[fact->index];
    const auto end = [&](const char* name, graph::NodeId node) {
      return fmt::format("({}:{})", name,
                         pack().schema.kinds[pack().nodes[node].kind().index()].name);
    };
    const bool by_source = dice_.chance(0.5);
    const std::string match = end("a", edge.from()) +
                              "-[e:" + pack().schema.relations[edge.relation().index()].name +
                              "]->" + end("b", edge.to());
    const std::string where = fmt::format("{}.id == '{}'", by_source ? "a" : "b",
                                          pack().nodes[by_source ? edge.from() : edge.to()].id());
    return fmt::format("{{remove_all: {{match: {}, where: {}, fact: {}}}}}", quoted(match),
                       quoted(where), dice_.chance(0.8) ? "e" : (by_source ? "a" : "b"));
  }

  // ---------------------------------------------------------------------------------------------- rules
  [[nodiscard]] const rule::RuleTexts& texts() const { return now_->rules.texts(); }

  template <class NewText>
  Edit of_rule(const char* key, NewText new_text) {
    const Rule* rule = any(texts().rules);
    if (rule == nullptr) return std::nullopt;
    const std::string text = new_text(*rule);
    if (text.empty()) return std::nullopt;
    return set_in(fmt::format("rules[{}].{}", rule->id.value, key), quoted(text));
  }
  /// The number of a rule's effect, under whatever key it stands.
  Edit points_set() {
    const Rule* rule = any(texts().rules);
    if (rule == nullptr) return std::nullopt;
    for (const auto& [key, number] : {std::pair("points", &rule->points),
                                      {"multiply", &rule->multiply},
                                      {"floor", &rule->floor},
                                      {"cap", &rule->cap}})
      if (*number)
        return set_in(fmt::format("rules[{}].{}", rule->id.value, key),
                      quoted(new_number(**number)));
    return std::nullopt;
  }
  std::string new_number(const WrittenText& number) {
    const auto& other = dice_.one_of(texts().rules).points;
    switch (dice_.below(4)) {
      case 0: return "1.5 * (" + number.value + ")";
      case 1: return other ? other->value : "3";
      default: return fmt::format("{}", static_cast<int>(dice_.below(60)) - 15);
    }
  }
  std::string new_when(const Rule& rule) {
    const std::string& other = dice_.one_of(texts().rules).when.value;
    switch (dice_.below(4)) {
      case 0: return "!(" + rule.when.value + ")";
      case 1: return "(" + rule.when.value + ") || (" + other + ")";
      case 2: return "(" + rule.when.value + ") && as_of > date('2012-06-01')";
      default: return other;
    }
  }
  Edit rule_switched() {
    const Rule* rule = any(texts().rules);
    if (rule == nullptr) return std::nullopt;
    return set_in(fmt::format("rules[{}].enabled", rule->id.value),
                  rule->enabled.value ? "{value: false, reason: drawn}" : "true");
  }
  Edit rule_drawn() {
    if (texts().rules.empty()) return std::nullopt;
    const auto leaves = model::point_dimensions(now_->model);
    if (leaves.empty()) return std::nullopt;
    std::string keys = fmt::format("id: drawn.{}, when: {}, because: drawn",
                                   one_of({"a", "m", "z"}) + std::to_string(dice_.below(100000)),
                                   quoted(dice_.one_of(texts().rules).when.value));
    if (dice_.chance(0.25)) keys += fmt::format(", valid_from: {}", 2000 + dice_.below(25));
    if (dice_.chance(0.15)) {
      keys += ", tier_at_least: " +
              now_->model.tiers.bounds[dice_.below(now_->model.tiers.bounds.size())].tier;
      return "{add_rule: {" + keys + "}}";
    }
    std::string leaf = dice_.one_of(leaves);
    const auto& groups = texts().groups;
    const bool grouped = !groups.empty() && dice_.chance(0.3);
    if (grouped) {
      const auto& group = dice_.one_of(groups);
      keys += ", group: " + group.id.value;
      for (const Rule& rule : texts().rules)
        if (rule.group && rule.group->value == group.id.value && rule.dimension)
          leaf = rule.dimension->value;
    }
    const std::string effect =
        grouped ? "points" : one_of({"points", "points", "multiply", "floor", "cap"});
    const std::string amount = effect == "multiply"
                                   ? fmt::format("{}", static_cast<double>(dice_.below(20)) / 10)
                                   : fmt::format("{}", dice_.below(50));
    return fmt::format("{{add_rule: {{{}, dimension: {}, {}: {}}}}}", keys, leaf, effect, amount);
  }
  Edit rule_taken() {
    const Rule* rule = any(texts().rules);
    if (rule == nullptr) return std::nullopt;
    return fmt::format("{{remove_rule: {}}}", rule->id.value);
  }
  Edit group_capped() {
    const rule::GroupText* group = any(texts().groups);
    if (group == nullptr) return std::nullopt;
    return set_in(fmt::format("groups[{}].cap", group->id.value), std::to_string(dice_.below(80)));
  }

  // -------------------------------------------------------------------------------------------- signals
  [[nodiscard]] static const signal::PathsText& paths(const signal::SignalText& text) {
    return text.near ? text.near->match : text.match;
  }
  /// A signal over the same path: what it says of the path, this one may say as well.
  const signal::SignalText& sibling(const signal::SignalText& text) {
    std::vector<const signal::SignalText*> all;
    for (const auto& other : texts().signals)
      if (paths(other) == paths(text) && !paths(text).paths.empty()) all.push_back(&other);
    return all.empty() ? text : *dice_.one_of(all);
  }
  Edit signal_narrowed() {
    const auto* text = any(texts().signals);
    if (text == nullptr || paths(*text).paths.empty()) return std::nullopt;
    const auto& other = sibling(*text);
    std::string where = other.where ? other.where->value : "true";
    if (dice_.chance(0.3)) where = "!(" + where + ")";
    if (dice_.chance(0.3)) where = "(" + where + ") && as_of > date('2015-01-01')";
    return set_in(fmt::format("signals[{}].where", text->id.value), quoted(where));
  }
  Edit signal_valued() {
    const auto* text = any(texts().signals);
    if (text == nullptr || !text->value) return std::nullopt;
    const auto& other = sibling(*text);
    std::string value = other.value ? other.value->value : text->value->value;
    const auto id = now_->rules.signals().find(text->id.value);
    const bool is_number = id && now_->rules.signals()[*id].kind == expr::ColumnKind::number;
    const std::string combine = text->combine ? text->combine->value : "";
    const bool is_sum =
        is_number && !text->lookup && (combine == "sum" || combine == "max" || combine == "mean");
    if (is_sum && dice_.chance(0.7)) value = "2 * (" + text->value->value + ")";
    if (combine == "count_distinct" && dice_.chance(0.5)) value = "site.id";
    return set_in(fmt::format("signals[{}].value", text->id.value), quoted(value));
  }
  Edit signal_completed() {
    const auto* text = any(texts().signals);
    if (text == nullptr || paths(*text).paths.empty()) return std::nullopt;
    return set_in(fmt::format("signals[{}].missing", text->id.value),
                  one_of({"zero", "unknown", "lower_bound"}));
  }
  Edit parameter_set() {
    if (texts().params.empty()) return std::nullopt;
    const auto& [name, parameter] = dice_.one_of(texts().params);
    const YamlNode& value = parameter.value;
    const auto any_id = [&] {
      return std::string(pack().nodes[dice_.below(pack().nodes.size())].id());
    };
    std::string to;
    if (value.kind == YamlKind::sequence) {
      for (const YamlNode& item : value.items)
        if (dice_.chance(0.7)) to += quoted(item.scalar.value) + ", ";
      to = "[" + to + quoted(any_id()) + "]";
    } else if (value.scalar.value.find_first_not_of("0123456789.") == std::string::npos) {
      to = fmt::format("{}", 1 + dice_.below(40));
    } else {
      const auto& countries = now_->graph.nodes_of(roles().country);
      to = quoted(dice_.chance(0.7) && !countries.empty()
                      ? std::string(now_->graph.node(countries[dice_.below(countries.size())]).id())
                      : any_id());
    }
    return set_in("params." + name.value, to);
  }
  Edit entry_set() {
    if (texts().tables.empty()) return std::nullopt;
    const auto& [name, table] = dice_.one_of(texts().tables);
    if (table.values.empty()) return std::nullopt;
    return set_in(fmt::format("tables[{}].{}", name.value, dice_.one_of(table.values).first.value),
                  std::to_string(dice_.below(100)));
  }

  // ---------------------------------------------------------------------------------------------- model
  std::string dimension() {
    const auto& all = now_->model.dimensions;
    return all.size() < 2 ? "none" : all[1 + dice_.below(all.size() - 1)].id;
  }
  Edit combined() {
    const std::string how = one_of({"arithmetic", "geometric", "harmonic", "max", "min"});
    if (dice_.chance(0.3)) return set_in("model.top.combine", how);
    return set_in("model[" + dimension() + "].combine", how);
  }
  Edit points_scaled() {
    std::vector<std::string> leaves = model::point_dimensions(now_->model);
    const std::string* leaf = any(leaves);
    if (leaf == nullptr) return std::nullopt;
    return set_in("model[" + *leaf + "].points." + one_of({"full", "weight"}),
                  std::to_string(10 + dice_.below(150)));
  }
  Edit indicator_set() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& dimension : now_->model.dimensions)
      for (const auto& indicator : dimension.indicators)
        all.emplace_back(dimension.id, indicator.signal);
    const auto* found = any(all);
    if (found == nullptr) return std::nullopt;
    const std::string path = fmt::format("model[{}].indicators[{}].", found->first, found->second);
    switch (dice_.below(4)) {
      case 0: return set_in(path + "weight", share());
      case 1: return set_in(path + "missing", one_of({"zero", "mean", "drop", "unknown"}));
      case 2: return set_in(path + "direction", one_of({"rising", "falling"}));
      default:
        return set_in(path + "normalise", one_of({"minmax", "zscore", "rank", "percentile"}));
    }
  }
  Edit bound_set() {
    const auto& bounds = now_->model.tiers.bounds;
    if (bounds.size() < 2) return std::nullopt;
    const std::size_t i = dice_.below(bounds.size() - 1);
    const double low = bounds[i + 1].at_least;
    const double high = i == 0 ? 100 : bounds[i - 1].at_least;
    return set_in(
        "model.tiers[" + bounds[i].tier + "].at_least",
        fmt::format("{:.2f}", low + (high - low) * (1 + static_cast<double>(dice_.below(8))) / 10));
  }

  signal::Dice& dice_;
  const EditedSoFar* now_ = nullptr;
};

}  // namespace harbinger::tests
