// SPDX-License-Identifier: Apache-2.0
// The ground of a world map: where places lie on the picture, and the sea and land below them.
#pragma once

#include "report/detail/drawing.hpp"
#include "report/land_outlines.hpp"

namespace harbinger::report::detail {

/// The whole world between two parallels, as wide as the picture, in the Equal Earth projection.
class MapGround {
 public:
  static constexpr double left = picture_margin;
  static constexpr double width = picture_width - 2 * picture_margin;
  /// Degrees of latitude of the upper and lower edge: no land beyond has towns.
  static constexpr double north = 84, south = -57;

  explicit MapGround(double top);

  [[nodiscard]] double x_of(const signal::Place& place) const;
  [[nodiscard]] double y_of(const signal::Place& place) const;
  [[nodiscard]] double bottom() const { return y_of({.lat = south, .lon = 0}); }
  [[nodiscard]] static bool holds(const signal::Place& place) {
    return place.lat >= south && place.lat <= north;
  }

  void draw(const LandOutlines& land, Drawing& drawing) const;

 private:
  double top_;
  double scale_;  ///< Pixels a radius of the sphere.
};

}  // namespace harbinger::report::detail
