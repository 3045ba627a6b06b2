// SPDX-License-Identifier: Apache-2.0
#include "report/detail/equal_earth.hpp"

#include <cmath>
#include <numbers>

namespace harbinger::report::detail {

namespace {

constexpr double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
constexpr double radians = std::numbers::pi / 180;

}  // namespace

MapPoint equal_earth(double lon, double lat) {
  const double turned = std::remainder(lon - middle_meridian, 360.0) * radians;
  const double t = std::asin(std::numbers::sqrt3 / 2 * std::sin(lat * radians));
  const double t2 = t * t, t6 = t2 * t2 * t2;
  const double slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2);
  return {2 * std::numbers::sqrt3 / 3 * turned * std::cos(t) / slope,
          t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))};
}

}  // namespace harbinger::report::detail
