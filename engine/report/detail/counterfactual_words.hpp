// SPDX-License-Identifier: Apache-2.0
// The sentences of a counterfactual, which the table and Markdown share. All are printable text.
#pragma once

#include <string>

#include "scenario/counterfactual.hpp"

namespace harbinger::report::detail {

/// `rank 2, score 82.8, critical`.
[[nodiscard]] std::string standing_words(const scenario::Standing& standing);
/// Where the site stands now and what is asked.
[[nodiscard]] std::string question_words(const scenario::Counterfactual& counterfactual);
/// How many facts (rules) it takes, and how far was searched.
[[nodiscard]] std::string removals_words(const scenario::Removals& removals);
/// How many knobs turn the order of two sites round.
[[nodiscard]] std::string swap_words(const scenario::Swap& swap);
/// How far a knob is turned: `20 %`; empty where it stood at 0.
[[nodiscard]] std::string relative_words(const scenario::Turn& turn);

}  // namespace harbinger::report::detail
