// SPDX-License-Identifier: Apache-2.0
#include "signal/meaning.hpp"

#include <set>

#include <fmt/format.h>

#include "expr/bounds.hpp"
#include "signal/detail/plan.hpp"

namespace harbinger::signal {

ExpressionMeanings meanings(const SignalSet& set, SignalId id) {
  const detail::Plan& plan = set.plan(id);
  std::set<std::string> conditions;
  for (const detail::Condition& condition : plan.conditions)
    for (expr::MeantClause& clause : expr::conjuncts(condition.program))
      conditions.insert(std::move(clause.meaning));
  return {fmt::format("{}", fmt::join(conditions, " && ")),
          plan.value ? expr::meaning(*plan.value) : std::string()};
}

}  // namespace harbinger::signal
