// SPDX-License-Identifier: Apache-2.0
// The rules that stand in the files as such, one for each of texts().rules; what is made of other parts of a file
// follows them, and is analysed as what it is.
#pragma once

#include <span>

#include "rule/rule_set.hpp"

namespace harbinger::rule::detail {

[[nodiscard]] inline std::span<const Rule> written_rules(const RuleSet& set) {
  return set.rules().first(set.texts().rules.size());
}
[[nodiscard]] inline bool is_written(const RuleSet& set, RuleId id) {
  return id.index() < set.texts().rules.size();
}

}  // namespace harbinger::rule::detail
