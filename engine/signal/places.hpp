// SPDX-License-Identifier: Apache-2.0
// Where nodes lie, and which lie near a place, on a sphere of the Earth's mean radius (IUGG: 6371.0088 km).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "graph/entity_graph.hpp"

namespace harbinger::signal {

/// Degrees, WGS 84.
struct Place {
  double lat = 0;
  double lon = 0;
};

/// The node's `lat` and `lon`; nothing where its kind has none, or one is unknown, a range or off the globe.
[[nodiscard]] std::optional<Place> place_of(const graph::EntityGraph& graph, graph::NodeId node);

/// Along the great circle, by the haversine formula (Sinnott 1984).
[[nodiscard]] double distance_km(Place a, Place b);

/// An R-tree over nodes: as points of the unit sphere in space, so that neither poles nor the date line
/// are a case of their own. Made when it is first asked, as most who could ask never do; then the graph must still be
/// there. Tested against the search of all pairs.
class PlaceIndex {
 public:
  PlaceIndex(const graph::EntityGraph& graph, std::vector<graph::NodeId> nodes);
  /// Over all nodes of the graph.
  explicit PlaceIndex(const graph::EntityGraph& graph);
  ~PlaceIndex();
  PlaceIndex(PlaceIndex&&) noexcept;
  PlaceIndex& operator=(PlaceIndex&&) noexcept;

  /// The nodes at most so far from a place, ordered by id.
  [[nodiscard]] std::vector<graph::NodeId> within(Place centre, double km) const;
  /// The same, in place of what `nodes` holds.
  void find_within(Place centre, double km, std::vector<graph::NodeId>& nodes) const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace harbinger::signal
