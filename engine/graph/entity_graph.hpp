// SPDX-License-Identifier: Apache-2.0
// The graph of a pack: nodes and edges are its facts. Edges are held in compressed sparse rows
// (Boost.Graph), once by their source and once by their target, and within a node by relation, so
// that the edges of one relation at one node are a contiguous span in either direction.
//
//     NodeId: index of the node in order of stable ids.  EdgeId: index of the edge, likewise.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.hpp"
#include "pack/pack.hpp"

namespace harbinger::graph {

using NodeId = StrongId<struct NodeTag>;
using EdgeId = StrongId<struct EdgeTag>;
using SiteId = StrongId<struct SiteTag>;  ///< Index into GraphView::sites().
using pack::KindId;
using pack::RelationId;

/// A node or an edge: what a fact is.
struct FactRef {
  bool is_edge = false;
  std::uint32_t index = 0;
  friend auto operator<=>(const FactRef&, const FactRef&) = default;
};
[[nodiscard]] inline FactRef fact_of(NodeId node) { return {false, node.value()}; }
[[nodiscard]] inline FactRef fact_of(EdgeId edge) { return {true, edge.value()}; }

/// A cell of a node: the value of one attribute of its kind.
struct CellRef {
  NodeId node;
  std::uint32_t attribute = 0;
  friend auto operator<=>(const CellRef&, const CellRef&) = default;
};

class EntityGraph {
 public:
  explicit EntityGraph(pack::Pack pack);
  EntityGraph(EntityGraph&&) noexcept;
  EntityGraph& operator=(EntityGraph&&) noexcept;
  ~EntityGraph();

  [[nodiscard]] const pack::Pack& pack() const;
  [[nodiscard]] const pack::Schema& schema() const { return pack().schema; }
  [[nodiscard]] std::size_t node_count() const { return pack().nodes.size(); }
  [[nodiscard]] std::size_t edge_count() const { return pack().edges.size(); }

  [[nodiscard]] const pack::NodeFact& node(NodeId id) const { return pack().nodes[id.index()]; }
  [[nodiscard]] const pack::EdgeFact& edge(EdgeId id) const { return pack().edges[id.index()]; }
  [[nodiscard]] NodeId source(EdgeId id) const { return NodeId(edge(id).from); }
  [[nodiscard]] NodeId target(EdgeId id) const { return NodeId(edge(id).to); }
  [[nodiscard]] const pack::Fact& fact(FactRef ref) const;
  [[nodiscard]] std::optional<FactRef> find_fact(std::string_view id) const;
  [[nodiscard]] std::optional<NodeId> find_node(std::string_view id) const;

  /// The cells whose reference names a node, in the order of their nodes.
  [[nodiscard]] std::span<const CellRef> cells_naming(NodeId node) const;
  /// The cell that an edge was made from; nothing where it has a row of its own.
  [[nodiscard]] std::optional<CellRef> cell_of(EdgeId edge) const;

  /// Edges that leave a node, ordered by relation and id.
  [[nodiscard]] std::span<const EdgeId> out_edges(NodeId node) const;
  [[nodiscard]] std::span<const EdgeId> out_edges(NodeId node, RelationId relation) const;
  /// Edges that enter a node, ordered by relation and id.
  [[nodiscard]] std::span<const EdgeId> in_edges(NodeId node) const;
  [[nodiscard]] std::span<const EdgeId> in_edges(NodeId node, RelationId relation) const;
  /// All edges of a relation, ordered by id.
  [[nodiscard]] std::span<const EdgeId> edges_of(RelationId relation) const;
  /// The ends of edges_of(relation), in its order.
  [[nodiscard]] std::span<const NodeId> sources_of(RelationId relation) const;
  [[nodiscard]] std::span<const NodeId> targets_of(RelationId relation) const;
  /// All nodes of a kind, ordered by id.
  [[nodiscard]] std::span<const NodeId> nodes_of(KindId kind) const;
  /// The sites, in SiteId order: nodes_of(roles.site).
  [[nodiscard]] std::span<const NodeId> sites() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace harbinger::graph
