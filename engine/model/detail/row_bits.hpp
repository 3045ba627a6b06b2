// SPDX-License-Identifier: Apache-2.0
// The rows in which two columns differ, as bits.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

#include "model/row_kernels.hpp"

namespace harbinger::model {

/// Sets the bits of the rows in which two columns of one length differ, bit for bit; 64 rows a word.
template <class T>
void mark_differences(std::span<const T> a, std::span<const T> b, std::span<std::uint64_t> words) {
  static_assert(sizeof(T) == sizeof(std::int64_t));
  for (std::size_t first = 0; first < a.size(); first += 64) {
    const std::size_t rows = std::min<std::size_t>(64, a.size() - first);
    if (std::memcmp(a.data() + first, b.data() + first, rows * sizeof(T)) == 0) continue;
    std::array<std::int64_t, 64> difference{};
    for (std::size_t row = 0; row < rows; ++row)
      difference[row] =
          std::bit_cast<std::int64_t>(a[first + row]) ^ std::bit_cast<std::int64_t>(b[first + row]);
    words[first / 64] |= ~row_kernels().zeros(difference.data());
  }
}

}  // namespace harbinger::model
