// SPDX-License-Identifier: Apache-2.0
// The atomic conditions of an expression, each with what it read.
//
//     a > 1 && !(b || 0.2 < c)   ->   a > 1,   b (wanted false),   c > 0.2 (wanted false)
#pragma once

#include <string_view>
#include <vector>

#include "expr/detail/node.hpp"
#include "expr/program.hpp"

namespace harbinger::expr::detail {

[[nodiscard]] std::vector<Clause> clauses_of(const Node& root, std::string_view text,
                                             const Row& row);

}  // namespace harbinger::expr::detail
