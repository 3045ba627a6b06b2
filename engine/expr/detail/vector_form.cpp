// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/vector_form.hpp"

#include <algorithm>

#include "expr/detail/instructions.hpp"

namespace harbinger::expr::detail {

namespace {

std::optional<ColumnKind> kind_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::number: return ColumnKind::number;
    case TypeKind::boolean: return ColumnKind::truth;
    case TypeKind::string: return ColumnKind::text;
    default: return std::nullopt;
  }
}

bool holds(ColumnKind kind, const Value& value) {
  if (value.is<Unknown>() || value.is<Error>()) return true;
  switch (kind) {
    case ColumnKind::number: return value.is<double>();
    case ColumnKind::truth: return value.is<bool>();
    case ColumnKind::text: break;
  }
  return value.is<std::string>();
}

bool is(const Node& node, ColumnKind kind) { return lane_kind(node) == kind; }

bool all_are(std::span<const Node> nodes, ColumnKind kind) {
  return std::all_of(nodes.begin(), nodes.end(), [&](const Node& n) { return is(n, kind); });
}

template <class T>
bool is_list_of(const Node& node) {
  const List* list = node.folded ? node.folded->get_if<List>() : nullptr;
  return list != nullptr && std::all_of(list->items->begin(), list->items->end(),
                                        [](const Value& item) { return item.is<T>(); });
}

/// A text column in a list of texts. Other texts have codes that differ from run to run.
bool is_text_membership(const Node& item, const Node& list) {
  return item.kind == NodeKind::slot && !item.folded && is(item, ColumnKind::text) &&
         is_list_of<std::string>(list);
}

bool binary_has(const Node& node) {
  const Node& left = node.children[0];
  const Node& right = node.children[1];
  if (node.op == Operator::in)
    return (is(left, ColumnKind::number) && is_list_of<double>(right)) ||
           is_text_membership(left, right);
  if (is_arithmetic(node.op)) return all_are(node.children, ColumnKind::number);
  return lane_kind(left) && lane_kind(left) == lane_kind(right);
}

bool call_has(const Node& node) {
  // Which of several overloads is meant shows in a row only.
  if (node.overloads.size() != 1) return false;
  const auto& arguments = node.children;
  if (node.name == "known") return lane_kind(arguments[0]).has_value();
  if (node.name == "default")
    return lane_kind(node) && is(arguments[0], *lane_kind(node)) &&
           is(arguments[1], *lane_kind(node));
  return number_function(node.name, arguments.size()) != nullptr &&
         all_are(arguments, ColumnKind::number);
}

}  // namespace

std::optional<ColumnKind> lane_kind(const Node& node) {
  const auto kind = kind_of(node.type);
  if (kind && node.folded && !holds(*kind, *node.folded)) return std::nullopt;
  return kind;
}

bool has_vector_form(const Node& node) {
  const auto kind = lane_kind(node);
  if (!kind) return false;
  if (node.folded) return true;
  switch (node.kind) {
    case NodeKind::slot: return true;
    case NodeKind::negate:
    case NodeKind::negation: return is(node.children[0], *kind);
    case NodeKind::binary: return binary_has(node);
    case NodeKind::conjunction:
    case NodeKind::disjunction: return all_are(node.children, ColumnKind::truth);
    case NodeKind::conditional:
      return is(node.children[0], ColumnKind::truth) && is(node.children[1], *kind) &&
             is(node.children[2], *kind);
    case NodeKind::present: return node.name.empty() && lane_kind(node.children[0]).has_value();
    case NodeKind::call: return call_has(node);
    default: return false;
  }
}

}  // namespace harbinger::expr::detail
