// SPDX-License-Identifier: Apache-2.0
#include "rule/day_program.hpp"

namespace harbinger::rule {

expr::Program on_day(const RuleSet& set, const expr::Program& program, Day as_of) {
  std::vector<std::pair<std::uint32_t, expr::Value>> constants;
  for (const std::uint32_t slot : program.slots()) {
    if (slot == set.as_of_slot())
      constants.emplace_back(slot, Date{as_of, as_of});
    else if (slot > set.as_of_slot())
      constants.emplace_back(slot, set.parameter_values()[slot - set.as_of_slot() - 1]);
  }
  return constants.empty() ? program : program.with_constants(constants);
}

std::string why_not_columnar(const RuleSet& set, const Rule& rule) {
  // Any day will do: a value does not change what kind of program it is.
  const std::string why = on_day(set, rule.when, Day{}).why_not();
  return why.empty() && rule.points ? on_day(set, *rule.points, Day{}).why_not() : why;
}

}  // namespace harbinger::rule
