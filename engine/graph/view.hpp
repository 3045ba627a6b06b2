// SPDX-License-Identifier: Apache-2.0
// The world as of one day: which facts of the graph hold then, less those taken out. A view is bits
// over an unchanged graph; an edge holds only where both its ends do.
//
// A fact that is taken out is as if the pack had never had it: a node takes its edges with it, and a
// cell that names what is gone (the country of a site) reads as unknown; a site is no row any more.
//
// Views that differ in a few facts share their bits, and each keeps the few on its own, up to FewIds::most nodes and
// as many edges; beyond these it has bits of its own:
//
//     holds = bits (shared) and not among the few        without(facts): O(facts) for a few, whatever the graph;
//                                                        else a copy of all bits
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "base/date.hpp"
#include "graph/entity_graph.hpp"
#include "graph/few_ids.hpp"

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
  [[nodiscard]] bool has(NodeId node) const {
    return nodes_[node.index()] && !few_nodes_.contains(node.value());
  }
  [[nodiscard]] bool has(EdgeId edge) const {
    return edges_[edge.index()] && !few_edges_.contains(edge.value());
  }
  [[nodiscard]] bool has(FactRef fact) const {
    return fact.is_edge ? has(EdgeId(fact.index)) : has(NodeId(fact.index));
  }
  /// Whether an edge held on an earlier day, seen from this view: it was not taken out, had begun
  /// by the as-of day, and its validity covers `day`.
  [[nodiscard]] bool held_on(EdgeId edge, Day day) const;

  /// Whether a fact was taken out, on whatever day it holds.
  [[nodiscard]] bool is_removed(FactRef fact) const {
    return fact.is_edge ? few_edges_.contains(fact.index) || facts_->removed_edges[fact.index]
                        : few_nodes_.contains(fact.index) || facts_->removed_nodes[fact.index];
  }
  /// The facts taken out of this view or of another one of the same graph, and not of both; ordered. Cost: the
  /// few of each; where they do not share their bits, one pass over those, a word at a time.
  [[nodiscard]] std::vector<FactRef> removed_from_one(const GraphView& other) const;
  /// Cells that read as unknown, since what they name was taken out; ordered.
  [[nodiscard]] std::span<const CellRef> blank_cells() const { return blank_cells_; }
  [[nodiscard]] bool is_blank(CellRef cell) const;
  /// The cell of an attribute of a node as this view reads it.
  [[nodiscard]] pack::Cell cell(CellRef cell) const;
  /// The sites that were not taken out, whether they hold on the day or not, ordered by id: what is
  /// ranked. A SiteId is an index into them. Where some were taken out, made when first asked for.
  [[nodiscard]] std::span<const NodeId> sites() const {
    return sites_left_ ? sites_left() : graph_->sites();
  }

 private:
  /// What holds on the day, and what was taken out, on whatever day it holds.
  struct Facts {
    Bits nodes;
    Bits edges;
    Bits removed_nodes;
    Bits removed_edges;
  };
  struct SitesLeft {
    std::once_flag made;
    std::vector<NodeId> sites;
  };

  void set_facts(Bits removed_nodes, Bits removed_edges);
  void share(Facts facts);
  void take_out(std::span<const std::uint32_t> nodes, std::span<const std::uint32_t> edges);
  /// As `facts_`, with more taken out, and the few too.
  [[nodiscard]] Facts facts_without(std::span<const std::uint32_t> nodes,
                                    std::span<const std::uint32_t> edges) const;
  [[nodiscard]] std::span<const NodeId> sites_left() const;

  const EntityGraph* graph_;
  Day as_of_;
  std::shared_ptr<const Facts> facts_;
  BitSpan nodes_;  ///< Of `facts_`.
  BitSpan edges_;
  FewIds few_nodes_;  ///< Taken out since `facts_` was made; not removed in it.
  FewIds few_edges_;
  std::vector<CellRef> blank_cells_;
  std::shared_ptr<SitesLeft> sites_left_;  ///< nullptr: all of the graph.
};

}  // namespace harbinger::graph
