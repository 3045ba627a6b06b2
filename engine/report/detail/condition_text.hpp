// SPDX-License-Identifier: Apache-2.0
// A condition as a tree of lines, each with what it said:
//
//     and                  false
//       calls > 2          true     calls is 5, against 2, margin +3
//       donated            false
#pragma once

#include <cstddef>
#include <string>

#include "expr/condition.hpp"

namespace harbinger::report::detail {

/// Lines of at most about `width` columns, each behind `indent` spaces and with its line break.
[[nodiscard]] std::string condition_text(const expr::Condition& condition, std::size_t indent,
                                         std::size_t width);

}  // namespace harbinger::report::detail
