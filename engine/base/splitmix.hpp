// SPDX-License-Identifier: Apache-2.0
// 64 bits mixed into 64 others, of which each depends on all: a hash of a number, and a generator that is counted
// instead of stepped.
#pragma once

#include <cstdint>

namespace harbinger {

/// What splitmix64 gives in the state `x` (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators",
/// OOPSLA). One to one.
[[nodiscard]] constexpr std::uint64_t splitmix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace harbinger
