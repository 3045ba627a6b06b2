// SPDX-License-Identifier: Apache-2.0
#include "graph/view.hpp"

#include <algorithm>

namespace harbinger::graph {

GraphView::GraphView(const EntityGraph& graph, Day as_of)
    : graph_(&graph),
      as_of_(as_of),
      removed_nodes_(graph.node_count()),
      removed_edges_(graph.edge_count()) {
  set_valid_facts();
}

void GraphView::set_valid_facts() {
  nodes_ = Bits(graph_->node_count());
  edges_ = Bits(graph_->edge_count());
  for (std::size_t i = 0; i < graph_->node_count(); ++i)
    if (!removed_nodes_[i] && graph_->node(NodeId(i)).validity.holds_on(as_of_)) nodes_.set(i);
  for (std::size_t i = 0; i < graph_->edge_count(); ++i) {
    const pack::EdgeFact& edge = graph_->edge(EdgeId(i));
    const bool holds = !removed_edges_[i] && edge.validity.holds_on(as_of_);
    if (holds && nodes_[edge.from] && nodes_[edge.to]) edges_.set(i);
  }
}

GraphView GraphView::without(std::span<const FactRef> facts) const {
  GraphView view = *this;
  const auto remove_edge = [&](EdgeId edge) {
    view.edges_.reset(edge.index());
    view.removed_edges_.set(edge.index());
  };
  bool takes_sites = false;
  for (const FactRef fact : facts) {
    if (fact.is_edge) {
      remove_edge(EdgeId(fact.index));
      if (const auto cell = graph_->cell_of(EdgeId(fact.index))) view.blank_cells_.push_back(*cell);
      continue;
    }
    const NodeId node(fact.index);
    view.nodes_.reset(node.index());
    view.removed_nodes_.set(node.index());
    for (const EdgeId edge : graph_->out_edges(node)) remove_edge(edge);
    for (const EdgeId edge : graph_->in_edges(node)) remove_edge(edge);
    for (const CellRef cell : graph_->cells_naming(node)) view.blank_cells_.push_back(cell);
    takes_sites = takes_sites || graph_->node(node).kind == graph_->schema().roles.site;
  }
  std::sort(view.blank_cells_.begin(), view.blank_cells_.end());
  view.blank_cells_.erase(std::unique(view.blank_cells_.begin(), view.blank_cells_.end()),
                          view.blank_cells_.end());
  if (takes_sites) {
    std::vector<NodeId> left;
    for (const NodeId site : sites())
      if (!view.removed_nodes_[site.index()]) left.push_back(site);
    view.sites_ = std::make_shared<const std::vector<NodeId>>(std::move(left));
  }
  return view;
}

GraphView GraphView::on(Day day) const {
  GraphView view = *this;
  view.as_of_ = day;
  view.set_valid_facts();
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

bool GraphView::is_blank(CellRef cell) const {
  return !blank_cells_.empty() &&
         std::binary_search(blank_cells_.begin(), blank_cells_.end(), cell);
}

const pack::Cell& GraphView::cell(CellRef cell) const {
  static const pack::Cell unknown;
  return is_blank(cell) ? unknown : graph_->node(cell.node).cells[cell.attribute];
}

}  // namespace harbinger::graph
