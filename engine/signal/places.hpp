// SPDX-License-Identifier: Apache-2.0
// Which nodes lie near a place.
#pragma once

#include <memory>
#include <vector>

#include "signal/place.hpp"

namespace harbinger::signal {

/// Over nodes of a graph (place_bands.hpp). Made when it is first asked, as most who could ask never do; then the graph
/// must still be there.
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
  struct Nodes;
  std::unique_ptr<Nodes> nodes_;
};

}  // namespace harbinger::signal
