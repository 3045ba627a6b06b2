// SPDX-License-Identifier: Apache-2.0
// The macros that bind variables, evaluated. What all of them visit together is bounded (most_steps).
#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/detail/scalar.hpp"
#include "expr/map_builder.hpp"

namespace harbinger::expr::detail {

namespace {

bool stops(const Value& value) { return value.is<Error>() || value.is<Unknown>(); }

}  // namespace

/// What a macro runs over: the items of a list, or the entries of a map, in their order.
class ScalarEvaluator::Items {
 public:
  explicit Items(const Value& range) : list_(range.get_if<List>()), map_(range.get_if<Map>()) {}

  [[nodiscard]] bool iterable() const { return list_ != nullptr || map_ != nullptr; }
  [[nodiscard]] std::size_t size() const {
    return list_ != nullptr ? list_->items->size() : map_->entries->size();
  }
  [[nodiscard]] bool is_map() const { return map_ != nullptr; }
  /// The item of a list, the key of a map.
  [[nodiscard]] const Value& one(std::size_t i) const {
    return list_ != nullptr ? (*list_->items)[i] : (*map_->entries)[i].first;
  }
  /// The item of a list, the value of a map.
  [[nodiscard]] const Value& value(std::size_t i) const {
    return list_ != nullptr ? (*list_->items)[i] : (*map_->entries)[i].second;
  }

 private:
  const List* list_;
  const Map* map_;
};

void ScalarEvaluator::bind(std::size_t local, Value value) {
  if (locals_.size() <= local) locals_.resize(local + 1);
  locals_[local] = std::move(value);
}

void ScalarEvaluator::bind_item(const Node& node, const Items& items, std::size_t i) {
  if (!node.in_pairs) return bind(node.index, items.one(i));
  bind(node.index, items.is_map() ? items.one(i) : Value(static_cast<std::int64_t>(i)));
  bind(node.index + 1, items.value(i));
}

Value ScalarEvaluator::comprehension(const Node& node) {
  const Value range = evaluate(node.children[0]);
  if (node.macro == Macro::bind) {
    bind(node.index, range);
    return evaluate(node.children[1]);
  }
  if (stops(range)) return range;
  if (node.macro == Macro::optional_map || node.macro == Macro::optional_flat_map) {
    const auto* optional = range.get_if<Optional>();
    if (optional == nullptr) return no_overload(node.name, std::span(&range, 1));
    if (optional->value == nullptr) return range;
    bind(node.index, *optional->value);
    return with_value(node);
  }
  const Items items(range);
  if (!items.iterable()) return no_overload(node.name, std::span(&range, 1));
  if (auto over = visited(range)) return std::move(*over);
  if (node.macro == Macro::all || node.macro == Macro::exists) return quantified(node, items);
  if (node.macro == Macro::exists_one) return counted_once(node, items);
  return mapped(node, items);
}

Value ScalarEvaluator::with_value(const Node& node) {
  Value result = evaluate(node.children[1]);
  if (stops(result)) return result;
  if (node.macro == Macro::optional_map)
    return Optional{std::make_shared<const Value>(std::move(result))};
  if (!result.is<Optional>()) return no_overload(node.name, std::span(&result, 1));
  return result;
}

Value ScalarEvaluator::quantified(const Node& node, const Items& items) {
  Junction conditions(node.macro == Macro::exists);
  for (std::size_t i = 0; i < items.size(); ++i) {
    bind_item(node, items, i);
    if (conditions.add(evaluate(node.children[1]))) break;
  }
  return conditions.result();
}

Value ScalarEvaluator::counted_once(const Node& node, const Items& items) {
  std::size_t sure = 0;
  std::size_t possible = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    bind_item(node, items, i);
    const Value holds = evaluate(node.children[1]);
    if (holds.is<Error>()) return holds;
    if (!holds.is<bool>() && !holds.is<Unknown>())
      return no_overload(node.name, std::span(&holds, 1));
    const bool unknown = holds.is<Unknown>();
    sure += !unknown && holds.get<bool>() ? 1 : 0;
    possible += unknown ? 1 : 0;
  }
  if (sure > 1) return false;
  if (possible > 0) return Unknown{};
  return sure == 1;
}

Value ScalarEvaluator::wanted(const Node& node) {
  const bool conditional = node.macro == Macro::filter || node.children.size() == 3;
  if (!conditional) return true;
  Value holds = evaluate(node.children[1]);
  if (stops(holds) || holds.is<bool>()) return holds;
  return no_overload(node.name, std::span(&holds, 1));
}

Value ScalarEvaluator::mapped(const Node& node, const Items& items) {
  auto list = std::make_shared<std::vector<Value>>();
  MapBuilder map(node.rules);
  for (std::size_t i = 0; i < items.size(); ++i) {
    bind_item(node, items, i);
    const Value holds = wanted(node);
    if (stops(holds)) return holds;
    if (!holds.get<bool>()) continue;
    if (node.macro == Macro::filter) {
      list->push_back(items.one(i));
      continue;
    }
    Value result = bounded(evaluate(node.children.back()));
    if (result.is<Error>()) return result;
    if (node.macro == Macro::map) {
      list->push_back(std::move(result));
      continue;
    }
    if (node.macro == Macro::transform_map) {
      const Value key = items.is_map() ? items.one(i) : Value(static_cast<std::int64_t>(i));
      if (auto wrong = map.add(key, std::move(result))) return std::move(*wrong);
      continue;
    }
    if (stops(result)) return result;
    const auto* entry = result.get_if<Map>();
    if (entry == nullptr) return no_overload(node.name, std::span(&result, 1));
    if (entry->entries->size() != 1)
      return Error{fmt::format("'{}' needs a map of one entry, and this has {}", node.name,
                               entry->entries->size())};
    const auto& [key, value] = entry->entries->front();
    if (auto wrong = map.add(key, value)) return std::move(*wrong);
  }
  if (node.macro == Macro::filter || node.macro == Macro::map) return List{std::move(list)};
  return std::move(map).map();
}

}  // namespace harbinger::expr::detail
