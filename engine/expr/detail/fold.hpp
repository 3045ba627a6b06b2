// SPDX-License-Identifier: Apache-2.0
// Constant folding: a subtree that reads no slot, asks the row nothing and names no variable from outside
// is evaluated once, by the scalar back end, and keeps its value in `folded`.
//
//     x > 2 * 3   ->   x > 2 * 3 (folded: 6)
#pragma once

#include <span>
#include <utility>

#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

void fold_constants(Node& root);

/// Puts values in the place of slots; fold_constants then folds what they settle.
void put_constants(Node& root, std::span<const std::pair<std::uint32_t, Value>> constants);

/// The slots a tree reads, ascending, each once.
[[nodiscard]] std::vector<std::uint32_t> slots_of(const Node& root);

}  // namespace harbinger::expr::detail
