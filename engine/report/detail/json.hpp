// SPDX-License-Identifier: Apache-2.0
// Our values as JSON, shared by the reports. Keys keep the order they are written in.
#pragma once

#include <nlohmann/json.hpp>

#include "expr/value.hpp"
#include "ranking/assessment.hpp"
#include "ranking/explanation.hpp"
#include "ranking/selection.hpp"
#include "report/run_info.hpp"

namespace harbinger::report::detail {

using Json = nlohmann::ordered_json;

/// Unknown and not finite: null. A range: {"low": ..., "high": ...}. A date: its text. An error: null.
[[nodiscard]] Json json_of(const expr::Value& value);
/// {"engine", "as_of", "inputs"}: how every result begins.
[[nodiscard]] Json json_of(const RunInfo& run);
/// A site of a ranking: the object of DESIGN's contract.
[[nodiscard]] Json json_of_site(const ranking::Assessment& assessment,
                                const ranking::SelectedSite& selected, bool with_selection_rank);
/// The same without signals and rules, which are most of it.
[[nodiscard]] Json json_of_bare_site(const ranking::Assessment& assessment,
                                     const ranking::SelectedSite& selected,
                                     bool with_selection_rank);
/// An explanation: the object of `explain --format json`.
[[nodiscard]] Json json_of_explanation(const ranking::Assessment& assessment,
                                       const ranking::Explanation& explanation, const RunInfo& run);
/// On one line, without a line break; as the next otherwise.
[[nodiscard]] std::string compact(const Json& json);
/// Text ends with a line break; text that is not UTF-8 is replaced, not thrown at.
[[nodiscard]] std::string dumped(const Json& json, int indent = 1);

}  // namespace harbinger::report::detail
