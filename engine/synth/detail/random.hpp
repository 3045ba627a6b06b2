// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on any machine: splitmix64 (base/splitmix.hpp) for seeds and hashes, xoshiro256**
// (Blackman & Vigna, ACM TOMS 47, 2021) for streams. No std:: distribution, since what those give differs between
// libraries.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "base/splitmix.hpp"

namespace harbinger::synth::detail {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = seed = splitmix64(seed);
  }
  /// From a state, not all of it zero.
  explicit Random(const std::array<std::uint64_t, 4>& state) : state_(state) {}

  [[nodiscard]] std::uint64_t bits() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// A number in [0, n), n at least 1. Even up to n / 2^32.
  [[nodiscard]] std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(((bits() >> 32) * n) >> 32);
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace harbinger::synth::detail
