// SPDX-License-Identifier: Apache-2.0
// The world as of one day: which facts of the graph hold then, less those taken out. A view is bits
// over an unchanged graph; an edge holds only where both its ends do.
#pragma once

#include <span>
#include <vector>

#include "base/bits.hpp"
#include "base/date.hpp"
#include "graph/entity_graph.hpp"

namespace harbinger::graph {

class GraphView {
 public:
  /// The facts valid on `as_of`. The graph must outlive the view.
  GraphView(const EntityGraph& graph, Day as_of);

  /// This view without some facts; a node takes its edges with it.
  [[nodiscard]] GraphView without(std::span<const FactRef> facts) const;

  [[nodiscard]] const EntityGraph& graph() const { return *graph_; }
  [[nodiscard]] Day as_of() const { return as_of_; }
  [[nodiscard]] bool has(NodeId node) const { return nodes_[node.index()]; }
  [[nodiscard]] bool has(EdgeId edge) const { return edges_[edge.index()]; }
  [[nodiscard]] bool has(FactRef fact) const {
    return fact.is_edge ? edges_[fact.index] : nodes_[fact.index];
  }
  /// Whether an edge held on an earlier day, seen from this view: it was not taken out, had begun
  /// by the as-of day, and its validity covers `day`.
  [[nodiscard]] bool held_on(EdgeId edge, Day day) const;

 private:
  const EntityGraph* graph_;
  Day as_of_;
  Bits nodes_;
  Bits edges_;
  Bits removed_edges_;
};

}  // namespace harbinger::graph
