// SPDX-License-Identifier: Apache-2.0
#include "base/large_array.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>

using namespace harbinger;

TEST_CASE("An array holds what is written to it, in small pages and in large ones",
          "[large_array]") {
  for (const std::size_t size : {0u, 10u, 262'143u, 262'144u, 1'000'000u}) {
    LargeArray<std::int64_t> array(size, 7);
    CHECK(std::count(array.begin(), array.end(), 7) == static_cast<std::ptrdiff_t>(size));
    LargeArray<std::int64_t> blank(size);  // of any value
    for (std::size_t i = 0; i < size; ++i) blank[i] = static_cast<std::int64_t>(i);
    const LargeArray<std::int64_t> copy = blank;
    blank.push_back(5);
    CHECK(copy.size() == size);
    for (std::size_t i = 0; i < size; i += 1000) REQUIRE(copy[i] == static_cast<std::int64_t>(i));
    CHECK(blank.back() == 5);
  }
}
