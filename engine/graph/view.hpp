// SPDX-License-Identifier: Apache-2.0
// The world as of one day: which facts of the graph hold then, less those taken out. A view is bits
// over an unchanged graph; an edge holds only where both its ends do.
//
// A fact that is taken out is as if the pack had never had it: a node takes its edges with it, and a
// cell that names what is gone (the country of a site) reads as unknown; a site is no row any more.
#pragma once

#include <memory>
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

  /// This view without some facts.
  [[nodiscard]] GraphView without(std::span<const FactRef> facts) const;
  /// The same facts on another day.
  [[nodiscard]] GraphView on(Day day) const;

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

  /// Whether a fact was taken out, on whatever day it holds.
  [[nodiscard]] bool is_removed(FactRef fact) const {
    return fact.is_edge ? removed_edges_[fact.index] : removed_nodes_[fact.index];
  }
  /// Cells that read as unknown, since what they name was taken out; ordered.
  [[nodiscard]] std::span<const CellRef> blank_cells() const { return blank_cells_; }
  [[nodiscard]] bool is_blank(CellRef cell) const;
  /// The cell of an attribute of a node as this view reads it.
  [[nodiscard]] pack::Cell cell(CellRef cell) const;
  /// The sites that were not taken out, whether they hold on the day or not, ordered by id: what is
  /// ranked. A SiteId is an index into them.
  [[nodiscard]] std::span<const NodeId> sites() const {
    return sites_ ? std::span<const NodeId>(*sites_) : graph_->sites();
  }

 private:
  void set_valid_facts();

  const EntityGraph* graph_;
  Day as_of_;
  Bits nodes_;
  Bits edges_;
  Bits removed_nodes_;
  Bits removed_edges_;
  std::vector<CellRef> blank_cells_;
  std::shared_ptr<const std::vector<NodeId>> sites_;  ///< nullptr: all of the graph.
};

}  // namespace harbinger::graph
