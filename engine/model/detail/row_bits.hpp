// SPDX-License-Identifier: Apache-2.0
// Truth values of rows that were computed a byte or a number each, as bits.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

namespace harbinger::model {

/// Up to 64 bytes, each 0 or 1, as the bits of a word: the multiplication gathers the lowest bit of eight bytes in
/// the highest byte.
[[nodiscard]] inline std::uint64_t word_of(const std::array<std::uint8_t, 64>& flags) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t word = 0;
  for (unsigned eighth = 0; eighth < 8; ++eighth) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, flags.data() + std::size_t{8} * eighth, 8);
    word |= ((bytes * 0x0102040810204080ull) >> 56) << (8 * eighth);
  }
  return word;
}

/// The bits of the rows, at most 64, for which is_so(row) holds, from the first on.
template <class Test>
[[nodiscard]] std::uint64_t word_where(std::size_t rows, const Test& is_so) {
  std::array<std::uint8_t, 64> flags{};
  for (std::size_t row = 0; row < rows; ++row) flags[row] = is_so(row) ? 1 : 0;
  return word_of(flags);
}

/// Sets the bits of the rows in which two columns of one length differ, bit for bit; 64 rows a word.
template <class T>
void mark_differences(std::span<const T> a, std::span<const T> b, std::span<std::uint64_t> words) {
  static_assert(sizeof(T) == sizeof(std::uint64_t));
  for (std::size_t first = 0; first < a.size(); first += 64) {
    const std::size_t rows = std::min<std::size_t>(64, a.size() - first);
    if (std::memcmp(a.data() + first, b.data() + first, rows * sizeof(T)) == 0) continue;
    words[first / 64] |= word_where(rows, [&](std::size_t row) {
      return std::bit_cast<std::uint64_t>(a[first + row]) !=
             std::bit_cast<std::uint64_t>(b[first + row]);
    });
  }
}

}  // namespace harbinger::model
