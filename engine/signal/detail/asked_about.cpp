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

bool AskedAbout::is_named(FactRef fact) const {
  if (fact.is_edge || !plan_.calls.any) return false;
  const auto& named = plan_.calls.named;
  return plan_.calls.names_any ||
         std::find(named.begin(), named.end(), view_.graph().node(NodeId(fact.index)).id()) !=
             named.end();
}

std::vector<NodeId> AskedAbout::touched_by(FactRef fact) const {
  Nodes touched;
  if (nodes_.empty()) return {};
  if (fact.is_edge) {
    add_touched(EdgeId(fact.index), std::nullopt, touched);
  } else {
    const NodeId node(fact.index);
    const graph::EntityGraph& graph = view_.graph();
    const pack::Roles& roles = graph.schema().roles;
    for (const pack::RelationId relation :
         {roles.owns, roles.controls, roles.listed_on, roles.allied_with}) {
      for (const EdgeId edge : graph.out_edges(node, relation)) add_touched(edge, node, touched);
      for (const EdgeId edge : graph.in_edges(node, relation)) add_touched(edge, node, touched);
    }
    touched.erase(node);
  }
  return {touched.begin(), touched.end()};
}

/// An edge, with which a node may be `gone`.
void AskedAbout::add_touched(EdgeId edge, std::optional<NodeId> gone, Nodes& touched) const {
  const graph::EntityGraph& graph = view_.graph();
  const pack::Roles& roles = graph.schema().roles;
  const pack::RelationId relation = graph.edge(edge).relation();
  if (relation == roles.owns || relation == roles.controls)
    return add_below(graph.target(edge), touched);
  if (relation == roles.listed_on) return add_below(graph.source(edge), touched);
  if (relation != roles.allied_with) return;
  for (const NodeId country : {graph.source(edge), graph.target(edge)})
    if (country != gone && nodes_.contains(country) && !is_ally_without(edge, country, gone))
      touched.insert(country);
}

/// What was asked about of a holder and what it holds, through others or not.
void AskedAbout::add_below(NodeId holder, Nodes& touched) const {
  if (!is_above(holder)) return;
  const graph::EntityGraph& graph = view_.graph();
  const pack::Roles& roles = graph.schema().roles;
  std::unordered_set<std::uint32_t> seen{holder.value()};
  std::vector<NodeId> open{holder};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (nodes_.contains(node)) touched.insert(node);
    for (const pack::RelationId relation : {roles.owns, roles.controls})
      for (const EdgeId edge : graph.out_edges(node, relation)) {
        const NodeId held = graph.target(edge);
        if (is_above(held) && seen.insert(held.value()).second) open.push_back(held);
      }
  }
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
