// SPDX-License-Identifier: Apache-2.0
#include "graph/entity_graph.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <boost/graph/compressed_sparse_row_graph.hpp>

namespace harbinger::graph {

namespace {

/// One direction of adjacency. Boost's rows give where the edges of a node begin; `edges` are the
/// ids in that order, by relation and id within a row.
struct Adjacency {
  using Rows =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  Rows rows;
  std::vector<EdgeId> edges;

  [[nodiscard]] std::span<const EdgeId> at(NodeId node) const {
    const auto [first, last] = boost::out_edges(node.value(), rows);
    const std::size_t begin = first == last ? 0 : boost::get(boost::edge_index, rows, *first);
    return std::span(edges).subspan(begin, static_cast<std::size_t>(last - first));
  }
};

Adjacency adjacency(const pack::Pack& pack, bool outward) {
  const auto from = [&](EdgeId e) {
    return outward ? pack.edges[e.index()].from : pack.edges[e.index()].to;
  };
  const auto to = [&](EdgeId e) {
    return outward ? pack.edges[e.index()].to : pack.edges[e.index()].from;
  };
  Adjacency result;
  result.edges.reserve(pack.edges.size());
  for (std::size_t i = 0; i < pack.edges.size(); ++i) result.edges.emplace_back(i);
  std::sort(result.edges.begin(), result.edges.end(), [&](EdgeId a, EdgeId b) {
    return std::tuple(from(a), pack.edges[a.index()].relation, a) <
           std::tuple(from(b), pack.edges[b.index()].relation, b);
  });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  ends.reserve(result.edges.size());
  for (const EdgeId edge : result.edges) ends.emplace_back(from(edge), to(edge));
  result.rows = Adjacency::Rows(boost::edges_are_sorted, ends.begin(), ends.end(),
                                static_cast<std::uint32_t>(pack.nodes.size()));
  return result;
}

/// The part of a node's edges that is of one relation.
std::span<const EdgeId> of_relation(std::span<const EdgeId> edges, const pack::Pack& pack,
                                    RelationId relation) {
  const auto relation_of = [&](EdgeId e) { return pack.edges[e.index()].relation; };
  const auto first = std::lower_bound(edges.begin(), edges.end(), relation,
                                      [&](EdgeId e, RelationId r) { return relation_of(e) < r; });
  const auto last = std::upper_bound(first, edges.end(), relation,
                                     [&](RelationId r, EdgeId e) { return r < relation_of(e); });
  return {first, last};
}

/// The cells that name a node, by the node named.
struct Naming {
  NodeId named;
  CellRef cell;
  friend auto operator<=>(const Naming&, const Naming&) = default;
};

std::vector<Naming> naming_cells(const pack::Pack& pack) {
  std::vector<Naming> all;
  for (std::size_t kind = 0; kind < pack.schema.kinds.size(); ++kind) {
    const auto& attributes = pack.schema.kinds[kind].attributes;
    for (std::uint32_t a = 0; a < attributes.size(); ++a) {
      if (attributes[a].type != pack::AttributeType::ref) continue;
      for (std::size_t node = 0; node < pack.nodes.size(); ++node) {
        const pack::NodeFact& fact = pack.nodes[node];
        if (fact.kind.index() != kind || a >= fact.cells.size()) continue;
        const auto* id = std::get_if<std::string>(&fact.cells[a]);
        if (id == nullptr) continue;
        if (const auto named = pack.find_node(*id))
          all.push_back({NodeId(*named), {NodeId(node), a}});
      }
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

struct EntityGraph::State {
  pack::Pack pack;
  Adjacency out;
  Adjacency in;
  std::vector<std::vector<EdgeId>> by_relation;
  std::vector<std::vector<NodeId>> sources;  ///< By relation, as by_relation.
  std::vector<std::vector<NodeId>> targets;
  std::vector<std::vector<NodeId>> by_kind;
  std::vector<CellRef> naming;              ///< By the node named.
  std::vector<std::uint32_t> naming_start;  ///< By NodeId, and one more.
  std::unordered_map<std::string_view, FactRef> by_id;
};

EntityGraph::EntityGraph(pack::Pack pack) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.pack = std::move(pack);
  s.out = adjacency(s.pack, true);
  s.in = adjacency(s.pack, false);
  s.by_relation.resize(s.pack.schema.relations.size());
  s.sources.resize(s.by_relation.size());
  s.targets.resize(s.by_relation.size());
  s.by_kind.resize(s.pack.schema.kinds.size());
  s.by_id.reserve(s.pack.nodes.size() + s.pack.edges.size());
  for (std::size_t i = 0; i < s.pack.nodes.size(); ++i) {
    s.by_kind[s.pack.nodes[i].kind.index()].emplace_back(i);
    s.by_id.emplace(s.pack.nodes[i].id, fact_of(NodeId(i)));
  }
  s.naming_start.assign(s.pack.nodes.size() + 1, 0);
  for (const auto& [named, cell] : naming_cells(s.pack)) {
    s.naming.push_back(cell);
    ++s.naming_start[named.index() + 1];
  }
  for (std::size_t i = 0; i < s.pack.nodes.size(); ++i) s.naming_start[i + 1] += s.naming_start[i];
  for (std::size_t i = 0; i < s.pack.edges.size(); ++i) {
    const std::size_t relation = s.pack.edges[i].relation.index();
    s.by_relation[relation].emplace_back(i);
    s.sources[relation].emplace_back(s.pack.edges[i].from);
    s.targets[relation].emplace_back(s.pack.edges[i].to);
    s.by_id.emplace(s.pack.edges[i].id, fact_of(EdgeId(i)));
  }
}

EntityGraph::EntityGraph(EntityGraph&&) noexcept = default;
EntityGraph& EntityGraph::operator=(EntityGraph&&) noexcept = default;
EntityGraph::~EntityGraph() = default;

const pack::Pack& EntityGraph::pack() const { return state_->pack; }

const pack::Fact& EntityGraph::fact(FactRef ref) const {
  if (ref.is_edge) return edge(EdgeId(ref.index));
  return node(NodeId(ref.index));
}

std::optional<FactRef> EntityGraph::find_fact(std::string_view id) const {
  const auto found = state_->by_id.find(id);
  return found == state_->by_id.end() ? std::nullopt : std::optional(found->second);
}

std::optional<NodeId> EntityGraph::find_node(std::string_view id) const {
  const auto found = find_fact(id);
  return found && !found->is_edge ? std::optional(NodeId(found->index)) : std::nullopt;
}

std::span<const CellRef> EntityGraph::cells_naming(NodeId node) const {
  const std::uint32_t first = state_->naming_start[node.index()];
  return std::span(state_->naming).subspan(first, state_->naming_start[node.index() + 1] - first);
}

std::optional<CellRef> EntityGraph::cell_of(EdgeId id) const {
  const pack::EdgeFact& made = edge(id);
  const pack::NodeFact& from = node(NodeId(made.from));
  const auto& attributes = schema().kinds[from.kind.index()].attributes;
  for (std::uint32_t a = 0; a < attributes.size() && a < from.cells.size(); ++a) {
    if (attributes[a].ref_relation != made.relation) continue;
    const auto* named = std::get_if<std::string>(&from.cells[a]);
    // An edge with a row of its own may say the same, under another id.
    if (named != nullptr && *named == node(NodeId(made.to)).id && made.line == from.line &&
        made.table == from.table)
      return CellRef{NodeId(made.from), a};
  }
  return std::nullopt;
}

std::span<const EdgeId> EntityGraph::out_edges(NodeId node) const { return state_->out.at(node); }
std::span<const EdgeId> EntityGraph::in_edges(NodeId node) const { return state_->in.at(node); }
std::span<const EdgeId> EntityGraph::out_edges(NodeId node, RelationId relation) const {
  return of_relation(out_edges(node), state_->pack, relation);
}
std::span<const EdgeId> EntityGraph::in_edges(NodeId node, RelationId relation) const {
  return of_relation(in_edges(node), state_->pack, relation);
}
std::span<const EdgeId> EntityGraph::edges_of(RelationId relation) const {
  return relation.valid() ? std::span<const EdgeId>(state_->by_relation[relation.index()])
                          : std::span<const EdgeId>();
}
std::span<const NodeId> EntityGraph::sources_of(RelationId relation) const {
  return relation.valid() ? std::span<const NodeId>(state_->sources[relation.index()])
                          : std::span<const NodeId>();
}
std::span<const NodeId> EntityGraph::targets_of(RelationId relation) const {
  return relation.valid() ? std::span<const NodeId>(state_->targets[relation.index()])
                          : std::span<const NodeId>();
}
std::span<const NodeId> EntityGraph::nodes_of(KindId kind) const {
  return kind.valid() ? std::span<const NodeId>(state_->by_kind[kind.index()])
                      : std::span<const NodeId>();
}
std::span<const NodeId> EntityGraph::sites() const { return nodes_of(schema().roles.site); }

}  // namespace harbinger::graph
