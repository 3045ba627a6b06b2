// SPDX-License-Identifier: Apache-2.0
#include "rule/points.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace harbinger::rule;

TEST_CASE("A number becomes points to the nearest millionth, halves away from zero", "[points]") {
  CHECK(points_of(30) == 30'000'000);
  CHECK(points_of(1.0 / 3) == 333'333);
  CHECK(points_of(-1.0 / 3) == -333'333);
  // 2^-7 = 0.0078125 is exact in binary: the half is a true half.
  CHECK(points_of(0.0078125) == 7'813);
  CHECK(points_of(-0.0078125) == -7'813);
}

TEST_CASE("What is not finite or beyond a hundred million is no number of points", "[points]") {
  CHECK_FALSE(points_of(std::nan("")));
  CHECK_FALSE(points_of(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(points_of(1e8 + 1));
  CHECK(points_of(1e8) == most_points);
  CHECK(points_of(-1e8) == -most_points);
}

TEST_CASE("A product with a factor is exact, and stays within the most points", "[points]") {
  CHECK(scaled(10 * one_point, 1'500'000) == 15 * one_point);
  CHECK(scaled(-1, 500'000) == -1);  // -0.0000005 rounds away from zero
  CHECK(scaled(1, 499'999) == 0);
  CHECK(scaled(most_points, most_points) == most_points);
  CHECK(scaled(-most_points, most_points) == -most_points);
}

TEST_CASE("Points are written plainly and exactly", "[points]") {
  CHECK(to_text(Points{30'000'000}) == "30");
  CHECK(to_text(Points{-2'500'000}) == "-2.5");
  CHECK(to_text(Points{333'333}) == "0.333333");
  CHECK(to_text(Points{-1}) == "-0.000001");
  CHECK(to_text(Points{0}) == "0");
}

TEST_CASE("Three equal shares of ten points differ by the last millionth only", "[points]") {
  // By hand: 10 / 3 = 3.333333 and one millionth is left, which goes to the first.
  const std::vector<Points> weights(3, 20 * one_point);
  std::vector<Points> shares(3);
  allot(10 * one_point, weights, shares);
  CHECK(shares == std::vector<Points>{3'333'334, 3'333'333, 3'333'333});
}

TEST_CASE("Shares add up to what is shared, and none is a millionth off its proportion",
          "[points]") {
  CHECK(
      rc::check("shares add up", [](const std::vector<std::int32_t>& drawn, std::uint16_t percent) {
        std::vector<Points> weights(drawn.begin(), drawn.end());
        const Points sum = std::accumulate(weights.begin(), weights.end(), Points{0});
        RC_PRE(sum != 0);
        const Points total = sum / 100 * (percent % 101);
        std::vector<Points> shares(weights.size());
        allot(total, weights, shares);
        RC_ASSERT(std::accumulate(shares.begin(), shares.end(), Points{0}) == total);
        for (std::size_t i = 0; i < weights.size(); ++i) {
          const double exact = static_cast<double>(weights[i]) * static_cast<double>(total) /
                               static_cast<double>(sum);
          RC_ASSERT(std::abs(static_cast<double>(shares[i]) - exact) <= 1.0 + 1e-6);
        }
      }));
}
