// SPDX-License-Identifier: Apache-2.0
// The smallest set that has an item of each of several sets (cores): minimum hitting set, by branching on the
// items of a core that is not hit yet, the smallest first, to a depth that grows (Reiter 1987; NP-hard, small here).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace harbinger::scenario::detail {

using ItemSet = std::vector<std::size_t>;  ///< Ascending, each once.

/// Cores are not empty. Of several smallest sets, the first found going through items in order. Nothing where
/// more than `most_steps` branches would have to be looked at.
[[nodiscard]] std::optional<ItemSet> smallest_hitting_set(const std::vector<ItemSet>& cores,
                                                          std::size_t most_steps = 2'000'000);

}  // namespace harbinger::scenario::detail
