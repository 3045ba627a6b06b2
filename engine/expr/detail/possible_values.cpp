// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/possible_values.hpp"

#include <algorithm>

#include "expr/detail/meaning.hpp"

namespace harbinger::expr::detail {

namespace {

/// A node of which something may be assumed: what reads the row, and is not put together by logic.
bool may_be_assumed(const Node& node) {
  return node.kind != NodeKind::conjunction && node.kind != NodeKind::disjunction &&
         node.kind != NodeKind::negation && node.kind != NodeKind::local;
}

}  // namespace

Possible PossibleValues::of(const Node& node, const Assumed& assumed) const {
  if (node.folded) return exactly(*node.folded);
  if (++visits_ > most_visits) return anything_of(node.type);
  Possible value = computed(node, assumed);
  if (assumed.empty() || !may_be_assumed(node)) return value;
  const std::string meaning = meaning_of(node);
  for (const auto& [of, taken] : assumed)
    if (of == meaning) value = meet(value, taken);
  return value;
}

Possible PossibleValues::computed(const Node& node, const Assumed& assumed) const {
  switch (node.kind) {
    case NodeKind::slot:
      return node.index < known_.slots.size() ? known_.slots[node.index] : anything_of(node.type);
    case NodeKind::negate: return negated(of(node.children[0], assumed));
    case NodeKind::negation: {
      Possible value = of(node.children[0], assumed);
      if (!value.is_logical()) return anything_of(node.type);
      std::swap(value.is_true, value.is_false);
      return value;
    }
    case NodeKind::binary:
      if (node.op == Operator::in) return membership(node, assumed);
      if (is_arithmetic(node.op))
        return arithmetic(node.op, of(node.children[0], assumed), of(node.children[1], assumed),
                          node.type);
      return compared(node.op, of(node.children[0], assumed), of(node.children[1], assumed));
    case NodeKind::conjunction:
    case NodeKind::disjunction: return junction(node, assumed);
    case NodeKind::conditional: return conditional(node, assumed);
    case NodeKind::call: return call(node, assumed);
    case NodeKind::to_number: {
      const Possible value = of(node.children[0], assumed);
      return value.is_numeric() ? value : anything_of(node.type);
    }
    default: return anything_of(node.type);
  }
}

/// Kleene's: of `&&`, false where an operand can be, true where all can be at once.
Possible PossibleValues::junction(const Node& node, const Assumed& assumed) const {
  const bool all = node.kind == NodeKind::conjunction;
  Possible out;
  bool decided = false;
  for (const Node& child : node.children) {
    const Possible operand = of(child, assumed);
    out.unknown = out.unknown || operand.unknown;
    out.error = out.error || operand.error || !operand.is_logical();
    decided = decided || (all ? operand.is_false : operand.is_true);
  }
  Assumed together = assumed;
  const bool at_once = assume_all(node, all, together);
  out.is_true = all ? at_once : decided;
  out.is_false = all ? decided : at_once;
  return out;
}

Possible PossibleValues::conditional(const Node& node, const Assumed& assumed) const {
  const Possible condition = of(node.children[0], assumed);
  Possible out{.unknown = condition.unknown, .error = condition.error || !condition.is_logical()};
  for (const bool truth : {true, false}) {
    Assumed branch = assumed;
    if (assume(node.children[0], truth, branch))
      out = join(out, of(node.children[truth ? 1 : 2], branch));
  }
  return out;
}

std::optional<std::vector<Possible>> items_of(const Possible& list) {
  if (!list.list) return std::nullopt;
  std::vector<Possible> items;
  for (const Value& item : *list.list->items) items.push_back(exactly(item));
  return items;
}

Possible PossibleValues::membership(const Node& node, const Assumed& assumed) const {
  const Possible item = of(node.children[0], assumed);
  const Node& collection = node.children[1];
  std::optional<std::vector<Possible>> items;
  Possible out{.unknown = item.unknown, .error = item.error};
  const auto is_optional = [](const Node& child) { return child.optional_entry; };
  if (collection.kind == NodeKind::list && !collection.folded) {
    if (std::any_of(collection.children.begin(), collection.children.end(), is_optional))
      return anything_of(node.type);
    items.emplace();
    for (const Node& child : collection.children) items->push_back(of(child, assumed));
  } else {
    const Possible list = of(collection, assumed);
    items = items_of(list);
    out.unknown = out.unknown || list.unknown;
    out.error = out.error || list.error;
  }
  if (!items) return anything_of(node.type);
  out.is_false = true;
  for (const Possible& other : *items) {
    const Possible equal = compared(Operator::equal, item, other);
    out = {.unknown = out.unknown || equal.unknown,
           .error = out.error || equal.error,
           .is_true = out.is_true || equal.is_true,
           .is_false = out.is_false && equal.is_false};
  }
  // An item that is unknown, or no value at all, is in no list for sure.
  out.is_false = out.is_false || items->empty();
  return out;
}

}  // namespace harbinger::expr::detail
