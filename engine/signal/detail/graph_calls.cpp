// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/graph_calls.hpp"

#include "signal/detail/plan.hpp"
#include "signal/graph_functions.hpp"

namespace harbinger::signal::detail {

namespace {

/// The text of an argument, where it is the same for every row.
const std::string* text_of(const Plan& plan, const expr::HostCall::Argument& argument) {
  if (argument.constant) return argument.constant->get_if<std::string>();
  if (!argument.slot) return nullptr;
  const SlotSource& source = plan.slots[*argument.slot];
  return source.what == SlotSource::What::parameter ? source.parameter.get_if<std::string>()
                                                    : nullptr;
}

void add(const Plan& plan, const expr::Program& program, GraphCalls& calls) {
  for (const expr::HostCall& call : program.host_calls()) {
    calls.any = true;
    calls.ownership = calls.ownership || asks_ownership(call.host);
    calls.day = calls.day || asks_law(call.host);
    for (const expr::HostCall::Argument& argument : call.arguments) {
      if (argument.type != expr::TypeKind::string && argument.type != expr::TypeKind::dyn) continue;
      if (const std::string* text = text_of(plan, argument))
        calls.named.push_back(*text);
      else
        calls.names_any = true;
    }
  }
}

}  // namespace

GraphCalls graph_calls(const Plan& plan) {
  GraphCalls calls;
  for (const Condition& condition : plan.conditions) add(plan, condition.program, calls);
  if (plan.value) add(plan, *plan.value, calls);
  return calls;
}

}  // namespace harbinger::signal::detail
