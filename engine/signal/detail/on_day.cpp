// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/on_day.hpp"

namespace harbinger::signal::detail {

expr::Program on_day(const Plan& plan, const World& world, const expr::Program& program) {
  std::vector<std::pair<std::uint32_t, expr::Value>> constants;
  for (const std::uint32_t slot : program.slots()) {
    const SlotSource& source = plan.slots[slot];
    if (source.what == SlotSource::What::as_of)
      constants.emplace_back(slot, Date{world.view.as_of(), world.view.as_of()});
    if (source.what == SlotSource::What::parameter) constants.emplace_back(slot, source.parameter);
  }
  return constants.empty() ? program : program.with_constants(constants);
}

}  // namespace harbinger::signal::detail
