// SPDX-License-Identifier: Apache-2.0
#include "report/detail/map_ground.hpp"

#include <fmt/core.h>

#include "report/detail/equal_earth.hpp"

namespace harbinger::report::detail {

MapGround::MapGround(double top)
    : top_(top), scale_(width / (2 * equal_earth(middle_meridian + 180, 0).x)) {}

double MapGround::x_of(const signal::Place& place) const {
  return left + width / 2 + scale_ * equal_earth(place.lon, place.lat).x;
}
double MapGround::y_of(const signal::Place& place) const {
  return top_ + scale_ * (equal_earth(0, north).y - equal_earth(place.lon, place.lat).y);
}

void MapGround::draw(const LandOutlines& land, Drawing& drawing) const {
  const auto add = [&](const signal::Place& place, bool is_first, std::string& path) {
    path += fmt::format("{}{:.1f},{:.1f}", is_first ? "M" : " ", x_of(place), y_of(place));
  };
  // Meridians are curves; a hair inside the cut, since on it the map has two sides.
  constexpr double edge = 179.999;
  std::string sea;
  for (double lat = south; lat <= north; lat += 3)
    add({.lat = lat, .lon = middle_meridian - edge}, sea.empty(), sea);
  for (double lat = north; lat >= south; lat -= 3)
    add({.lat = lat, .lon = middle_meridian + edge}, false, sea);
  drawing.path(sea + "Z", "fill=\"#eef3f5\"");
  std::string rings;
  for (const std::vector<signal::Place>& ring : land) {
    for (std::size_t i = 0; i < ring.size(); ++i) add(ring[i], i == 0, rings);
    rings += "Z";
  }
  drawing.path(rings, "fill=\"#d9d5ca\" fill-rule=\"evenodd\"");
}

}  // namespace harbinger::report::detail
