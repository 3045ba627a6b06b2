// SPDX-License-Identifier: Apache-2.0
#include "signal/places.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

// The R-tree of Boost 1.74 includes a header that has moved.
#define BOOST_ALLOW_DEPRECATED_HEADERS
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace harbinger::signal {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Box = bg::model::box<Point>;
using Entry = std::pair<Point, std::uint32_t>;

constexpr double earth_radius_km = 6371.0088;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

Point on_unit_sphere(Place place) {
  const double lat = radians(place.lat);
  const double lon = radians(place.lon);
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

std::optional<double> degrees_in(const graph::EntityGraph& graph, graph::NodeId node,
                                 std::string_view name, double most) {
  const pack::NodeFact fact = graph.node(node);
  const auto at = graph.schema().kinds[fact.kind().index()].find(name);
  if (!at) return std::nullopt;
  const double number = fact.code(*at).number();  // NaN where it is unknown or a range
  return std::abs(number) <= most ? std::optional(number) : std::nullopt;
}

std::vector<graph::NodeId> all_nodes(const graph::EntityGraph& graph) {
  std::vector<graph::NodeId> nodes;
  for (std::size_t i = 0; i < graph.node_count(); ++i) nodes.emplace_back(i);
  return nodes;
}

}  // namespace

std::optional<Place> place_of(const graph::EntityGraph& graph, graph::NodeId node) {
  const auto lat = degrees_in(graph, node, "lat", 90);
  const auto lon = degrees_in(graph, node, "lon", 360);
  if (!lat || !lon) return std::nullopt;
  return Place{*lat, *lon};
}

double distance_km(Place a, Place b) {
  const double north = std::sin(radians(b.lat - a.lat) / 2);
  const double east = std::sin(radians(b.lon - a.lon) / 2);
  const double h =
      north * north + std::cos(radians(a.lat)) * std::cos(radians(b.lat)) * east * east;
  return 2 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, h)));
}

struct PlaceIndex::Tree {
  std::vector<Place> places;  ///< By entry.
  std::vector<graph::NodeId> nodes;
  bg::index::rtree<Entry, bg::index::rstar<16>> entries;
};

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph, std::span<const graph::NodeId> nodes)
    : tree_(std::make_unique<Tree>()) {
  std::vector<Entry> entries;
  for (const graph::NodeId node : nodes) {
    const auto place = place_of(graph, node);
    if (!place) continue;
    entries.emplace_back(on_unit_sphere(*place), static_cast<std::uint32_t>(tree_->nodes.size()));
    tree_->places.push_back(*place);
    tree_->nodes.push_back(node);
  }
  tree_->entries = {entries.begin(), entries.end()};
}

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph) : PlaceIndex(graph, all_nodes(graph)) {}

PlaceIndex::~PlaceIndex() = default;
PlaceIndex::PlaceIndex(PlaceIndex&&) noexcept = default;
PlaceIndex& PlaceIndex::operator=(PlaceIndex&&) noexcept = default;

std::vector<graph::NodeId> PlaceIndex::within(Place centre, double km) const {
  // The box around all points whose chord is short enough, a little widened; the formula then decides.
  const double angle = std::min(km / (2 * earth_radius_km), std::numbers::pi / 2);
  const double chord = 2 * std::sin(angle) + 1e-9;
  const Point c = on_unit_sphere(centre);
  const Box box({c.get<0>() - chord, c.get<1>() - chord, c.get<2>() - chord},
                {c.get<0>() + chord, c.get<1>() + chord, c.get<2>() + chord});
  std::vector<Entry> found;
  tree_->entries.query(bg::index::intersects(box), std::back_inserter(found));
  std::vector<graph::NodeId> nodes;
  for (const auto& [point, entry] : found)
    if (distance_km(centre, tree_->places[entry]) <= km) nodes.push_back(tree_->nodes[entry]);
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

}  // namespace harbinger::signal
