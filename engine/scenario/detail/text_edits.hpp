// SPDX-License-Identifier: Apache-2.0
// Edits of the texts of rules and models. Each returns false where it added an error.
#pragma once

#include "model/model_text.hpp"
#include "rule/rule_text.hpp"
#include "scenario/scenario.hpp"

namespace harbinger::scenario::detail {

/// Whether a path leads into the model; else into the rules.
[[nodiscard]] bool is_of_model(const EditPath& path);

bool set_in_rules(const Edit& edit, const SetValue& set, rule::RuleTexts& rules,
                  Diagnostics& diagnostics);
bool set_in_model(const SetValue& set, model::ModelText& model, Diagnostics& diagnostics);
bool add_rule(const AddRule& add, rule::RuleTexts& rules, Diagnostics& diagnostics);
bool remove_rule(const RemoveRule& remove, rule::RuleTexts& rules, Diagnostics& diagnostics);

}  // namespace harbinger::scenario::detail
