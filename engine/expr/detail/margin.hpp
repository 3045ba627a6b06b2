// SPDX-License-Identifier: Apache-2.0
// How far a number is from what it is compared with: expr/condition.hpp has the formula.
#pragma once

#include "expr/detail/syntax.hpp"
#include "expr/value.hpp"

namespace harbinger::expr::detail {

/// A number, or the range of all margins; unknown where a side is no finite number, and for `in`.
[[nodiscard]] Value margin(Operator op, const Value& read, const Value& threshold);

}  // namespace harbinger::expr::detail
