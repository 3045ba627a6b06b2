// SPDX-License-Identifier: Apache-2.0
// What a chart over time needs to be read: round dates along its axis, and names at the ends of its lines that
// do not stand on each other.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace harbinger::report::detail {

struct DateTick {
  Day day;
  std::string label;  ///< `2005`, `2005-03`, or the day.
};

/// Firsts of a month or year from `first` to `last`, as close as `most` labels allow; the two days themselves where
/// fewer than two such lie between them. `most` is 2 or more.
[[nodiscard]] std::vector<DateTick> date_ticks(Day first, Day last, std::size_t most);

/// Places in the order of `wanted`, each two at least `gap` apart and all in [low, high], that have the least sum
/// of squared distances from where they are wanted: with i * gap taken off the i-th from the top it is an isotonic
/// regression (pool adjacent violators; Ayer et al. 1955). Where there is no room for all they go beyond `high`.
[[nodiscard]] std::vector<double> spread(std::span<const double> wanted, double gap, double low,
                                         double high);

}  // namespace harbinger::report::detail
