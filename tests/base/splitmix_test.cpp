// SPDX-License-Identifier: Apache-2.0
#include "base/splitmix.hpp"

#include <catch2/catch.hpp>

using harbinger::splitmix64;

TEST_CASE("splitmix64 gives the numbers that implementations of it are tested by", "[splitmix]") {
  CHECK(splitmix64(1234567) == 6457827717110365317ull);
  CHECK(splitmix64(1234567 + 0x9e3779b97f4a7c15ull) == 3203168211198807973ull);
}
