// SPDX-License-Identifier: Apache-2.0
// The macros that bind variables, evaluated. What all of them visit together is bounded (most_steps).
#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/detail/scalar.hpp"
#include "expr/map_builder.hpp"

namespace harbinger::expr::detail {

void ScalarEvaluator::bind(std::uint32_t local, Value value) {
  if (locals_.size() <= local) locals_.resize(local + 1);
  locals_[local] = std::move(value);
}

void ScalarEvaluator::bind_item(const Node& node, const Items& items, std::size_t i) {
  if (!node.in_pairs) return bind(node.index, items.one(i));
  bind(node.index, items.key(i));
  bind(node.index + 1, items.value(i));
}

Value ScalarEvaluator::comprehension(const Node& node) {
  const Value range = part(node.children[0]);
  if (node.macro == Macro::bind) {
    bind(node.index, range);
    return part(node.children[1]);
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
  if (auto over = visited(items.size())) return std::move(*over);
  if (node.macro == Macro::all || node.macro == Macro::exists) return quantified(node, items);
  if (node.macro == Macro::exists_one) return counted_once(node, items);
  return mapped(node, items);
}

Value ScalarEvaluator::with_value(const Node& node) {
  Value result = part(node.children[1]);
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
    if (conditions.add(part(node.children[1]))) break;
    if (auto over = exhausted()) return std::move(*over);
  }
  return conditions.result();
}

Value ScalarEvaluator::counted_once(const Node& node, const Items& items) {
  std::size_t sure = 0;
  std::size_t possible = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    bind_item(node, items, i);
    const Value holds = part(node.children[1]);
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
  Value holds = part(node.children[1]);
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
    Value result = bounded(part(node.children.back()));
    if (result.is<Error>()) return result;
    if (node.macro == Macro::map) {
      list->push_back(std::move(result));
      continue;
    }
    if (node.macro == Macro::transform_map) {
      if (auto wrong = map.add(items.key(i), std::move(result))) return std::move(*wrong);
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
