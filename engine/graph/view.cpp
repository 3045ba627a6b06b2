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
  const pack::FactStore& facts = graph_->facts();
  // Few validities stand for many facts.
  Bits holds(facts.validities.size());
  for (std::size_t i = 0; i < holds.size(); ++i)
    if (facts.validities[i].holds_on(as_of_)) holds.set(i);
  const auto validity_of_node = facts.nodes.validity.part(0, graph_->node_count());
  for (std::size_t i = 0; i < validity_of_node.size(); ++i)
    if (holds[validity_of_node[i]] && !removed_nodes_[i]) nodes_.set(i);
  const auto validity_of_edge = facts.edges.validity.part(0, graph_->edge_count());
  const auto from = facts.edges.from.part(0, graph_->edge_count());
  const auto to = facts.edges.to.part(0, graph_->edge_count());
  for (std::size_t i = 0; i < validity_of_edge.size(); ++i)
    if (holds[validity_of_edge[i]] && nodes_[from[i].index()] && nodes_[to[i].index()] &&
        !removed_edges_[i])
      edges_.set(i);
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
    takes_sites = takes_sites || graph_->node(node).kind() == graph_->schema().roles.site;
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
  const pack::EdgeFact fact = graph_->edge(edge);
  const pack::ValidityDays validity = fact.validity_days();
  return validity.from_first <= as_of_ && validity.holds_on(day) &&
         graph_->node(fact.from()).validity_days().holds_on(day) &&
         graph_->node(fact.to()).validity_days().holds_on(day);
}

bool GraphView::is_blank(CellRef cell) const {
  return !blank_cells_.empty() &&
         std::binary_search(blank_cells_.begin(), blank_cells_.end(), cell);
}

pack::Cell GraphView::cell(CellRef cell) const {
  return is_blank(cell) ? pack::Cell() : graph_->node(cell.node).cell(cell.attribute);
}

}  // namespace harbinger::graph
