// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/asked_about.hpp"

#include <algorithm>
#include <vector>

namespace harbinger::signal::detail {

using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

AskedAbout::AskedAbout(const Plan& plan, const graph::GraphView& view,
                       const std::set<NodeId>& nodes)
    : plan_(plan), view_(view), nodes_(nodes) {
  const graph::EntityGraph& graph = view.graph();
  const pack::Roles& roles = graph.schema().roles;
  std::vector<NodeId> open(nodes.begin(), nodes.end());
  for (const NodeId node : open) above_.insert(node.value());
  while (!open.empty()) {
    const NodeId held = open.back();
    open.pop_back();
    for (const pack::RelationId relation : {roles.owns, roles.controls})
      for (const EdgeId edge : graph.in_edges(held, relation))
        if (above_.insert(graph.source(edge).value()).second) open.push_back(graph.source(edge));
  }
}

bool AskedAbout::rests_on(FactRef fact) const {
  if (!plan_.calls.any) return false;
  if (fact.is_edge) return rests_on(EdgeId(fact.index), std::nullopt);
  const NodeId node(fact.index);
  if (is_named(node)) return true;
  const graph::EntityGraph& graph = view_.graph();
  const pack::Roles& roles = graph.schema().roles;
  const auto is_felt = [&](EdgeId edge) { return rests_on(edge, node); };
  for (const pack::RelationId relation :
       {roles.owns, roles.controls, roles.listed_on, roles.allied_with}) {
    const auto out = graph.out_edges(node, relation);
    const auto in = graph.in_edges(node, relation);
    if (std::any_of(out.begin(), out.end(), is_felt) || std::any_of(in.begin(), in.end(), is_felt))
      return true;
  }
  return false;
}

bool AskedAbout::is_named(NodeId node) const {
  const auto& named = plan_.calls.named;
  return plan_.calls.names_any ||
         std::find(named.begin(), named.end(), view_.graph().node(node).id()) != named.end();
}

/// An edge, with which a node may be `gone`: what was asked about the node itself lay on its walks.
bool AskedAbout::rests_on(EdgeId edge, std::optional<NodeId> gone) const {
  const graph::EntityGraph& graph = view_.graph();
  const pack::Roles& roles = graph.schema().roles;
  const pack::RelationId relation = graph.edge(edge).relation();
  if (relation == roles.owns || relation == roles.controls) return is_above(graph.target(edge));
  if (relation == roles.listed_on) return is_above(graph.source(edge));
  return relation == roles.allied_with && rests_on_alliance(edge, gone);
}

bool AskedAbout::rests_on_alliance(EdgeId edge, std::optional<NodeId> gone) const {
  const auto is_felt = [&](NodeId country) {
    return country != gone && nodes_.contains(country) && !is_ally_without(edge, country, gone);
  };
  return is_felt(view_.graph().source(edge)) || is_felt(view_.graph().target(edge));
}

/// Whether the country is allied, on every day that an alliance covers, without it too: by another one that covers all
/// of these days.
bool AskedAbout::is_ally_without(EdgeId edge, NodeId country, std::optional<NodeId> gone) const {
  const graph::EntityGraph& graph = view_.graph();
  const auto stands = [&](NodeId node) {
    const pack::Validity validity = graph.node(node).validity();
    return node != gone && !validity.from && !validity.to &&
           !view_.is_removed(graph::fact_of(node));
  };
  const auto covers = [&](EdgeId other) {
    if (other == edge || view_.is_removed(graph::fact_of(other))) return false;
    const pack::Validity a = graph.edge(other).validity();
    const pack::Validity b = graph.edge(edge).validity();
    const bool begins = !a.from || (b.from && a.from->first <= b.from->first);
    const bool ends = !a.to || (b.to && a.to->last >= b.to->last);
    return begins && ends && stands(graph.source(other)) && stands(graph.target(other));
  };
  const pack::RelationId relation = graph.schema().roles.allied_with;
  const auto out = graph.out_edges(country, relation);
  const auto in = graph.in_edges(country, relation);
  return std::any_of(out.begin(), out.end(), covers) || std::any_of(in.begin(), in.end(), covers);
}

}  // namespace harbinger::signal::detail
