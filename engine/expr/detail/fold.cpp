// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/fold.hpp"

#include <algorithm>
#include <limits>

#include "expr/detail/operations.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr std::uint32_t no_local = std::numeric_limits<std::uint32_t>::max();

/// What a subtree needs to be evaluated.
struct Needs {
  bool row = false;
  std::uint32_t outermost_local = no_local;
};

bool asks_row(const Node& node) {
  if (node.kind == NodeKind::slot) return true;
  return node.kind == NodeKind::call &&
         std::any_of(node.overloads.begin(), node.overloads.end(),
                     [](const auto& function) { return function->host.has_value(); });
}

Needs folded(Node& node) {
  Needs needs;
  needs.row = asks_row(node);
  if (node.kind == NodeKind::local) needs.outermost_local = node.index;
  for (Node& child : node.children) {
    const Needs of_child = folded(child);
    needs.row = needs.row || of_child.row;
    needs.outermost_local = std::min(needs.outermost_local, of_child.outermost_local);
  }
  // The variable of a comprehension, and those of the ones inside it, are bound here.
  if (node.kind == NodeKind::comprehension && needs.outermost_local >= node.index)
    needs.outermost_local = no_local;
  if (!needs.row && needs.outermost_local == no_local && !node.folded)
    node.folded = ScalarEvaluator(no_row()).evaluate(node);
  return needs;
}

void collect(const Node& node, std::vector<std::uint32_t>& slots) {
  if (node.kind == NodeKind::slot) slots.push_back(node.index);
  for (const Node& child : node.children) collect(child, slots);
}

}  // namespace

void fold_constants(Node& root) { folded(root); }

void put_constants(Node& root, std::span<const std::pair<std::uint32_t, Value>> constants) {
  if (root.kind == NodeKind::slot) {
    for (const auto& [slot, value] : constants)
      if (root.index == slot) {
        // As the scalar back end reads a slot: a whole number where a double is declared is a double.
        root.folded = root.type.kind == TypeKind::number ? as_number(value) : value;
        root.kind = NodeKind::constant;
        return;
      }
  }
  for (Node& child : root.children) put_constants(child, constants);
}

std::vector<std::uint32_t> slots_of(const Node& root) {
  std::vector<std::uint32_t> slots;
  collect(root, slots);
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

}  // namespace harbinger::expr::detail
