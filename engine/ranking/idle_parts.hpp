// SPDX-License-Identifier: Apache-2.0
// What rules and a model that fit together (check_basis) leave without effect: dimensions that nothing feeds, and
// signals that nothing reads.
#pragma once

#include <span>

#include "base/diagnostic.hpp"
#include "model/model.hpp"
#include "rule/rule_set.hpp"

namespace harbinger::ranking {

/// Warns of each leaf of the model to which no rule that is on gives points, and which has no indicators.
void warn_of_unfed_dimensions(const rule::RuleSet& rules, const model::Model& model,
                              Diagnostics& diagnostics);
/// Warns of each signal that no rule, no other signal and none of the models reads.
void warn_of_unread_signals(const rule::RuleSet& rules, std::span<const model::Model> models,
                            Diagnostics& diagnostics);

}  // namespace harbinger::ranking
