// SPDX-License-Identifier: Apache-2.0
// The Equal Earth projection of the sphere: areas are true, so that no part of the world looks larger than it is.
//
//     sin t = sqrt(3)/2 sin lat
//     x = 2 sqrt(3) lon cos t / (3 (9 A4 t^8 + 7 A3 t^6 + 3 A2 t^2 + A1))
//     y = A4 t^9 + A3 t^7 + A2 t^3 + A1 t
//
// Source: Šavrič, Patterson, Jenny: The Equal Earth map projection, International Journal of Geographical Information
// Science 33 (2019), equations 2 and 3. On the unit sphere x lies within ±2.7066 and y within ±1.3174.
#pragma once

namespace harbinger::report::detail {

struct MapPoint {
  double x = 0;  ///< To the east.
  double y = 0;  ///< To the north.
};

/// The middle meridian of our maps, in degrees: they are cut at 169 degrees west, between Asia and America.
inline constexpr double middle_meridian = 11;

/// Longitude and latitude in degrees; the result in radii of the sphere.
[[nodiscard]] MapPoint equal_earth(double lon, double lat);

}  // namespace harbinger::report::detail
