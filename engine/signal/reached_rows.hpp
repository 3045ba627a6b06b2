// SPDX-License-Identifier: Apache-2.0
// The signals of the few sites that a change of facts reaches, in a world that differs from one evaluated in these
// facts alone: no column is copied, whatever the number of sites.
//
//     facts taken out -> sites reached, by signal -> values there -> rows in which some signal differs
//
// The slow twin is updated() (update.hpp), which makes whole columns. Tested against it by
// tests/scenario/influence_worlds_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "signal/update.hpp"

namespace harbinger::signal {

struct ReachedRows {
  std::vector<std::uint32_t>
      rows;         ///< Of the world before, ascending; sites that were taken out are not here.
  Columns columns;  ///< All signals in the world now, one row for each of `rows`.
};

/// Nothing where one of the signals may differ at more than a `share` of the sites. The graph, the day, the signals
/// and those left out are the same in both worlds; `changes` are those between their views.
[[nodiscard]] std::optional<ReachedRows> reached_rows(const Evaluated& before, const World& world,
                                                      const graph::Changes& changes, double share);

}  // namespace harbinger::signal
