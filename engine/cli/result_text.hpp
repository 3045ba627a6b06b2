// SPDX-License-Identifier: Apache-2.0
// What `rank` and `whatif` write, and what they note beside it: for them, and for each job of a batch.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ranking/assessment.hpp"
#include "ranking/selection.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::cli {

/// A ranking as `format` has it. `top` absent: some in what people read, all in what programs read.
[[nodiscard]] std::string ranking_text(const ranking::Assessment& assessment,
                                       const ranking::Selection& selection, bool is_selected,
                                       std::optional<unsigned> top, const report::RunInfo& run,
                                       const std::string& format, const report::TextStyle& style);

/// What is odd about a ranking, a sentence each: sites left out by an unknown condition, many ties, rules that could
/// not be evaluated.
[[nodiscard]] std::vector<std::string> ranking_notes(const ranking::Assessment& assessment,
                                                     const ranking::Selection& selection);

/// `show` is how many sites a table or chart has.
[[nodiscard]] std::string whatif_text(std::span<const scenario::Comparison> comparisons,
                                      std::size_t show, const report::RunInfo& run,
                                      const std::string& format, const report::TextStyle& style);

/// Whether a scenario keeps more rules from being evaluated than the base.
[[nodiscard]] std::optional<std::string> whatif_note(const scenario::Comparison& comparison);

}  // namespace harbinger::cli
