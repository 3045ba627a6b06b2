// SPDX-License-Identifier: Apache-2.0
// Opens a checked expression into the tree of its conditions, each with what it read in one row.
//
//     a > 1 && !(b || 0.2 < c)   ->   and(a > 1, not(or(b, c > 0.2)))
#pragma once

#include <string_view>

#include "expr/condition.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// `text` is that of the expression.
[[nodiscard]] Condition condition_of(const Node& root, std::string_view text, const Row& row);

}  // namespace harbinger::expr::detail
