// SPDX-License-Identifier: Apache-2.0
// The graph of a pack: nodes and edges are its facts, and what leads from one to the other (adjacency.hpp).
//
// A fact is asked for by its id and read as a view; a loop over all of a kind or relation reads the columns:
//
//     const auto from = graph.sources_of(calls), to = graph.targets_of(calls);
//     const auto dates = graph.facts().edges.cells[calls.index()][0].part(0, from.size());
//     for (std::size_t i = 0; i < from.size(); ++i) ...        // EdgeId(graph.edges_of(calls).front().index() + i)
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.hpp"
#include "graph/adjacency.hpp"
#include "pack/pack.hpp"

namespace harbinger::graph {

using SiteId = StrongId<struct SiteTag>;  ///< Index into GraphView::sites().
using pack::KindId;
using pack::RelationId;

/// A node or an edge: what a fact is.
using FactRef = pack::FactPlace;
[[nodiscard]] inline FactRef fact_of(NodeId node) { return {false, node.value()}; }
[[nodiscard]] inline FactRef fact_of(EdgeId edge) { return {true, edge.value()}; }

class EntityGraph {
 public:
  explicit EntityGraph(pack::Pack pack);
  /// With what adjacency_of(pack) made before.
  EntityGraph(pack::Pack pack, Adjacency adjacency);
  EntityGraph(EntityGraph&&) noexcept;
  EntityGraph& operator=(EntityGraph&&) noexcept;
  ~EntityGraph();

  [[nodiscard]] const pack::Pack& pack() const;
  [[nodiscard]] const pack::FactStore& facts() const { return pack().facts(); }
  [[nodiscard]] const pack::Schema& schema() const { return pack().schema; }
  [[nodiscard]] const Adjacency& adjacency() const;
  [[nodiscard]] std::size_t node_count() const { return pack().nodes.size(); }
  [[nodiscard]] std::size_t edge_count() const { return pack().edges.size(); }

  [[nodiscard]] pack::NodeFact node(NodeId id) const { return pack().nodes[id]; }
  [[nodiscard]] pack::EdgeFact edge(EdgeId id) const { return pack().edges[id]; }
  [[nodiscard]] NodeId source(EdgeId id) const { return facts().edges.from[id.index()]; }
  [[nodiscard]] NodeId target(EdgeId id) const { return facts().edges.to[id.index()]; }
  [[nodiscard]] pack::Fact fact(FactRef ref) const { return {facts(), ref}; }
  [[nodiscard]] std::optional<FactRef> find_fact(std::string_view id) const;
  [[nodiscard]] std::optional<NodeId> find_node(std::string_view id) const;

  /// The cells whose reference names a node, in the order of their nodes.
  [[nodiscard]] std::span<const CellRef> cells_naming(NodeId node) const;
  /// The cell that an edge was made from; nothing where it has a row of its own.
  [[nodiscard]] std::optional<CellRef> cell_of(EdgeId edge) const;

  /// Edges of a relation that leave a node, ascending: by target and beginning.
  [[nodiscard]] EdgeRange out_edges(NodeId node, RelationId relation) const;
  /// Edges of a relation that enter a node, ascending: by source and beginning.
  [[nodiscard]] EdgeRange in_edges(NodeId node, RelationId relation) const;
  /// The same of all relations, one after the other. Cost: a list of them.
  [[nodiscard]] std::vector<EdgeId> out_edges(NodeId node) const;
  [[nodiscard]] std::vector<EdgeId> in_edges(NodeId node) const;
  /// All edges of a relation: their ids follow each other, by source, target and beginning.
  [[nodiscard]] EdgeRange edges_of(RelationId relation) const;
  /// All nodes of a kind, ordered by id.
  [[nodiscard]] std::span<const NodeId> nodes_of(KindId kind) const;
  /// The sites, in SiteId order: nodes_of(roles.site).
  [[nodiscard]] std::span<const NodeId> sites() const;

  /// The ends of edges_of(relation), in its order.
  [[nodiscard]] std::span<const NodeId> sources_of(RelationId relation) const;
  [[nodiscard]] std::span<const NodeId> targets_of(RelationId relation) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace harbinger::graph
