// SPDX-License-Identifier: Apache-2.0
// Loops over vectors that a compiler turns into vector instructions.
#pragma once

#include <array>
#include <bit>
#include <functional>

#include "base/processor.hpp"
#include "expr/detail/vectors.hpp"

namespace harbinger::expr::detail {

/// One value for every row, read as if it were a vector.
template <class T>
struct Broadcast {
  T value;
  T operator[](std::size_t) const { return value; }
};
template <class T>
Broadcast(T) -> Broadcast<T>;

/// Bit i of out: test(a[i], b[i]); those behind the last row are zero. Inlined always, so that it is compiled for the
/// processor its caller is compiled for.
template <class A, class B, class Test>
[[gnu::always_inline]] inline void test_rows(A a, B b, std::size_t rows, std::uint64_t* out,
                                             Test test) {
  for (std::size_t begin = 0; begin < rows; begin += 64) {
    std::uint64_t word = 0;
    if (rows - begin >= 64)
      for (std::size_t i = 0; i < 64; ++i)
        word |= test(a[begin + i], b[begin + i]) ? single_bits[i] : 0;
    else
      for (std::size_t i = 0; i < rows - begin; ++i)
        word |= test(a[begin + i], b[begin + i]) ? single_bits[i] : 0;
    out[begin / 64] = word;
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
