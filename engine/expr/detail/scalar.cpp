// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/scalar.hpp"

#include <cmath>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"

namespace harbinger::expr::detail {

namespace {

class NoRow : public Row {
 public:
  [[nodiscard]] Value slot(std::uint32_t) const override {
    throw InternalFault("a constant expression asked for a slot");
  }
};

Value as_number(const Value& value) {
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* whole = value.get_if<std::uint64_t>()) return static_cast<double>(*whole);
  return value;
}

bool stops(const Value& value) { return value.is<Error>() || value.is<Unknown>(); }

/// The index a number names; nothing for fractions and values that are no number.
std::optional<std::int64_t> index_of(const Value& value) {
  if (const auto* whole = value.get_if<std::int64_t>()) return *whole;
  if (const auto* whole = value.get_if<std::uint64_t>())
    return *whole <= INT64_MAX ? std::optional(static_cast<std::int64_t>(*whole)) : std::nullopt;
  if (const auto* real = value.get_if<double>())
    if (std::abs(*real) < 0x1p53 && *real == std::trunc(*real))
      return static_cast<std::int64_t>(*real);
  return std::nullopt;
}

Value list_item(const List& list, const Value& index) {
  const auto at = index_of(index);
  if (!at)
    return Error{fmt::format("a list is indexed by whole numbers, not by {}", to_text(index))};
  if (*at < 0 || *at >= static_cast<std::int64_t>(list.items->size()))
    return Error{fmt::format("index {} is outside a list of {}", *at, list.items->size())};
  return (*list.items)[static_cast<std::size_t>(*at)];
}

Value map_entry(const Map& map, const Value& key) {
  const Value* found = entry_of(map, key);
  if (found != nullptr) return *found;
  return Error{fmt::format("no such key: {}", to_text(key))};
}

bool may_be_key(const Value& value) {
  return value.is<bool>() || value.is<std::int64_t>() || value.is<std::uint64_t>() ||
         value.is<std::string>() || value.is<double>();
}

std::vector<Value> keys_of(const Map& map) {
  std::vector<Value> keys;
  keys.reserve(map.entries->size());
  for (const auto& [key, value] : *map.entries) keys.push_back(key);
  return keys;
}

}  // namespace

const Row& no_row() {
  static const NoRow row;
  return row;
}

Value ScalarEvaluator::evaluate(const Node& node) {
  if (node.folded) return *node.folded;
  switch (node.kind) {
    case NodeKind::constant: break;
    case NodeKind::slot: return slot(node);
    case NodeKind::local: return locals_[node.index];
    case NodeKind::field: return field(node);
    case NodeKind::present: return present(node);
    case NodeKind::index: return item(node);
    case NodeKind::list: return list(node);
    case NodeKind::map: return map(node);
    case NodeKind::negate: return negated(evaluate(node.children[0]));
    case NodeKind::negation: return logical_not(evaluate(node.children[0]));
    case NodeKind::binary: return binary(node);
    case NodeKind::conjunction: return junction(node, false);
    case NodeKind::disjunction: return junction(node, true);
    case NodeKind::conditional: return conditional(node);
    case NodeKind::call: return call(node);
    case NodeKind::comprehension: return comprehension(node);
    case NodeKind::to_number: return as_number(evaluate(node.children[0]));
  }
  HARBINGER_ASSERT(false);
}

Value ScalarEvaluator::slot(const Node& node) const {
  Value value = row_.slot(node.index);
  // A row may hand a whole number to a column of doubles: JSON does not tell the two apart.
  if (node.type.kind == TypeKind::number) return as_number(value);
  return value;
}

Value ScalarEvaluator::field(const Node& node) {
  const Value operand = evaluate(node.children[0]);
  if (stops(operand)) return operand;
  if (const auto* entity = operand.get_if<Entity>(); entity && node.name == "id") return entity->id;
  if (const auto* map = operand.get_if<Map>()) return map_entry(*map, Value(node.name));
  return Error{fmt::format("a value of type {} has no field '{}'", type_name(operand), node.name)};
}

Value ScalarEvaluator::present(const Node& node) {
  const Value operand = evaluate(node.children[0]);
  if (operand.is<Error>()) return operand;
  if (node.name.empty()) return !operand.is<Unknown>();
  if (operand.is<Unknown>()) return operand;
  if (const auto* map = operand.get_if<Map>()) return entry_of(*map, Value(node.name)) != nullptr;
  return Error{fmt::format("a value of type {} has no fields", type_name(operand))};
}

Value ScalarEvaluator::item(const Node& node) {
  const Value operand = evaluate(node.children[0]);
  const Value index = evaluate(node.children[1]);
  for (const Value* side : {&operand, &index})
    if (side->is<Error>()) return *side;
  if (stops(operand) || stops(index)) return Unknown{};
  if (const auto* values = operand.get_if<List>()) return list_item(*values, index);
  if (const auto* entries = operand.get_if<Map>()) return map_entry(*entries, index);
  const std::array<Value, 2> operands = {operand, index};
  return no_overload("[]", operands);
}

