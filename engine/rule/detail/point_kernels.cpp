// SPDX-License-Identifier: Apache-2.0
#include "rule/detail/point_kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/processor.hpp"

namespace harbinger::rule::detail {

namespace {

/// Of so few bits in a word each is added by itself.
constexpr int few_bits = 8;

[[gnu::always_inline]] inline void add_to_word(std::uint64_t bits, Points points, Points* sums) {
  for (std::size_t i = 0; i < 64; ++i) sums[i] += (bits & single_bits[i]) != 0 ? points : 0;
}

[[gnu::always_inline]] inline void add_where(const std::uint64_t* bits, std::size_t words,
                                             Points points, Points* sums) {
  for (std::size_t word = 0; word < words; ++word, sums += 64) {
    // The last word may have fewer sites than bits, and there are sums for sites only.
    if (std::popcount(bits[word]) > few_bits && word + 1 < words)
      add_to_word(bits[word], points, sums);
    else
      for (std::uint64_t left = bits[word]; left != 0; left &= left - 1)
        sums[std::countr_zero(left)] += points;
  }
}

[[gnu::always_inline]] inline void add_within(const Points* sums, Points cap, std::size_t sites,
                                              Points* total) {
  for (std::size_t i = 0; i < sites; ++i) {
    const Points low = sums[i] < -cap ? -cap : sums[i];
    total[i] += low > cap ? cap : low;
  }
}

void where_anywhere(const std::uint64_t* bits, std::size_t words, Points points, Points* sums) {
  add_where(bits, words, points, sums);
}
void within_anywhere(const Points* sums, Points cap, std::size_t sites, Points* total) {
  add_within(sums, cap, sites, total);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void where_avx2(const std::uint64_t* bits, std::size_t words, Points points,
                                        Points* sums) {
  add_where(bits, words, points, sums);
}
[[gnu::target("avx2")]] void within_avx2(const Points* sums, Points cap, std::size_t sites,
                                         Points* total) {
  add_within(sums, cap, sites, total);
}
constexpr std::array<PointKernels, 2> all = {
    {{where_anywhere, within_anywhere}, {where_avx2, within_avx2}}};
#else
constexpr std::array<PointKernels, 1> all = {{{where_anywhere, within_anywhere}}};
#endif

}  // namespace

std::span<const PointKernels> all_point_kernels() { return that_run(all); }

const PointKernels& point_kernels() {
  static const PointKernels& fastest = all_point_kernels().back();
  return fastest;
}

}  // namespace harbinger::rule::detail
