// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rule/analysis.hpp"
#include "signal/constants_read.hpp"

namespace harbinger::rule {

namespace {

/// Whether some rule reads the slot: in its condition, its points or the sentence that says why.
std::vector<bool> slots_read(const RuleSet& set) {
  std::vector<bool> read(set.environment().slot_count(), false);
  const auto add = [&](const expr::Program& program) {
    for (const std::uint32_t slot : program.slots()) read[slot] = true;
  };
  for (const Rule& rule : set.rules()) {
    add(rule.when);
    if (rule.points) add(*rule.points);
    for (const BecausePart& part : rule.because)
      if (part.program) add(*part.program);
  }
  return read;
}

}  // namespace

void warn_of_unread_constants(const RuleSet& set, Diagnostics& diagnostics) {
  const auto by_signals = signal::constants_read(set.signals(), set.texts().signals);
  const std::vector<bool> by_rules = slots_read(set);
  for (const auto& [name, parameter] : set.texts().params) {
    const auto slot = set.environment().find("params." + name.value);
    if (!by_signals.parameters.contains(name.value) && !(slot && by_rules[*slot]))
      diagnostics.warning(name.where(), "nothing reads the parameter '{}'", name.value);
  }
  for (const auto& [name, table] : set.texts().tables)
    if (!by_signals.tables.contains(name.value))
      diagnostics.warning(name.where(), "no signal looks anything up in the table '{}'",
                          name.value);
  for (std::size_t i = 0; i < set.groups().size(); ++i)
    if (set.groups()[i].rules.empty())
      diagnostics.warning(set.texts().groups[i].id.where(), "the group '{}' has no rules",
                          set.groups()[i].id);
}

}  // namespace harbinger::rule
