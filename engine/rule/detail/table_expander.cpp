// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/table_expander.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "expr/bounds.hpp"
#include "rule/detail/condition_limits.hpp"
#include "rule/points.hpp"

namespace harbinger::rule::detail {

namespace {

/// Column names that say what a row does.
constexpr std::array<std::string_view, 5> reserved = {"id", "points", "priority", "because", "why"};

std::optional<InputKind> kind_of(expr::TypeKind type) {
  switch (type) {
    case expr::TypeKind::number:
    case expr::TypeKind::integer:
    case expr::TypeKind::unsigned_integer: return InputKind::number;
    case expr::TypeKind::boolean: return InputKind::truth;
    case expr::TypeKind::string: return InputKind::text;
    case expr::TypeKind::date: return InputKind::date;
    default: return std::nullopt;
  }
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// Which rows give way to which.
std::vector<std::vector<std::uint32_t>> classes_of(const DecisionTable& table) {
  std::map<std::int64_t, std::vector<std::uint32_t>> by_place;
  for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
    if (table.policy == HitPolicy::unique) by_place[0].push_back(i);
    if (table.policy == HitPolicy::first) by_place[i].push_back(i);
    // ~x turns the order round, for any x: the greatest comes first.
    if (table.policy == HitPolicy::priority) by_place[~table.rows[i].priority].push_back(i);
  }
  std::vector<std::vector<std::uint32_t>> classes;
  for (auto& [place, rows] : by_place) classes.push_back(std::move(rows));
  return classes;
}

}  // namespace

TableExpander::TableExpander(const RuleTexts& texts, const expr::Environment& environment,
                             bool typed, Diagnostics& diagnostics)
    : texts_(&texts), environment_(&environment), typed_(typed), diagnostics_(&diagnostics) {}

void TableExpander::run() {
  for (const RuleText& rule : texts_->rules) ids_.insert(rule.id.value);
  for (const DecisionTableText& table : texts_->decision_tables) expand(table);
}

void TableExpander::expand(const DecisionTableText& text) {
  if (!text.id.text || !text.dimension.text) return;  // told when it was read
  const bool head = check_head(text);
  const auto policy = policy_of(text);
  DecisionTable table{text.id.value,  policy.value_or(HitPolicy::unique), {}, {}, {},
                      text.id.where()};
  for (const TableInputText& input : text.inputs)
    if (auto read = input_of(input)) table.inputs.push_back(*std::move(read));
  // Cells are held against inputs: without all of them there is nothing to say of a row.
  if (table.inputs.size() < text.inputs.size() || !head || !policy) return;
  const TableId id(tables.size());
  for (const TableRowText& row : text.rows) {
    if (!has_room(row)) break;
    const bool good = check_row(text, row, *policy);
    auto cells = cells_of(row, table.inputs);
    auto when = good && cells ? condition(row, *cells, table.inputs) : std::nullopt;
    if (!when) continue;
    RuleText rule = rule_of(text, row, *policy);
    rule.when = *std::move(when);
    table.rows.push_back(
        {RuleId(texts_->rules.size() + rules.size()), *std::move(cells), row.priority.value_or(0)});
    rules.push_back(std::move(rule));
    table_of.push_back(id);
  }
  table.classes = classes_of(table);
  tables.push_back(std::move(table));
}

bool TableExpander::check_head(const DecisionTableText& text) {
  const std::size_t errors = diagnostics_->error_count();
  if (!text.enabled.value && text.enabled.reason.empty())
    diagnostics_
        ->error(text.enabled.where, "the decision table '{}' is off without a reason",
                text.id.value)
        .with_hint("enabled: {value: false, reason: \"...\"}");
  if (text.valid_from && text.valid_to && text.valid_from->first > text.valid_to->last)
    diagnostics_->error(text.id.where(), "the decision table '{}' ends before it begins",
                        text.id.value);
  if (text.inputs.empty())
    diagnostics_->error(text.id.where(), "the decision table '{}' has no inputs", text.id.value);
  if (text.inputs.size() > most_inputs)
    diagnostics_->error(text.inputs[most_inputs].name.where(),
                        "the decision table '{}' has more than {} inputs (the limit)",
                        text.id.value, most_inputs);
  if (text.rows.empty() && !text.csv)
    diagnostics_->error(text.id.where(), "the decision table '{}' has no rows", text.id.value)
        .with_hint("rows: [...], or csv: FILE");
  std::set<std::string> names;
  for (const TableInputText& input : text.inputs) {
    if (!input.name.text) continue;
    const std::string& name = input.name.value;
    if (!is_name(name) || std::find(reserved.begin(), reserved.end(), name) != reserved.end())
      diagnostics_->error(input.name.where(), "'{}' is no name of an input", name)
          .with_hint(is_name(name) ? "it is what a row does: id, points, priority, because, why"
                                   : "lower-case letters, digits and _");
    else if (!names.insert(name).second)
      diagnostics_->error(input.name.where(), "the input '{}' is there twice", name);
  }
  return diagnostics_->error_count() == errors;
}

std::optional<HitPolicy> TableExpander::policy_of(const DecisionTableText& text) {
  static const std::vector<std::string> hits{"unique", "first", "any", "priority", "collect"};
  static const std::vector<std::string> collects{"sum", "max", "min", "count"};
  const std::string hit = text.hit ? text.hit->value : hits.front();
  const std::string collect = text.collect ? text.collect->value : collects.front();
  const auto hit_at = std::find(hits.begin(), hits.end(), hit);
  const auto collect_at = std::find(collects.begin(), collects.end(), collect);
  if (hit_at == hits.end()) {
    auto& error = diagnostics_->error(text.hit->where(), "unknown hit policy '{}'", hit);
    if (error.did_you_mean(hit, hits).hint.empty())
      error.with_hint("one of unique, first, any, priority, collect");
    return std::nullopt;
  }
  if (collect_at == collects.end()) {
    auto& error =
        diagnostics_->error(text.collect->where(), "'{}' is nothing to collect by", collect);
    if (error.did_you_mean(collect, collects).hint.empty())
      error.with_hint("one of sum, max, min, count");
    return std::nullopt;
  }
  if (hit != "collect" && text.collect) {
    diagnostics_->error(text.collect->where(), "'collect' goes with hit: collect, not with {}",
                        hit);
    return std::nullopt;
  }
  const auto at = hit == "collect" ? 4 + (collect_at - collects.begin()) : hit_at - hits.begin();
  return static_cast<HitPolicy>(at);
}

bool TableExpander::is_whole(const expr::Program& value) const {
  if (expr::is_whole(value)) return true;
  for (const signal::SignalText& signal : texts_->signals)
    if (signal.id.value == value.text().value)
      return signal.combine &&
             (signal.combine->value == "count" || signal.combine->value == "count_distinct") &&
             !signal.near && !signal.lookup && !signal.allocate;
  return false;
}

std::optional<TableInput> TableExpander::input_of(const TableInputText& text) {
  if (!text.name.text || !text.value.text) return std::nullopt;
  auto program = expr::check(text.value, *environment_, *diagnostics_);
  if (!program) return std::nullopt;
  const auto kind = kind_of(program->type().kind);
  if (!kind) {
    if (typed_)
      diagnostics_
          ->error(text.value.where(),
                  "an input is a number, a truth value, a text or a date, and this is {}",
                  expr::to_text(program->type()))
          .with_hint("double(...), string(...) give it a type");
    return std::nullopt;
  }
  const bool whole = is_whole(*program);
  TableInput input{text.name.value, *kind, *std::move(program), {}, whole, text.name.where()};
  if (!text.among) return input;
  input.among = read_cell(*text.among, *kind, *diagnostics_);
  if (!input.among) return std::nullopt;
  if (input.among->kind != Cell::Kind::values) {
    diagnostics_->error(text.among->where(), "'among' lists values or ranges");
    return std::nullopt;
  }
  return input;
}

bool TableExpander::check_row(const DecisionTableText& table, const TableRowText& row,
                              HitPolicy policy) {
  const std::size_t errors = diagnostics_->error_count();
  const std::string id = table.id.value + "." + row.id.value;
  if (row.id.value.empty() || !ids_.insert(id).second)
    diagnostics_->error(row.id.where(), "the rule '{}' is there twice", id)
        .with_hint("a row is the rule TABLE.ROW; one without an id goes by its number");
  if (policy == HitPolicy::count && row.points)
    diagnostics_->error(row.points->where(), "a row has no points where hits are counted")
        .with_hint("each row that hits gives one point; hit: collect with sum adds points");
  if (policy != HitPolicy::count && !row.points)
    diagnostics_->error(row.id.where(), "the row '{}' needs points", row.id.value);
  if (policy == HitPolicy::priority && !row.priority)
    diagnostics_->error(row.id.where(), "the row '{}' needs a priority", row.id.value)
        .with_hint("the row of the greatest priority counts");
  if (policy != HitPolicy::priority && row.priority)
    diagnostics_->error(row.id.where(),
                        "the row '{}' has a priority, which only hit: priority reads",
                        row.id.value);
  if (!row.enabled.value && row.enabled.reason.empty())
    diagnostics_->error(row.enabled.where, "the row '{}' is off without a reason", row.id.value)
        .with_hint("enabled: {value: false, reason: \"...\"}");
  return diagnostics_->error_count() == errors;
}

std::optional<std::vector<Cell>> TableExpander::cells_of(const TableRowText& row,
                                                         const std::vector<TableInput>& inputs) {
  std::vector<std::string> names;
  for (const TableInput& input : inputs) names.push_back(input.name);
  std::vector<Cell> cells(inputs.size());
  bool good = true;
  // With `input` beside the names that are there already, which stay what they are.
  const auto with_input = [&](const TableInput& input) {
    expr::Environment environment = *environment_;
    environment.declare("input", input.value.type());
    return environment;
  };
  for (const auto& [name, written] : row.when) {
    const WrittenText& text = written.text;
    const auto found = std::find(names.begin(), names.end(), name.value);
    if (found == names.end()) {
      diagnostics_->error(name.where(), "unknown input '{}'", name.value)
          .did_you_mean(name.value, names);
      good = false;
      continue;
    }
    if (!text.text) continue;  // nothing is there, or it was told when it was read
    const auto at = static_cast<std::size_t>(found - names.begin());
    auto cell = read_cell(text, inputs[at].kind, *diagnostics_);
    if (cell && cell->kind == Cell::Kind::expression) {
      // Alone first: a mistake is told as one of the cell, and no parenthesis of it closes one around it.
      good = expr::check_as(expr::TypeKind::boolean, "a cell in braces", cell->text,
                            with_input(inputs[at]), *diagnostics_) &&
             good;
    }
    good = good && cell;
    if (cell) cells[at] = *std::move(cell);
  }
  if (!good) return std::nullopt;
  return cells;
}

bool TableExpander::has_room(const TableRowText& row) {
  // One row too many is told by who counts all rules.
  if (is_full_ || texts_->rules.size() + rules.size() > most_rules) return false;
  is_full_ = condition_bytes_ > most_condition_bytes;
  if (is_full_)
    diagnostics_
        ->error(row.id.where(),
                "the conditions of decision tables are more than {} bytes (the limit)",
                most_condition_bytes)
        .with_hint("a signal in place of a long value of an input is named, not repeated");
  return !is_full_;
}

std::optional<WrittenText> TableExpander::condition(const TableRowText& row,
                                                    const std::vector<Cell>& cells,
                                                    const std::vector<TableInput>& inputs) {
  WrittenText all;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const WrittenText part = condition_of(cells[i], inputs[i].value.text().value, inputs[i].kind);
    if (all.value.size() + part.value.size() > longest_condition) {
      diagnostics_
          ->error(cells[i].text.where(),
                  "with this cell the condition of the row is longer than {} bytes (the limit)",
                  longest_condition)
          .with_hint("it repeats the input's value for each entry: make that value a signal");
      return std::nullopt;
    }
    if (part.value.empty()) continue;
    const std::string_view joint = all.value.empty() ? "" : " && ";
    if (!all.offsets.empty()) all.offsets.pop_back();  // the end of what went before
    all.text = part.text;
    all.value.append(joint).append(part.value);
    all.offsets.insert(all.offsets.end(), joint.size(), part.offsets.front());
    all.offsets.insert(all.offsets.end(), part.offsets.begin(), part.offsets.end());
  }
  condition_bytes_ += all.value.size();
  if (!all.value.empty()) return all;
  all = row.id;  // a row that takes all stands where its name does
  all.value = "true";
  all.offsets.resize(1, 0);
  all.offsets.resize(all.value.size() + 1, all.offsets.front());
  return all;
}

RuleText TableExpander::rule_of(const DecisionTableText& table, const TableRowText& row,
                                HitPolicy policy) const {
  RuleText rule;
  rule.id = row.id;
  rule.id.value = table.id.value + "." + row.id.value;
  if (!rule.id.offsets.empty()) {
    // What a position counts from is the row's name, whose last byte the name of the rule has too.
    const std::size_t prefix = table.id.value.size() + 1;
    rule.id.offsets.insert(rule.id.offsets.begin(), prefix, row.id.offsets.front());
  }
  rule.title = table.title;
  rule.dimension = table.dimension;
  rule.group = table.group;
  rule.points = row.points;
  if (policy == HitPolicy::count) {
    WrittenText one = row.id;
    one.value = "1";
    one.offsets.resize(2, one.offsets.empty() ? 0 : one.offsets.back());
    rule.points = std::move(one);
  }
  rule.because = row.because ? row.because : table.because;
  rule.why = row.why.empty() ? table.why : row.why;
  rule.source = table.source;
  rule.enabled = table.enabled.value ? row.enabled : table.enabled;
  rule.valid_from = table.valid_from;
  rule.valid_to = table.valid_to;
  return rule;
}

}  // namespace harbinger::rule::detail
