// SPDX-License-Identifier: Apache-2.0
// One rule at one site, every clause of it, as text for a terminal and as JSON: `explain SITE --rule ID`.
#pragma once

#include <span>
#include <string>

#include "ranking/explanation.hpp"
#include "ranking/rule_explanation.hpp"
#include "report/run_info.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

/// The rules at `site`, in the order given.
[[nodiscard]] std::string rules_text(const ranking::Assessment& assessment, std::size_t site,
                                     std::span<const ranking::RuleExplanation> rules,
                                     const TextStyle& style);

/// The explanation as explain_json has it, with the rules added as "explained".
[[nodiscard]] std::string rules_json(const ranking::Assessment& assessment,
                                     const ranking::Explanation& explanation,
                                     std::span<const ranking::RuleExplanation> rules,
                                     const RunInfo& run);

}  // namespace harbinger::report
