// SPDX-License-Identifier: Apache-2.0
#include "graph/view.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace harbinger::graph {

GraphView::GraphView(const EntityGraph& graph, Day as_of) : graph_(&graph), as_of_(as_of) {
  set_facts(Bits(graph.node_count()), Bits(graph.edge_count()));
}

void GraphView::set_facts(Bits removed_nodes, Bits removed_edges) {
  Facts facts{Bits(graph_->node_count()), Bits(graph_->edge_count()), std::move(removed_nodes),
              std::move(removed_edges)};
  const pack::FactStore& stored = graph_->facts();
  // Few validities stand for many facts.
  Bits holds(stored.validities.size());
  for (std::size_t i = 0; i < holds.size(); ++i)
    if (stored.validities[i].holds_on(as_of_)) holds.set(i);
  const auto validity_of_node = stored.nodes.validity.part(0, graph_->node_count());
  for (std::size_t i = 0; i < validity_of_node.size(); ++i)
    if (holds[validity_of_node[i]] && !facts.removed_nodes[i]) facts.nodes.set(i);
  const auto validity_of_edge = stored.edges.validity.part(0, graph_->edge_count());
  const auto from = stored.edges.from.part(0, graph_->edge_count());
  const auto to = stored.edges.to.part(0, graph_->edge_count());
  for (std::size_t i = 0; i < validity_of_edge.size(); ++i)
    if (holds[validity_of_edge[i]] && facts.nodes[from[i].index()] && facts.nodes[to[i].index()] &&
        !facts.removed_edges[i])
      facts.edges.set(i);
  share(std::move(facts));
}

void GraphView::share(Facts facts) {
  facts_ = std::make_shared<const Facts>(std::move(facts));
  nodes_ = facts_->nodes;
  edges_ = facts_->edges;
  few_nodes_ = {};
  few_edges_ = {};
}

GraphView GraphView::without(std::span<const FactRef> facts) const {
  GraphView view = *this;
  std::vector<std::uint32_t> nodes;
  std::vector<std::uint32_t> edges;
  bool takes_sites = false;
  for (const FactRef fact : facts) {
    if (fact.is_edge) {
      edges.push_back(fact.index);
      if (const auto cell = graph_->cell_of(EdgeId(fact.index))) view.blank_cells_.push_back(*cell);
      continue;
    }
    const NodeId node(fact.index);
    nodes.push_back(fact.index);
    for (const EdgeId edge : graph_->out_edges(node)) edges.push_back(edge.value());
    for (const EdgeId edge : graph_->in_edges(node)) edges.push_back(edge.value());
    for (const CellRef cell : graph_->cells_naming(node)) view.blank_cells_.push_back(cell);
    takes_sites = takes_sites || graph_->node(node).kind() == graph_->schema().roles.site;
  }
  view.take_out(nodes, edges);
  std::sort(view.blank_cells_.begin(), view.blank_cells_.end());
  view.blank_cells_.erase(std::unique(view.blank_cells_.begin(), view.blank_cells_.end()),
                          view.blank_cells_.end());
  if (takes_sites) view.sites_left_ = std::make_shared<SitesLeft>();
  return view;
}

void GraphView::take_out(std::span<const std::uint32_t> nodes,
                         std::span<const std::uint32_t> edges) {
  if (few_nodes_.ids().size() + nodes.size() > FewIds::most ||
      few_edges_.ids().size() + edges.size() > FewIds::most)
    return share(facts_without(nodes, edges));
  for (const std::uint32_t node : nodes)
    if (!facts_->removed_nodes[node]) few_nodes_.add(node);
  for (const std::uint32_t edge : edges)
    if (!facts_->removed_edges[edge]) few_edges_.add(edge);
}

GraphView::Facts GraphView::facts_without(std::span<const std::uint32_t> nodes,
                                          std::span<const std::uint32_t> edges) const {
  Facts facts = *facts_;
  for (const auto ids : {few_nodes_.ids(), nodes})
    for (const std::uint32_t node : ids) {
      facts.nodes.reset(node);
      facts.removed_nodes.set(node);
    }
  for (const auto ids : {few_edges_.ids(), edges})
    for (const std::uint32_t edge : ids) {
      facts.edges.reset(edge);
      facts.removed_edges.set(edge);
    }
  return facts;
}

GraphView GraphView::on(Day day) const {
  GraphView view = *this;
  view.as_of_ = day;
  Facts facts = facts_without({}, {});
  view.set_facts(std::move(facts.removed_nodes), std::move(facts.removed_edges));
  return view;
}

std::vector<FactRef> GraphView::removed_from_one(const GraphView& other) const {
  std::vector<FactRef> facts;
  const auto add = [&](bool is_edge, const Bits& removed, const Bits& removed_there,
                       const FewIds& few, const FewIds& few_there) {
    std::vector<std::uint32_t> ids(few.ids().begin(), few.ids().end());
    ids.insert(ids.end(), few_there.ids().begin(), few_there.ids().end());
    if (facts_ != other.facts_)
      for (std::size_t word = 0; word < removed.words().size(); ++word)
        for (std::uint64_t left = removed.words()[word] ^ removed_there.words()[word]; left != 0;
             left &= left - 1)
          ids.push_back(static_cast<std::uint32_t>(word * 64) +
                        static_cast<std::uint32_t>(std::countr_zero(left)));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const std::uint32_t id : ids) {
      const FactRef fact{is_edge, id};
      if (is_removed(fact) != other.is_removed(fact)) facts.push_back(fact);
    }
  };
  add(false, facts_->removed_nodes, other.facts_->removed_nodes, few_nodes_, other.few_nodes_);
  add(true, facts_->removed_edges, other.facts_->removed_edges, few_edges_, other.few_edges_);
  return facts;
}

std::span<const NodeId> GraphView::sites_left() const {
  std::call_once(sites_left_->made, [&] {
    for (const NodeId site : graph_->sites())
      if (!is_removed(fact_of(site))) sites_left_->sites.push_back(site);
  });
  return sites_left_->sites;
}

bool GraphView::held_on(EdgeId edge, Day day) const {
  if (is_removed(fact_of(edge))) return false;
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
