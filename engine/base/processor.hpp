// SPDX-License-Identifier: Apache-2.0
// What the processor can do beyond what the program was compiled for. Hot loops are compiled twice, with the same
// lines and for fixed numbers of rows, so that both give the same bits; which one runs is chosen once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace harbinger {

[[nodiscard]] inline bool runs_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

/// Of loops compiled for any processor, then for AVX2 where the program may have it: those that this one runs. The last
/// is the fastest.
template <class Kernels, std::size_t count>
[[nodiscard]] std::span<const Kernels> that_run(const std::array<Kernels, count>& compiled) {
  return std::span(compiled).first(runs_avx2() ? count : 1);
}

/// single_bits[i] has bit i set: a table, since there is no shift by a different number for each lane before AVX2.
inline constexpr std::array<std::uint64_t, 64> single_bits = [] {
  std::array<std::uint64_t, 64> bits{};
  for (std::size_t i = 0; i < 64; ++i) bits[i] = std::uint64_t{1} << i;
  return bits;
}();

}  // namespace harbinger
