// SPDX-License-Identifier: Apache-2.0
// Conditions and their clauses as JSON.
#pragma once

#include "expr/condition.hpp"
#include "report/detail/json.hpp"

namespace harbinger::report::detail {

/// {"clause", "read", "comparison", "value", "threshold", "margin", "result"}, without what there is not.
[[nodiscard]] Json json_of(const expr::Clause& clause);
/// {"kind": "and" | "or" | "not" | "choice" | "clause", "result", "parts"}; a clause has the keys of one instead of
/// parts, and `macros` where it has any.
[[nodiscard]] Json json_of(const expr::Condition& condition);

}  // namespace harbinger::report::detail
