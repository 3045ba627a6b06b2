// SPDX-License-Identifier: Apache-2.0
// An explanation as text for a terminal, as JSON, and as a waterfall in SVG.
#pragma once

#include <string>

#include "ranking/explanation.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

/// `all`: every chain of evidence, instead of the first few of each signal.
[[nodiscard]] std::string explain_text(const ranking::Assessment& assessment,
                                       const ranking::Explanation& explanation, const RunInfo& run,
                                       const TextStyle& style, bool all);
[[nodiscard]] std::string explain_json(const ranking::Assessment& assessment,
                                       const ranking::Explanation& explanation, const RunInfo& run);
/// The contributions in SVG that stands alone, each beginning where the one before it ended: floors first, then the
/// largest first, small ones as one bar of `n others`; the last bar is the score.
[[nodiscard]] std::string explain_svg(const ranking::Assessment& assessment,
                                      const ranking::Explanation& explanation, const RunInfo& run);

}  // namespace harbinger::report
