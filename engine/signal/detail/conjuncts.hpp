// SPDX-License-Identifier: Apache-2.0
// A condition in the parts that `&&` joins, so that each can be asked as soon as its variables are bound.
#pragma once

#include <string_view>
#include <vector>

#include "base/written_text.hpp"

namespace harbinger::signal::detail {

/// The parts, each with its place; one where an `||` or `?` stands beside the `&&`.
[[nodiscard]] std::vector<WrittenText> conjuncts(const WrittenText& condition);

/// The names in an expression that are not fields, in order: what it may read.
[[nodiscard]] std::vector<std::string> names_in(std::string_view expression);

}  // namespace harbinger::signal::detail
