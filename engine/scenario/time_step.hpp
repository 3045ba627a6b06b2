// SPDX-License-Identifier: Apache-2.0
// The days of a timeline, a step apart.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace harbinger::scenario {

/// A step of time: `1y`, `6m`, `30d`. One of the three is above 0.
struct TimeStep {
  int years = 0;
  int months = 0;
  int days = 0;
};
/// Nothing where the text is none, or the step is 0 or above 9999.
[[nodiscard]] std::optional<TimeStep> parse_step(std::string_view text);

/// from, from + step, from + 2 steps, ... up to `to`, and `to` itself. A step of months from the last day of a
/// month goes to the last day of months that are shorter. Empty where `to` is before `from`.
[[nodiscard]] std::vector<Day> days_of(Day from, Day to, TimeStep step);

}  // namespace harbinger::scenario
