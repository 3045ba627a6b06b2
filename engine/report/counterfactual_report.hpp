// SPDX-License-Identifier: Apache-2.0
// What would give a site another answer: the smallest removals and the smallest turns of a knob, as text for a
// terminal, JSON and Markdown.
#pragma once

#include <string>

#include "report/run_info.hpp"
#include "report/text_table.hpp"
#include "scenario/counterfactual.hpp"

namespace harbinger::report {

/// At most 100 columns; a set of ids that is longer is continued on the next line.
[[nodiscard]] std::string counterfactual_table(const scenario::Counterfactual& counterfactual,
                                               const RunInfo& run, const TextStyle& style);
/// {engine, as_of, inputs, id, name, before, goal, removals: [{of, candidates, searched_size, smallest, answers:
/// [{ids, after}], more, note}], swap: null | {first, second, first_before, second_before, knobs, turns: [{path,
/// from, to, relative, first_after, second_after}]}}; `of` is `facts` or `rules`.
[[nodiscard]] std::string counterfactual_json(const scenario::Counterfactual& counterfactual,
                                              const RunInfo& run);
[[nodiscard]] std::string counterfactual_markdown(const scenario::Counterfactual& counterfactual,
                                                  const RunInfo& run);

}  // namespace harbinger::report
