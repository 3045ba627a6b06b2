// SPDX-License-Identifier: Apache-2.0
#include "signal/places.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

// The R-tree of Boost 1.74 includes a header that has moved.
#define BOOST_ALLOW_DEPRECATED_HEADERS
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

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
  const graph::EntityGraph* graph;
  std::optional<std::vector<graph::NodeId>> asked;  ///< Nothing: all nodes.
  std::once_flag is_built;
  std::vector<Place> places;  ///< By entry.
  std::vector<graph::NodeId> nodes;
  bg::index::rtree<Entry, bg::index::rstar<16>> entries;

  void build() {
    std::vector<Entry> found;
    const auto add = [&](graph::NodeId node) {
      const auto place = place_of(*graph, node);
      if (!place) return;
      found.emplace_back(on_unit_sphere(*place), static_cast<std::uint32_t>(nodes.size()));
      places.push_back(*place);
      nodes.push_back(node);
    };
    if (asked)
      for (const graph::NodeId node : *asked) add(node);
    else
      for (std::size_t i = 0; i < graph->node_count(); ++i) add(graph::NodeId(i));
    entries = {found.begin(), found.end()};
  }
};

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph, std::vector<graph::NodeId> nodes)
    : PlaceIndex(graph) {
  tree_->asked = std::move(nodes);
}

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph) : tree_(std::make_unique<Tree>()) {
  tree_->graph = &graph;
}

PlaceIndex::~PlaceIndex() = default;
PlaceIndex::PlaceIndex(PlaceIndex&&) noexcept = default;
PlaceIndex& PlaceIndex::operator=(PlaceIndex&&) noexcept = default;

std::vector<graph::NodeId> PlaceIndex::within(Place centre, double km) const {
  std::vector<graph::NodeId> nodes;
  find_within(centre, km, nodes);
  return nodes;
}

void PlaceIndex::find_within(Place centre, double km, std::vector<graph::NodeId>& nodes) const {
  std::call_once(tree_->is_built, [&] { tree_->build(); });
  nodes.clear();
  // The box around all points whose chord is short enough, a little widened. The chord says of most of them whether
  // they are near; close to the limit the formula does.
  const double angle = std::min(km / (2 * earth_radius_km), std::numbers::pi / 2);
  const double chord = 2 * std::sin(angle);
  const double margin = 1e-9 * chord + 1e-12;
  const double reach = chord + margin;
  const Point c = on_unit_sphere(centre);
  const Box box({c.get<0>() - reach, c.get<1>() - reach, c.get<2>() - reach},
                {c.get<0>() + reach, c.get<1>() + reach, c.get<2>() + reach});
  const auto add = [&](const Entry& entry) {
    const double to = bg::distance(c, entry.first);
    const bool is_close = std::abs(to - chord) <= margin;
    if (is_close ? distance_km(centre, tree_->places[entry.second]) <= km : to < chord)
      nodes.push_back(tree_->nodes[entry.second]);
  };
  tree_->entries.query(bg::index::intersects(box), boost::make_function_output_iterator(add));
  std::sort(nodes.begin(), nodes.end());
}

}  // namespace harbinger::signal
