// SPDX-License-Identifier: Apache-2.0
#include "signal/places.hpp"

#include <algorithm>
#include <mutex>

#include "signal/place_bands.hpp"

namespace harbinger::signal {

struct PlaceIndex::Nodes {
  const graph::EntityGraph* graph;
  std::optional<std::vector<graph::NodeId>> asked;  ///< Nothing: all nodes.
  std::once_flag is_built;
  PlaceBands bands;

  void build() {
    std::vector<std::optional<Place>> places(asked ? asked->size() : graph->node_count());
    for (std::size_t i = 0; i < places.size(); ++i)
      places[i] = place_of(*graph, node(static_cast<std::uint32_t>(i)));
    bands = PlaceBands(places);
  }
  [[nodiscard]] graph::NodeId node(std::uint32_t index) const {
    return asked ? (*asked)[index] : graph::NodeId(index);
  }
};

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph, std::vector<graph::NodeId> nodes)
    : PlaceIndex(graph) {
  nodes_->asked = std::move(nodes);
}

PlaceIndex::PlaceIndex(const graph::EntityGraph& graph) : nodes_(std::make_unique<Nodes>()) {
  nodes_->graph = &graph;
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
  std::call_once(nodes_->is_built, [&] { nodes_->build(); });
  std::vector<std::uint32_t> positions;
  nodes_->bands.find_within(centre, km, 0, nodes_->bands.size(), positions);
  nodes.clear();
  for (const std::uint32_t position : positions)
    nodes.push_back(nodes_->node(nodes_->bands.index(position)));
  std::sort(nodes.begin(), nodes.end());
}

}  // namespace harbinger::signal
