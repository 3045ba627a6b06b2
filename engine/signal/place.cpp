// SPDX-License-Identifier: Apache-2.0
#include "signal/place.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace harbinger::signal {

namespace {

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

std::optional<double> degrees_in(const graph::EntityGraph& graph, graph::NodeId node,
                                 std::string_view name, double most) {
  const pack::NodeFact fact = graph.node(node);
  const auto at = graph.schema().kinds[fact.kind().index()].find(name);
  if (!at) return std::nullopt;
  const double number = fact.code(*at).number();  // NaN where it is unknown or a range
  return std::abs(number) <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<Place> place_of(const graph::EntityGraph& graph, graph::NodeId node) {
  const auto lat = degrees_in(graph, node, "lat", 90);
  const auto lon = degrees_in(graph, node, "lon", 360);
  if (!lat || !lon) return std::nullopt;
  return Place{*lat, *lon};
}

Landmark::Landmark(Place place) : place_(place), cos_lat_(std::cos(radians(place.lat))) {}

double distance_km(Place a, Place b) { return distance_km(Landmark(a), Landmark(b)); }

double distance_km(const Landmark& a, const Landmark& b) {
  const double north = std::sin(radians(b.place_.lat - a.place_.lat) / 2);
  const double east = std::sin(radians(b.place_.lon - a.place_.lon) / 2);
  const double h = north * north + a.cos_lat_ * b.cos_lat_ * east * east;
  return 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, h)));
}

}  // namespace harbinger::signal
