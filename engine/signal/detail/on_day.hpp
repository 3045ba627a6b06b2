// SPDX-License-Identifier: Apache-2.0
// A program of a plan for one day: what is the same for every row is put in as constants.
#pragma once

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// The program for the day of the view and the parameters of the plan.
[[nodiscard]] expr::Program on_day(const Plan& plan, const World& world,
                                   const expr::Program& program);

}  // namespace harbinger::signal::detail
