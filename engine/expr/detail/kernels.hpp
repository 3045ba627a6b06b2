// SPDX-License-Identifier: Apache-2.0
// Loops over vectors that a compiler turns into vector instructions.
#pragma once

#include <algorithm>
#include <bit>
#include <cstring>

#include "expr/detail/vectors.hpp"

namespace harbinger::expr::detail {

static_assert(std::endian::native == std::endian::little,
              "packing bytes to bits counts from the low end");

/// One value for every row, read as if it were a vector.
template <class T>
struct Broadcast {
  T value;
  T operator[](std::size_t) const { return value; }
};
template <class T>
Broadcast(T) -> Broadcast<T>;

/// 64 bytes that are 0 or 1, as 64 bits.
inline std::uint64_t packed(const std::array<std::uint8_t, 64>& bytes) {
  std::uint64_t word = 0;
  for (std::size_t group = 0; group < 8; ++group) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + 8 * group, 8);
    // The product moves bit 8i to bit 56 + i, and no two bits meet on the way.
    word |= ((eight * 0x0102040810204080ull) >> 56) << (8 * group);
  }
  return word;
}

/// out[i] = test(a[i], b[i]) as bits.
template <class A, class B, class Test>
void test_rows(A a, B b, std::size_t rows, Words& out, Test test) {
  std::array<std::uint8_t, 64> bytes{};
  for (std::size_t word = 0; word * 64 < rows; ++word) {
    const std::size_t base = word * 64;
    const std::size_t count = std::min<std::size_t>(64, rows - base);
    if (count < 64) bytes.fill(0);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = test(a[base + i], b[base + i]) ? 1 : 0;
    out[word] = packed(bytes);
  }
}

/// out[i] = f(a[i], b[i]).
template <class A, class B, class F>
void map_rows(A a, B b, std::size_t rows, double* out, F f) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = f(a[i], b[i]);
}

/// `yes` where the lowest bit is set, else `no`; without a branch, which random bits would mispredict.
inline double chosen(std::uint64_t bit, double yes, double no) {
  const std::uint64_t mask = 0 - (bit & 1u);
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(yes) & mask) |
                               (std::bit_cast<std::uint64_t>(no) & ~mask));
}

inline std::uint32_t chosen(std::uint64_t bit, std::uint32_t yes, std::uint32_t no) {
  const std::uint32_t mask = 0 - static_cast<std::uint32_t>(bit & 1u);
  return (yes & mask) | (no & ~mask);
}

/// out[i] = choice bit i ? yes[i] : no[i].
template <class T>
void choose_rows(const std::uint64_t* choice, const T* yes, const T* no, std::size_t rows, T* out) {
  for (std::size_t i = 0; i < rows; ++i) out[i] = chosen(choice[i / 64] >> (i % 64), yes[i], no[i]);
}

/// Known where all are, an error where one is.
inline void strict_flags(std::span<const Lane> lanes, std::size_t words, Register& out) {
  for (std::size_t w = 0; w < words; ++w) {
    std::uint64_t known = ~0ull;
    std::uint64_t errors = 0;
    for (const Lane& lane : lanes) {
      known &= lane.known[w];
      errors |= lane.errors[w];
    }
    out.known[w] = known;
    out.errors[w] = errors;
  }
}

}  // namespace harbinger::expr::detail
