// SPDX-License-Identifier: Apache-2.0
// Text in Markdown (GitHub flavour) that stays text: no markup, HTML or links of its own.
#pragma once

#include <string>
#include <string_view>

#include "report/run_info.hpp"

namespace harbinger::report {

/// A text cell of a table: one line, what Markdown would read as markup behind a backslash.
[[nodiscard]] std::string markdown_text(std::string_view text);
/// The list of inputs and their hashes that ends a report.
[[nodiscard]] std::string markdown_inputs(const RunInfo& run);

}  // namespace harbinger::report
