// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/ties.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

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

void add_stakes_in(const GraphView& view, Day day, NodeId entity,
                   std::vector<OwnershipLink>& links) {
  const EntityGraph& graph = view.graph();
  std::vector<EdgeId> edges;
  std::vector<std::optional<DecimalRange>> shares;
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

/// Where the ties of each party start, for ties ordered by `end_of`.
template <class EndOf>
std::vector<std::uint32_t> starts(const std::vector<Tie>& ties, std::size_t parties, EndOf end_of) {
  std::vector<std::uint32_t> start(parties + 1, 0);
  for (const Tie& tie : ties) ++start[end_of(tie).index() + 1];
  for (std::size_t i = 0; i < parties; ++i) start[i + 1] += start[i];
  return start;
}

}  // namespace

std::vector<OwnershipLink> links_on(const GraphView& view, Day day) {
  const EntityGraph& graph = view.graph();
  const pack::Roles& roles = graph.schema().roles;
  std::vector<OwnershipLink> links;
  std::vector<NodeId> held;
  for (const EdgeId edge : graph.edges_of(roles.owns)) held.push_back(graph.target(edge));
  std::sort(held.begin(), held.end());
  held.erase(std::unique(held.begin(), held.end()), held.end());
  for (const NodeId entity : held) add_stakes_in(view, day, entity, links);
  for (const EdgeId edge : graph.edges_of(roles.controls))
    if (view.held_on(edge, day))
      links.push_back(
          {edge, graph.source(edge), graph.target(edge), OwnershipLink::Kind::control, {}});
  return links;
}

Ties::Ties(std::vector<OwnershipLink> links) : links_(std::move(links)) {
  for (const OwnershipLink& link : links_) nodes_.insert(nodes_.end(), {link.from, link.to});
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  for (std::uint32_t i = 0; i < links_.size(); ++i)
    out_.push_back({party(links_[i].from), party(links_[i].to), i});
  in_ = out_;
  const auto edge = [&](const Tie& tie) { return links_[tie.link].edge; };
  std::sort(out_.begin(), out_.end(), [&](const Tie& a, const Tie& b) {
    return std::tuple(a.from, a.to, edge(a)) < std::tuple(b.from, b.to, edge(b));
  });
  std::sort(in_.begin(), in_.end(), [&](const Tie& a, const Tie& b) {
    return std::tuple(a.to, a.from, edge(a)) < std::tuple(b.to, b.from, edge(b));
  });
  out_start_ = starts(out_, nodes_.size(), [](const Tie& tie) { return tie.from; });
  in_start_ = starts(in_, nodes_.size(), [](const Tie& tie) { return tie.to; });
}

PartyId Ties::party(NodeId node) const {
  const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), node);
  if (found == nodes_.end() || *found != node) return {};
  return PartyId(static_cast<std::size_t>(found - nodes_.begin()));
}

}  // namespace harbinger::graph::detail