Value ScalarEvaluator::list(const Node& node) {
  auto items = std::make_shared<std::vector<Value>>();
  items->reserve(node.children.size());
  for (const Node& child : node.children) {
    items->push_back(evaluate(child));
    if (items->back().is<Error>()) return items->back();
  }
  return List{std::move(items)};
}

Value ScalarEvaluator::map(const Node& node) {
  auto entries = std::make_shared<std::vector<std::pair<Value, Value>>>();
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    Value key = evaluate(node.children[i]);
    Value value = evaluate(node.children[i + 1]);
    if (stops(key)) return key;
    if (value.is<Error>()) return value;
    if (!may_be_key(key))
      return Error{fmt::format("a value of type {} is no key of a map", type_name(key))};
    if (entry_of(Map{entries}, key) != nullptr)
      return Error{fmt::format("the key {} stands twice in a map", to_text(key))};
    entries->emplace_back(std::move(key), std::move(value));
  }
  return Map{std::move(entries)};
}

Value ScalarEvaluator::binary(const Node& node) {
  const Value left = evaluate(node.children[0]);
  const Value right = evaluate(node.children[1]);
  if (is_arithmetic(node.op)) return arithmetic(node.op, left, right, node.rules);
  if (node.op == Operator::in) return membership(left, right);
  return compared(node.op, left, right);
}

Value ScalarEvaluator::junction(const Node& node, bool decisive) {
  Junction operands(decisive);
  for (const Node& child : node.children)
    if (operands.add(evaluate(child))) break;
  return operands.result();
}

Value ScalarEvaluator::conditional(const Node& node) {
  const Value condition = evaluate(node.children[0]);
  if (const auto* truth = condition.get_if<bool>()) return evaluate(node.children[*truth ? 1 : 2]);
  if (stops(condition)) return condition;
  return no_overload("?:", std::span(&condition, 1));
}

Value ScalarEvaluator::call(const Node& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.children.size());
  for (const Node& child : node.children) arguments.push_back(evaluate(child));
  return called(node, std::move(arguments), row_);
}

Value ScalarEvaluator::comprehension(const Node& node) {
  const Value range = evaluate(node.children[0]);
  if (stops(range)) return range;
  const auto* list = range.get_if<List>();
  const auto* map = range.get_if<Map>();
  if (list == nullptr && map == nullptr) return no_overload(node.name, std::span(&range, 1));
  const std::vector<Value> items = list != nullptr ? *list->items : keys_of(*map);
  steps_ += items.size();
  if (steps_ > most_steps)
    return Error{fmt::format("the expression visits more than {} items", most_steps)};
  switch (node.macro) {
    case Macro::all:
    case Macro::exists: return quantified(node, items);
    case Macro::exists_one: return counted_once(node, items);
    case Macro::filter:
    case Macro::map:
    case Macro::map_where: return mapped(node, items);
  }
  HARBINGER_ASSERT(false);
}

Value ScalarEvaluator::with_item(const Node& node, const Node& body, const Value& item) {
  bind(node.index, item);
  return evaluate(body);
}

void ScalarEvaluator::bind(std::uint32_t local, Value item) {
  if (locals_.size() <= local) locals_.resize(local + 1);
  locals_[local] = std::move(item);
}

Value ScalarEvaluator::quantified(const Node& node, const std::vector<Value>& items) {
  Junction conditions(node.macro == Macro::exists);
  for (const Value& item : items)
    if (conditions.add(with_item(node, node.children[1], item))) break;
  return conditions.result();
}

Value ScalarEvaluator::counted_once(const Node& node, const std::vector<Value>& items) {
  std::size_t sure = 0;
  std::size_t possible = 0;
  for (const Value& item : items) {
    const Value holds = with_item(node, node.children[1], item);
    if (holds.is<Error>()) return holds;
    if (!holds.is<bool>() && !holds.is<Unknown>())
      return no_overload("exists_one", std::span(&holds, 1));
    const bool unknown = holds.is<Unknown>();
    sure += !unknown && holds.get<bool>() ? 1 : 0;
    possible += unknown ? 1 : 0;
  }
  if (sure > 1) return false;
  if (possible > 0) return Unknown{};
  return sure == 1;
}

Value ScalarEvaluator::mapped(const Node& node, const std::vector<Value>& items) {
  auto out = std::make_shared<std::vector<Value>>();
  for (const Value& item : items) {
    if (node.macro != Macro::map) {
      const Value wanted = with_item(node, node.children[1], item);
      if (stops(wanted)) return wanted;
      if (!wanted.is<bool>()) return no_overload(node.name, std::span(&wanted, 1));
      if (!wanted.get<bool>()) continue;
    }
    out->push_back(node.macro == Macro::filter ? item
                                               : with_item(node, node.children.back(), item));
    if (out->back().is<Error>()) return out->back();
  }
  return List{std::move(out)};
}

}  // namespace harbinger::expr::detail
