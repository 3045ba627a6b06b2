// SPDX-License-Identifier: Apache-2.0
// From scores to tiers: the place in Tiers::bounds of the severest tier that a site reaches.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/model.hpp"

namespace harbinger::model {

/// Tiers by score. `least` is what rules ask for, of as many sites; empty: nothing.
void fill_tiers(const Tiers& tiers, std::span<const double> scores,
                std::span<const std::uint8_t> least, std::span<std::uint8_t> out);

/// Tiers by the percentage of sites with a lower score. Cost: a sort.
[[nodiscard]] std::vector<std::uint8_t> tiers_by_percentile(const Tiers& tiers,
                                                            std::span<const double> scores,
                                                            std::span<const std::uint8_t> least);

}  // namespace harbinger::model
