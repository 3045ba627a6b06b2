// SPDX-License-Identifier: Apache-2.0
// A text as a cell of a CSV file (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace harbinger {

/// The text; in quotes, with its own doubled, where a comma, a quote or a line break is in it.
[[nodiscard]] std::string csv_quoted(std::string_view text);

}  // namespace harbinger
