// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/scalar.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/map_builder.hpp"

namespace harbinger::expr::detail {

namespace {

class NoRow : public Row {
 public:
  [[nodiscard]] Value slot(std::uint32_t) const override {
    throw InternalFault("a constant expression asked for a slot");
  }
};

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

/// The value under a name; nothing where the map lacks it.
std::optional<Value> entry_in(const Map& map, const Value& key) {
  const Value* found = entry_of(map, key);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

Error not_an_index(const Value& index) {
  return {fmt::format("a list is indexed by whole numbers, not by {}", shortened(index))};
}

/// The item of a list or the value of a map under `key`; nothing where it is not there.
std::optional<Value> item_in(const Value& operand, const Value& key) {
  if (const auto* map = operand.get_if<Map>()) return entry_in(*map, key);
  const auto* list = operand.get_if<List>();
  const std::array<Value, 2> operands = {operand, key};
  if (list == nullptr) return no_overload("[]", operands);
  const auto at = index_of(key);
  if (!at) return not_an_index(key);
  if (*at < 0 || *at >= static_cast<std::int64_t>(list->items->size())) return std::nullopt;
  return (*list->items)[static_cast<std::size_t>(*at)];
}

Error missing(const Value& operand, const Value& key) {
  if (const auto* list = operand.get_if<List>())
    return {fmt::format("index {} is outside a list of {}", shortened(key), list->items->size())};
  return {fmt::format("no such key: {}", shortened(key))};
}

bool is_scalar(const Value& value) {
  return !value.is<List>() && !value.is<Map>() && !value.is<Optional>() &&
         !value.is<std::string>() && !value.is<Bytes>();
}

/// What an operation that does not look inside goes through: items, and sixteen bytes of a text at a time.
std::size_t items_in(const Value& value) {
  if (const auto* list = value.get_if<List>()) return list->items->size();
  if (const auto* map = value.get_if<Map>()) return map->entries->size();
  if (const auto* text = value.get_if<std::string>()) return text->size() / 16;
  if (const auto* bytes = value.get_if<Bytes>()) return bytes->octets.size() / 16;
  return 0;
}

/// The same with all that is inside, as far as `most`: what is shared counts each time it is met, as whoever
/// compares or writes the value will meet it.
std::size_t items_within(const Value& value, std::size_t most) {
  std::size_t count = items_in(value);
  const auto add = [&](const Value& part) {
    if (count <= most && !is_scalar(part)) count += items_within(part, most - count);
  };
  if (const auto* list = value.get_if<List>())
    for (const Value& item : *list->items) add(item);
  if (const auto* map = value.get_if<Map>())
    for (const auto& [key, item] : *map->entries) add(item);
  if (const auto* optional = value.get_if<Optional>(); optional && optional->value)
    add(*optional->value);
  return count;
}

/// Bytes of a value that an operation may have made anew, its first level only.
std::size_t built_size(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return text->size();
  if (const auto* bytes = value.get_if<Bytes>()) return bytes->octets.size();
  if (const auto* list = value.get_if<List>()) return list->items->size() * sizeof(Value);
  if (const auto* map = value.get_if<Map>()) return 2 * map->entries->size() * sizeof(Value);
  return 0;
}

Value in_optional(Value value) { return Optional{std::make_shared<const Value>(std::move(value))}; }

/// What is missing is no error there: an optional without a value.
Value as_optional(std::optional<Value> found) {
  return found ? in_optional(std::move(*found)) : Value(Optional{});
}

}  // namespace

const Row& no_row() {
  static const NoRow row;
  return row;
}

Value ScalarEvaluator::evaluate(const Node& node) {
  Value value = part(node);
  // What && and || absorb is no answer once the evaluation was cut short.
  if (auto over = exhausted()) return std::move(*over);
  return value;
}

std::optional<Error> ScalarEvaluator::exhausted() const {
  if (steps_ > most_steps)
    return Error{fmt::format("the expression visits more than {} items", most_steps)};
  if (built_ > most_built)
    return Error{fmt::format("the expression builds more than {} MiB of texts, lists and maps",
                             most_built >> 20)};
  return std::nullopt;
}

Value ScalarEvaluator::part(const Node& node) {
  if (node.folded) return *node.folded;
  if (auto over = exhausted()) return std::move(*over);
  Value value = computed(node);
  // The innermost part that failed is the first to see its error.
  if (auto* error = std::get_if<Error>(&value.data); error && error->at == Error::nowhere)
    error->at = node.begin;
  return value;
}

Value ScalarEvaluator::computed(const Node& node) {
  switch (node.kind) {
    case NodeKind::constant: break;
    case NodeKind::slot: return slot(node);
    case NodeKind::local: return locals_[node.index];
    case NodeKind::field: return field(node);
    case NodeKind::present: return present(node);
    case NodeKind::index: return item(node);
    case NodeKind::list: return bounded(list(node));
    case NodeKind::map: return bounded(map(node));
    case NodeKind::negate: return negated(part(node.children[0]));
    case NodeKind::negation: return logical_not(part(node.children[0]));
    case NodeKind::binary: return bounded(binary(node));
    case NodeKind::conjunction: return junction(node, false);
    case NodeKind::disjunction: return junction(node, true);
    case NodeKind::conditional: return conditional(node);
    case NodeKind::call: return bounded(call(node));
    case NodeKind::comprehension: return bounded(comprehension(node));
    case NodeKind::to_number: return as_number(part(node.children[0]));
  }
  HARBINGER_ASSERT(false);
}

Value ScalarEvaluator::slot(const Node& node) const {
  Value value = row_.slot(node.index);
  // A row may hand a whole number to a column of doubles: JSON does not tell the two apart.
  if (node.type.kind == TypeKind::number) return as_number(value);
  return value;
}

std::optional<Error> ScalarEvaluator::visited(std::size_t steps) {
  steps_ += steps;
  return exhausted();
}

Value ScalarEvaluator::bounded(Value value) {
  built_ += built_size(value);
  if (auto over = visited(items_within(value, most_steps))) return std::move(*over);
  return value;
}

Value ScalarEvaluator::field(const Node& node) {
  const Value operand = part(node.children[0]);
  if (stops(operand)) return operand;
  const auto* optional = operand.get_if<Optional>();
  if (optional != nullptr && optional->value == nullptr) return operand;
  const Value& record = optional != nullptr ? *optional->value : operand;
  if (const auto* entity = record.get_if<Entity>(); entity && node.name == "id") return entity->id;
  const auto* map = record.get_if<Map>();
  if (map == nullptr)
    return Error{fmt::format("a value of type {} has no field '{}'", type_name(record), node.name)};
  auto found = entry_in(*map, Value(node.name));
  if (optional != nullptr || node.optional_select) return as_optional(std::move(found));
  if (!found) return missing(record, Value(node.name));
  return std::move(*found);
}

Value ScalarEvaluator::present(const Node& node) {
  const Value operand = part(node.children[0]);
  if (operand.is<Error>()) return operand;
  if (node.name.empty()) return !operand.is<Unknown>();
  if (operand.is<Unknown>()) return operand;
  const auto* optional = operand.get_if<Optional>();
  if (optional != nullptr && optional->value == nullptr) return false;
  const Value& record = optional != nullptr ? *optional->value : operand;
  if (const auto* map = record.get_if<Map>()) return entry_of(*map, Value(node.name)) != nullptr;
  return Error{fmt::format("a value of type {} has no fields", type_name(record))};
}

Value ScalarEvaluator::item(const Node& node) {
  const Value operand = part(node.children[0]);
  const Value index = part(node.children[1]);
  for (const Value* side : {&operand, &index})
    if (side->is<Error>()) return *side;
  if (stops(operand) || stops(index)) return Unknown{};
  const auto* optional = operand.get_if<Optional>();
  if (optional != nullptr && optional->value == nullptr) return operand;
  const Value& collection = optional != nullptr ? *optional->value : operand;
  auto found = item_in(collection, index);
  if (found && found->is<Error>()) return std::move(*found);
  if (optional != nullptr || node.optional_select) return as_optional(std::move(found));
  if (!found) return missing(collection, index);
  return std::move(*found);
}

Value ScalarEvaluator::list(const Node& node) {
  auto items = std::make_shared<std::vector<Value>>();
  items->reserve(node.children.size());
  for (const Node& child : node.children) {
    Value item = part(child);
    if (item.is<Error>()) return item;
    if (child.optional_entry && !item.is<Unknown>()) {
      const auto* optional = item.get_if<Optional>();
      if (optional == nullptr) return no_overload("[?]", std::span(&item, 1));
      if (optional->value == nullptr) continue;
      item = Value(*optional->value);
    }
    items->push_back(std::move(item));
  }
  return List{std::move(items)};
}

Value ScalarEvaluator::map(const Node& node) {
  MapBuilder entries(node.rules);
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    Value key = part(node.children[i]);
    Value value = part(node.children[i + 1]);
    if (stops(key)) return key;
    if (value.is<Error>()) return value;
    if (node.children[i].optional_entry && !value.is<Unknown>()) {
      const auto* optional = value.get_if<Optional>();
      if (optional == nullptr) return no_overload("{?:}", std::span(&value, 1));
      if (optional->value == nullptr) continue;
      value = Value(*optional->value);
    }
    if (auto wrong = entries.add(std::move(key), std::move(value))) return std::move(*wrong);
  }
  return std::move(entries).map();
}

Value ScalarEvaluator::binary(const Node& node) {
  const Value left = part(node.children[0]);
  const Value right = part(node.children[1]);
  // Keys are found by their hash; all else is gone through.
  const bool by_hash = node.op == Operator::in && right.is<Map>();
  if (!is_arithmetic(node.op) && !is_scalar(right) && !by_hash)
    if (auto over = visited(items_within(right, most_steps))) return std::move(*over);
  if (is_arithmetic(node.op)) return arithmetic(node.op, left, right, node.rules);
  if (node.op == Operator::in) return membership(left, right);
  return compared(node.op, left, right);
}

Value ScalarEvaluator::junction(const Node& node, bool decisive) {
  Junction operands(decisive);
  for (const Node& child : node.children)
    if (operands.add(part(child))) break;
  return operands.result();
}

Value ScalarEvaluator::conditional(const Node& node) {
  const Value condition = part(node.children[0]);
  if (const auto* truth = condition.get_if<bool>()) return part(node.children[*truth ? 1 : 2]);
  if (stops(condition)) return condition;
  return no_overload("?:", std::span(&condition, 1));
}

Value ScalarEvaluator::call(const Node& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.children.size());
  for (const Node& child : node.children) {
    arguments.push_back(part(child));
    if (auto over = visited(items_in(arguments.back()))) return std::move(*over);
    if (arguments.size() == 1 && node.overloads.front()->otherwise)
      if (const auto* first = arguments[0].get_if<Optional>(); first && first->value) break;
  }
  if (auto over = visited(node.overloads.front()->cost)) return std::move(*over);
  return called(node, std::move(arguments), row_);
}

}  // namespace harbinger::expr::detail
