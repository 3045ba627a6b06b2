// SPDX-License-Identifier: Apache-2.0
#include "graph/entity_graph.hpp"

namespace harbinger::graph {

struct EntityGraph::State {
  State(pack::Pack of_pack, Adjacency of_edges)
      : pack(std::move(of_pack)), adjacency(std::move(of_edges)) {}
  pack::Pack pack;
  Adjacency adjacency;
};

EntityGraph::EntityGraph(pack::Pack pack) {
  Adjacency adjacency = adjacency_of(pack);
  *this = EntityGraph(std::move(pack), std::move(adjacency));
}

EntityGraph::EntityGraph(pack::Pack pack, Adjacency adjacency)
    : state_(std::make_unique<State>(std::move(pack), std::move(adjacency))) {}

EntityGraph::EntityGraph(EntityGraph&&) noexcept = default;
EntityGraph& EntityGraph::operator=(EntityGraph&&) noexcept = default;
EntityGraph::~EntityGraph() = default;

const pack::Pack& EntityGraph::pack() const { return state_->pack; }
const Adjacency& EntityGraph::adjacency() const { return state_->adjacency; }

std::optional<FactRef> EntityGraph::find_fact(std::string_view id) const {
  return pack().find_fact(id);
}

std::optional<NodeId> EntityGraph::find_node(std::string_view id) const {
  return pack().find_node(id);
}

std::span<const CellRef> EntityGraph::cells_naming(NodeId node) const {
  const auto& start = adjacency().naming_start;
  const std::uint32_t first = start[node.index()];
  return adjacency().naming.part(first, start[node.index() + 1] - first);
}

std::optional<CellRef> EntityGraph::cell_of(EdgeId id) const {
  const pack::EdgeFact made = edge(id);
  const pack::NodeFact from = node(made.from());
  // An edge with a row of its own may say the same, under another id.
  if (made.line() != from.line() || made.table() != from.table()) return std::nullopt;
  const auto& attributes = schema().kinds[from.kind().index()].attributes;
  const pack::TextId named = facts().nodes.id[made.to().index()];
  for (std::uint32_t a = 0; a < attributes.size(); ++a) {
    const pack::CellCode code = from.code(a);
    if (attributes[a].ref_relation == made.relation() &&
        code.form() == pack::CellCode::Form::text && code.text() == named)
      return CellRef{made.from(), a};
  }
  return std::nullopt;
}

EdgeRange EntityGraph::out_edges(NodeId node, RelationId relation) const {
  if (!relation.valid()) return {};
  const auto [first, last] = adjacency().out.row(node, relation);
  return {first, last};
}

EdgeRange EntityGraph::in_edges(NodeId node, RelationId relation) const {
  if (!relation.valid()) return {};
  const auto [first, last] = adjacency().in.row(node, relation);
  return EdgeRange(adjacency().in_edges.part(first, last - first));
}

namespace {

std::vector<EdgeId> of_all_relations(const EntityGraph& graph, auto edges_of_one) {
  std::vector<EdgeId> all;
  for (std::size_t relation = 0; relation < graph.schema().relations.size(); ++relation)
    for (const EdgeId edge : edges_of_one(RelationId(relation))) all.push_back(edge);
  return all;
}

}  // namespace

std::vector<EdgeId> EntityGraph::out_edges(NodeId node) const {
  return of_all_relations(*this, [&](RelationId r) { return out_edges(node, r); });
}

std::vector<EdgeId> EntityGraph::in_edges(NodeId node) const {
  return of_all_relations(*this, [&](RelationId r) { return in_edges(node, r); });
}

EdgeRange EntityGraph::edges_of(RelationId relation) const {
  if (!relation.valid()) return {};
  const auto& start = facts().edges.relation_start;
  return {start[relation.index()], start[relation.index() + 1]};
}

std::span<const NodeId> EntityGraph::nodes_of(KindId kind) const {
  if (!kind.valid()) return {};
  const std::uint32_t first = facts().nodes.kind_start[kind.index()];
  return facts().nodes.of_kind.part(first, facts().nodes.kind_start[kind.index() + 1] - first);
}

std::span<const NodeId> EntityGraph::sites() const { return nodes_of(schema().roles.site); }

std::span<const NodeId> EntityGraph::sources_of(RelationId relation) const {
  if (!relation.valid()) return {};
  const auto& start = facts().edges.relation_start;
  const std::uint32_t first = start[relation.index()];
  return facts().edges.from.part(first, start[relation.index() + 1] - first);
}

std::span<const NodeId> EntityGraph::targets_of(RelationId relation) const {
  if (!relation.valid()) return {};
  const auto& start = facts().edges.relation_start;
  const std::uint32_t first = start[relation.index()];
  return facts().edges.to.part(first, start[relation.index() + 1] - first);
}

}  // namespace harbinger::graph
