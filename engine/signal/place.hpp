// SPDX-License-Identifier: Apache-2.0
// Where nodes lie, on a sphere of the Earth's mean radius (IUGG: 6371.0088 km).
#pragma once

#include <optional>

#include "graph/entity_graph.hpp"

namespace harbinger::signal {

inline constexpr double earth_radius_km = 6371.0088;

/// Degrees, WGS 84.
struct Place {
  double lat = 0;
  double lon = 0;
};

/// The node's `lat` and `lon`; nothing where its kind has none, or one is unknown, a range or off the globe.
[[nodiscard]] std::optional<Place> place_of(const graph::EntityGraph& graph, graph::NodeId node);

/// Along the great circle, by the haversine formula (Sinnott 1984). The way back is as far, to the last bit.
[[nodiscard]] double distance_km(Place a, Place b);

/// A place that is one end of many distances.
class Landmark {
 public:
  explicit Landmark(Place place);
  [[nodiscard]] const Place& place() const { return place_; }

 private:
  friend double distance_km(const Landmark& a, const Landmark& b);
  Place place_;
  double cos_lat_;
};
/// distance_km(a.place(), b.place()), to the last bit.
[[nodiscard]] double distance_km(const Landmark& a, const Landmark& b);

}  // namespace harbinger::signal
