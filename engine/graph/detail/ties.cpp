// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/ties.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/counting_order.hpp"

namespace harbinger::graph::detail {

namespace {

std::optional<DecimalRange> known_share(const EntityGraph& graph, EdgeId edge) {
  const std::optional<std::size_t> place = graph.schema().roles.share;
  if (!place) return std::nullopt;
  const pack::Cell cell = graph.edge(edge).cell(*place);
  const DecimalRange* range = std::get_if<DecimalRange>(&cell);
  return range == nullptr ? std::nullopt : std::optional(*range);
}

/// What holders whose shares are known leave of an entity.
Decimal left_by(const std::vector<std::optional<DecimalRange>>& shares) {
  constexpr Decimal whole{Decimal::one};
  Decimal taken;
  for (const auto& share : shares)
    if (share) taken = taken + share->low;
  // Holders that exceed the whole contradict each other and bound nothing.
  return taken > whole ? whole : whole - taken;
}

void add_stakes_in(const GraphView& view, Day day, NodeId entity, std::vector<EdgeId>& edges,
                   std::vector<std::optional<DecimalRange>>& shares,
                   std::vector<OwnershipLink>& links) {
  const EntityGraph& graph = view.graph();
  edges.clear();
  shares.clear();
  for (const EdgeId edge : graph.in_edges(entity, graph.schema().roles.owns)) {
    if (!view.held_on(edge, day)) continue;
    edges.push_back(edge);
    shares.push_back(known_share(graph, edge));
  }
  const DecimalRange unknown{{}, left_by(shares)};
  for (std::size_t i = 0; i < edges.size(); ++i)
    links.push_back({edges[i], graph.source(edges[i]), entity, OwnershipLink::Kind::stake,
                     shares[i].value_or(unknown)});
}

/// The parties of links in order of their nodes, and the party of each node of a link.
class Parties {
 public:
  Parties(const std::vector<OwnershipLink>& links, std::vector<NodeId>& nodes) : nodes_(nodes) {
    std::size_t range = 0;
    for (const OwnershipLink& link : links)
      range = std::max({range, link.from.index() + 1, link.to.index() + 1});
    // An array over all nodes where the links are many, else a sorted list.
    if (range > most_nodes_a_link * links.size()) {
      for (const OwnershipLink& link : links) nodes_.insert(nodes_.end(), {link.from, link.to});
      std::sort(nodes_.begin(), nodes_.end());
      nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
      return;
    }
    array_.assign(range, PartyId());
    for (const OwnershipLink& link : links)
      array_[link.from.index()] = array_[link.to.index()] = PartyId(0u);
    for (std::size_t node = 0; node < range; ++node)
      if (array_[node].valid()) {
        array_[node] = PartyId(nodes_.size());
        nodes_.emplace_back(node);
      }
  }

  [[nodiscard]] PartyId operator[](NodeId node) const {
    if (!array_.empty()) return array_[node.index()];
    return PartyId(static_cast<std::size_t>(std::lower_bound(nodes_.begin(), nodes_.end(), node) -
                                            nodes_.begin()));
  }

 private:
  static constexpr std::size_t most_nodes_a_link = 16;
  std::vector<NodeId>& nodes_;
  std::vector<PartyId> array_;
};

}  // namespace

std::vector<OwnershipLink> links_on(const GraphView& view, Day day) {
  const EntityGraph& graph = view.graph();
  const pack::Roles& roles = graph.schema().roles;
  std::vector<OwnershipLink> links;
  std::vector<NodeId> held;
  for (const EdgeId edge : graph.edges_of(roles.owns)) held.push_back(graph.target(edge));
  std::sort(held.begin(), held.end());
  held.erase(std::unique(held.begin(), held.end()), held.end());
  std::vector<EdgeId> edges;
  std::vector<std::optional<DecimalRange>> shares;
  for (const NodeId entity : held) add_stakes_in(view, day, entity, edges, shares, links);
  for (const EdgeId edge : graph.edges_of(roles.controls))
    if (view.held_on(edge, day))
      links.push_back(
          {edge, graph.source(edge), graph.target(edge), OwnershipLink::Kind::control, {}});
  return links;
}

std::vector<OwnershipLink> links_above(const GraphView& view, Day day, NodeId entity) {
  const EntityGraph& graph = view.graph();
  std::vector<OwnershipLink> links;
  std::set<NodeId> seen{entity};
  std::vector<NodeId> open{entity};
  std::vector<EdgeId> edges;
  std::vector<std::optional<DecimalRange>> shares;
  while (!open.empty()) {
    const NodeId held = open.back();
    open.pop_back();
    std::size_t next = links.size();
    add_stakes_in(view, day, held, edges, shares, links);
    for (const EdgeId edge : graph.in_edges(held, graph.schema().roles.controls))
      if (view.held_on(edge, day))
        links.push_back({edge, graph.source(edge), held, OwnershipLink::Kind::control, {}});
    for (; next < links.size(); ++next)
      if (seen.insert(links[next].from).second) open.push_back(links[next].from);
  }
  return links;
}

Ties::Ties(std::vector<OwnershipLink> links) : links_(std::move(links)) {
  const Parties parties(links_, nodes_);
  std::vector<Tie> ties;
  ties.reserve(links_.size());
  for (std::uint32_t i = 0; i < links_.size(); ++i)
    ties.push_back({parties[links_[i].from], parties[links_[i].to], i});
  const auto edge = [&](const Tie& tie) { return links_[tie.link].edge; };
  const auto from = [](const Tie& tie) { return tie.from.index(); };
  const auto to = [](const Tie& tie) { return tie.to.index(); };
  out_start_ = starts_by_key<Tie>(ties, nodes_.size(), from);
  out_ = grouped<Tie>(ties, out_start_, from);
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    std::sort(
        out_.begin() + out_start_[i], out_.begin() + out_start_[i + 1],
        [&](const Tie& a, const Tie& b) { return a.to != b.to ? a.to < b.to : edge(a) < edge(b); });
  // Links lie in the order of a walk from holder to held: what it reads of them comes from one place.
  std::vector<OwnershipLink> in_order;
  in_order.reserve(links_.size());
  for (Tie& tie : out_) {
    in_order.push_back(links_[tie.link]);
    tie.link = static_cast<std::uint32_t>(in_order.size() - 1);
  }
  links_ = std::move(in_order);
  in_start_ = starts_by_key<Tie>(out_, nodes_.size(), to);
  in_ = grouped<Tie>(out_, in_start_, to);
}

PartyId Ties::party(NodeId node) const {
  const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), node);
  if (found == nodes_.end() || *found != node) return {};
  return PartyId(static_cast<std::size_t>(found - nodes_.begin()));
}

}  // namespace harbinger::graph::detail
