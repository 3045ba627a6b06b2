// SPDX-License-Identifier: Apache-2.0
#include "signal/constants_read.hpp"

#include "signal/detail/plan.hpp"

namespace harbinger::signal {

namespace {

constexpr std::string_view record = "params.";

void add_read(const detail::Plan& plan, const expr::Program& program, ConstantsRead& read) {
  for (const std::uint32_t slot : program.slots())
    if (plan.slots[slot].what == detail::SlotSource::What::parameter)
      read.parameters.insert(plan.slots[slot].name);
}

/// A distance may be a parameter.
void add_distance(const WrittenText& text, ConstantsRead& read) {
  if (text.value.starts_with(record)) read.parameters.insert(text.value.substr(record.size()));
}

}  // namespace

ConstantsRead constants_read(const SignalSet& set, std::span<const SignalText> texts) {
  ConstantsRead read;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const detail::Plan& plan = set.plan(SignalId(i));
    for (const detail::Condition& condition : plan.conditions)
      add_read(plan, condition.program, read);
    if (plan.value) add_read(plan, *plan.value, read);
  }
  for (const SignalText& text : texts) {
    if (text.lookup) read.tables.insert(text.lookup->table.value);
    if (!text.near) continue;
    add_distance(text.near->within, read);
    if (text.near->decay) add_distance(*text.near->decay, read);
  }
  return read;
}

}  // namespace harbinger::signal
