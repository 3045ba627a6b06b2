// SPDX-License-Identifier: Apache-2.0
// What a column is to an expression that names it.
#pragma once

#include "expr/column.hpp"
#include "expr/type.hpp"

namespace harbinger::expr {

/// number: double; truth: bool; text: string.
[[nodiscard]] Type type_of(ColumnKind kind);

}  // namespace harbinger::expr
