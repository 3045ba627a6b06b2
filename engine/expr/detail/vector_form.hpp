// SPDX-License-Identifier: Apache-2.0
// Which parts of a checked tree have vector instructions.
#pragma once

#include <optional>

#include "expr/column.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// What a vector of the node's values holds; nothing for values of other types (int, list, date), and for
/// constants that no row of a vector holds, such as a range.
[[nodiscard]] std::optional<ColumnKind> lane_kind(const Node& node);

/// Whether an instruction makes the node's vector of those of its children; else the scalar back end does.
[[nodiscard]] bool has_vector_form(const Node& node);

}  // namespace harbinger::expr::detail
