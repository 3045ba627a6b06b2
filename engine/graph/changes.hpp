// SPDX-License-Identifier: Apache-2.0
// What differs between two worlds of one pack: facts that one of them has and the other has not, or has with
// other content, another validity or on another day.
//
// Worlds over one graph differ in what was taken out and in the day; worlds over two graphs (facts added or
// changed) also in the facts themselves: nodes are told apart by id, edges by relation, ends, beginning and the id that
// their row gives. Cost: that of GraphView::removed_from_one, or for two graphs or two days one pass over the facts.
#pragma once

#include <string>
#include <vector>

#include "graph/view.hpp"

namespace harbinger::graph {

struct Changes {
  /// Facts of the first world's graph that went or changed, and of the second's that came or changed; where
  /// the graph is one, all that differ are in `before`. Ordered.
  std::vector<FactRef> before;
  std::vector<FactRef> after;
  /// Those of them that are nodes of which only the content differs (a cell, a name), so that the edges at them hold
  /// as they did.
  std::vector<FactRef> content;
  /// Ids of nodes that only one of the worlds has, whatever the day; ordered.
  std::vector<std::string> came_or_went;
  bool same_graph = true;
  bool same_day = true;

  [[nodiscard]] bool empty() const { return before.empty() && after.empty() && same_day; }
};

/// The packs of both have one schema.
[[nodiscard]] Changes changes_between(const GraphView& before, const GraphView& after);

}  // namespace harbinger::graph
