// SPDX-License-Identifier: Apache-2.0
// The meaning of a checked tree as a text: the same for two trees that say the same in other words.
//
//     (b || a) && x > 2 * 3   ->   all(6<x, any(a, b))
//
// White space, parentheses, constants written as sums, the order of `&&`, `||`, `==`, `+` and `*` of two numbers,
// and which side of a comparison stands first make no difference. Names are as written, so that trees of two
// environments can be held against each other.
#pragma once

#include <string>
#include <vector>

#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

[[nodiscard]] std::string meaning_of(const Node& node);

/// What stands between the `&&` (kind conjunction) or `||` (disjunction) of a node, nested ones taken in; the
/// node itself where it is none.
[[nodiscard]] std::vector<const Node*> operands_of(const Node& node, NodeKind kind);

}  // namespace harbinger::expr::detail
