// SPDX-License-Identifier: Apache-2.0
#include "graph/view.hpp"

namespace harbinger::graph {

GraphView::GraphView(const EntityGraph& graph, Day as_of)
    : graph_(&graph),
      as_of_(as_of),
      nodes_(graph.node_count()),
      edges_(graph.edge_count()),
      removed_edges_(graph.edge_count()) {
  for (std::size_t i = 0; i < graph.node_count(); ++i)
    if (graph.node(NodeId(i)).validity.holds_on(as_of)) nodes_.set(i);
  for (std::size_t i = 0; i < graph.edge_count(); ++i) {
    const pack::EdgeFact& edge = graph.edge(EdgeId(i));
    if (edge.validity.holds_on(as_of) && nodes_[edge.from] && nodes_[edge.to]) edges_.set(i);
  }
}

GraphView GraphView::without(std::span<const FactRef> facts) const {
  GraphView view = *this;
  const auto remove_edge = [&](EdgeId edge) {
    view.edges_.reset(edge.index());
    view.removed_edges_.set(edge.index());
  };
  for (const FactRef fact : facts) {
    if (fact.is_edge) {
      remove_edge(EdgeId(fact.index));
      continue;
    }
    const NodeId node(fact.index);
    view.nodes_.reset(node.index());
    for (const EdgeId edge : graph_->out_edges(node)) remove_edge(edge);
    for (const EdgeId edge : graph_->in_edges(node)) remove_edge(edge);
  }
  return view;
}

bool GraphView::held_on(EdgeId edge, Day day) const {
  if (removed_edges_[edge.index()]) return false;
  const pack::EdgeFact& fact = graph_->edge(edge);
  const bool begun = !fact.validity.from || fact.validity.from->first <= as_of_;
  return begun && fact.validity.holds_on(day) &&
         graph_->node(NodeId(fact.from)).validity.holds_on(day) &&
         graph_->node(NodeId(fact.to)).validity.holds_on(day);
}

}  // namespace harbinger::graph
