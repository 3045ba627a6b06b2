// SPDX-License-Identifier: Apache-2.0
// What signals are evaluated on: the graph as of a day, and who owns whom in it.
#pragma once

#include <set>

#include "base/bits.hpp"
#include "graph/view.hpp"

namespace harbinger::graph {
class Ownership;
}  // namespace harbinger::graph

namespace harbinger::signal {

using graph::SiteId;

class PlaceIndex;

/// All must outlive whatever is evaluated on them; `ownership` is that of `view`.
struct World {
  const graph::GraphView& view;
  const graph::Ownership& ownership;
  /// Of all nodes of the graph. Without one a search for what is near looks at every node.
  const PlaceIndex* places = nullptr;
  /// Where the nodes are noted that the functions of the graph are asked about; one thread at a time.
  std::set<graph::NodeId>* asked = nullptr;
};

/// Which sites of the view hold on the day, by SiteId. All signals of the others are unknown.
[[nodiscard]] Bits sites_in_view(const graph::GraphView& view);

}  // namespace harbinger::signal
