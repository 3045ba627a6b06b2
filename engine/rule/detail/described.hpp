// SPDX-License-Identifier: Apache-2.0
// The parts of a rule set as lists of keys with what they say, so that any two can be held against each other.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "expr/bounds.hpp"
#include "rule/difference.hpp"

namespace harbinger::rule::detail {

/// A key of an item: what stands there, and what that means.
struct Said {
  std::string what;
  std::string text;
  std::string meaning;
  std::vector<expr::MeantClause> clauses = {};  ///< Of a condition; of `rows` each one.
};

struct Described {
  std::vector<Said> keys;   ///< What something is computed with; only what is there.
  std::vector<Said> texts;  ///< What people read.
};
using DescribedById = std::map<std::string, Described>;

[[nodiscard]] DescribedById described_rules(const RuleSet& set);
[[nodiscard]] DescribedById described_decision_tables(const RuleSet& set);
[[nodiscard]] DescribedById described_groups(const RuleSet& set);
[[nodiscard]] DescribedById described_signals(const RuleSet& set);
[[nodiscard]] DescribedById described_parameters(const RuleSet& set);
[[nodiscard]] DescribedById described_tables(const RuleSet& set);

}  // namespace harbinger::rule::detail
