// SPDX-License-Identifier: Apache-2.0
// Sums of points, for each processor they are compiled for, against one addition after the other.
#include "rule/detail/point_kernels.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace harbinger;
using namespace harbinger::rule;
using namespace harbinger::rule::detail;

TEST_CASE("Sums of points are the same on every processor", "[rule][kernels]") {
  std::mt19937_64 random(1);
  for (const PointKernels& kernels : all_point_kernels())
    for (const std::size_t sites : {1u, 63u, 64u, 65u, 130u, 1000u, 1024u}) {
      std::vector<std::uint64_t> bits((sites + 63) / 64);
      for (std::uint64_t& word : bits) {
        word = random();
        if (random() % 2 == 0) word &= random() & random() & random();  // few bits
      }
      if (sites % 64 != 0) bits.back() &= (1ull << (sites % 64)) - 1;
      std::vector<Points> sums(sites);
      for (Points& sum : sums) sum = static_cast<Points>(random() % 100) - 50;
      std::vector<Points> slow = sums;
      for (std::size_t i = 0; i < sites; ++i)
        if (((bits[i / 64] >> (i % 64)) & 1u) != 0) slow[i] += -7;
      kernels.add_where(bits.data(), bits.size(), -7, sums.data());
      REQUIRE(sums == slow);
      std::vector<Points> total(sites, 5);
      kernels.add_within(sums.data(), 20, sites, total.data());
      for (std::size_t i = 0; i < sites; ++i)
        REQUIRE(total[i] == 5 + std::clamp<Points>(sums[i], -20, 20));
    }
}
