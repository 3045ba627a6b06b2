// SPDX-License-Identifier: Apache-2.0
// Random numbers that are counted, not stepped: each is made of the seed, the draw and what it is for, so that a result
// does not depend on who draws first, or on how many threads do.
//
// The mixing function is that of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
// generators"), once over each of the three.
#pragma once

#include <cstdint>

namespace harbinger::uncertainty {

[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t state) {
  state += 0x9e3779b97f4a7c15ull;
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ull;
  state = (state ^ (state >> 27)) * 0x94d049bb133111ebull;
  return state ^ (state >> 31);
}

/// Uniform in [0, 1).
[[nodiscard]] constexpr double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t of) {
  return static_cast<double>(mixed(mixed(mixed(seed) ^ draw) ^ of) >> 11) * 0x1p-53;
}

/// Uniform in [1 - spread, 1 + spread].
[[nodiscard]] constexpr double factor(double spread, std::uint64_t seed, std::uint64_t draw,
                                      std::uint64_t of) {
  return 1 + spread * (2 * uniform(seed, draw, of) - 1);
}

}  // namespace harbinger::uncertainty
