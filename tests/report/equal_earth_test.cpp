// SPDX-License-Identifier: Apache-2.0
#include "report/detail/equal_earth.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using harbinger::report::detail::equal_earth;
using harbinger::report::detail::MapPoint;
using harbinger::report::detail::middle_meridian;

TEST_CASE("The projection has the bounds that its paper gives", "[map]") {
  // By hand: at the equator t = 0, x = lon / (sqrt(3)/2 * A1), and lon = pi; at the pole t = pi/3.
  CHECK(equal_earth(middle_meridian, 0).x == Approx(0).margin(1e-12));
  CHECK(equal_earth(middle_meridian + 179.999999, 0).x == Approx(2.7066297).epsilon(1e-6));
  const double t = std::numbers::pi / 3;
  CHECK(equal_earth(middle_meridian, 90).y ==
        Approx(0.003796 * std::pow(t, 9) + 0.000893 * std::pow(t, 7) - 0.081106 * std::pow(t, 3) +
               1.340264 * t));
  CHECK(equal_earth(0, -40).y == Approx(-equal_earth(0, 40).y));
}

TEST_CASE("Areas are true: the map's is that of the sphere at every place", "[map]") {
  const double step = 1e-4, radians = std::numbers::pi / 180;
  for (double lon = -160; lon <= 180; lon += 17)
    for (double lat = -80; lat <= 80; lat += 10) {
      const MapPoint a = equal_earth(lon, lat), b = equal_earth(lon + step, lat),
                     c = equal_earth(lon, lat + step);
      const double drawn = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
      const double real = std::pow(step * radians, 2) * std::cos(lat * radians);
      INFO(lon << " " << lat);
      CHECK(drawn == Approx(real).epsilon(1e-3));
    }
}

TEST_CASE("The map is cut at 169 degrees west, whatever way longitudes are told", "[map]") {
  CHECK(equal_earth(-168, 10).x < -2);
  CHECK(equal_earth(-170, 10).x > 2);
  CHECK(equal_earth(190, 10).x == Approx(equal_earth(-170, 10).x));
}
