// SPDX-License-Identifier: Apache-2.0
// How a score is made, as the page tells it: model, rules and signals with their texts as they stand in the files.
#pragma once

#include "report/detail/json.hpp"

namespace harbinger::report::detail {

/// {"rule_files", "model_file", "model": {"title", "tree", "tiers"}, "params", "tables", "groups", "rules",
/// "signals", "confidence"}. What a file does not say is absent.
[[nodiscard]] Json method_json(const ranking::Assessment& assessment,
                               const std::string& model_file);
/// The dimensions below the top: [{"id", "title"}].
[[nodiscard]] Json dimensions_json(const model::Model& model);
/// The tiers, highest first: [{"name", "at_least"}], or "percentile" where they are cut by it, "at_least" then null.
[[nodiscard]] Json tiers_json(const model::Tiers& tiers);

}  // namespace harbinger::report::detail
