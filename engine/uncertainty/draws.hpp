// SPDX-License-Identifier: Apache-2.0
// Random numbers that are counted, not stepped: each is made of the seed, the draw and what it is for, so that a result
// does not depend on who draws first, or on how many threads do.
//
// The mixing function is splitmix64, once over each of the three.
#pragma once

#include <cstdint>

#include "base/splitmix.hpp"

namespace harbinger::uncertainty {

/// Uniform in [0, 1).
[[nodiscard]] constexpr double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t of) {
  return static_cast<double>(splitmix64(splitmix64(splitmix64(seed) ^ draw) ^ of) >> 11) * 0x1p-53;
}

/// Uniform in [1 - spread, 1 + spread].
[[nodiscard]] constexpr double factor(double spread, std::uint64_t seed, std::uint64_t draw,
                                      std::uint64_t of) {
  return 1 + spread * (2 * uniform(seed, draw, of) - 1);
}

}  // namespace harbinger::uncertainty
