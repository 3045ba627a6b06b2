// SPDX-License-Identifier: Apache-2.0
// A clause in a line: as written, with the value read and the threshold it was held against.
#pragma once

#include <string>

#include "expr/condition.hpp"

namespace harbinger::report::detail {

/// A side of a comparison as a reader wants it; an empty text shows that it is one.
[[nodiscard]] std::string side_text(const expr::Value& value);

/// `calls > params.least  (calls is 2, against 3)`
[[nodiscard]] std::string clause_text(const expr::Clause& clause);

/// `margin +3`, `margin -0.5`, `margin -1 to 2`; empty where there is none.
[[nodiscard]] std::string margin_text(const expr::Clause& clause);

}  // namespace harbinger::report::detail
