// SPDX-License-Identifier: Apache-2.0
#include "graph/adjacency.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/counting_order.hpp"

namespace harbinger::graph {

namespace {

/// Takes the edges by relation and node.
class RowBuilder {
 public:
  RowBuilder(std::size_t relations, std::size_t nodes)
      : words_((nodes + 63) / 64), has_row_(relations * words_) {}

  void add(std::size_t relation, NodeId node, std::uint32_t place) {
    std::uint64_t& word = has_row_[relation * words_ + node.index() / 64];
    const std::uint64_t bit = std::uint64_t{1} << (node.index() % 64);
    if ((word & bit) == 0) starts_.push_back(place);
    word |= bit;
  }

  NodeRows build(std::size_t edges) && {
    starts_.push_back(static_cast<std::uint32_t>(edges));
    std::vector<std::uint32_t> before;
    before.reserve(has_row_.size());
    std::uint32_t count = 0;
    for (const std::uint64_t word : has_row_) {
      before.push_back(count);
      count += static_cast<std::uint32_t>(std::popcount(word));
    }
    return {words_, std::move(has_row_), std::move(before), std::move(starts_)};
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> has_row_;
  std::vector<std::uint32_t> starts_;
};

/// The edges [first, last), by target.
std::vector<std::uint32_t> by_target(std::span<const NodeId> to, std::uint32_t first,
                                     std::uint32_t last, std::size_t nodes) {
  std::vector<std::uint32_t> order(last - first);
  std::iota(order.begin(), order.end(), first);
  // Counting passes over all nodes, which few edges are not worth.
  if (order.size() * 16 > nodes)
    return counting_order(order, nodes, [&](std::uint32_t e) { return to[e].index(); });
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(to[a], a) < std::pair(to[b], b);
  });
  return order;
}

void add_edges(const pack::Pack& pack, Adjacency& into) {
  const pack::EdgeColumns& edges = pack.facts().edges;
  const std::size_t relations = edges.relation_start.empty() ? 0 : edges.relation_start.size() - 1;
  const auto from = edges.from.part(0, edges.size());
  const auto to = edges.to.part(0, edges.size());
  RowBuilder out(relations, pack.nodes.size());
  RowBuilder in(relations, pack.nodes.size());
  std::vector<EdgeId> in_edges;
  in_edges.reserve(edges.size());
  for (std::size_t relation = 0; relation < relations; ++relation) {
    const std::uint32_t first = edges.relation_start[relation];
    const std::uint32_t last = edges.relation_start[relation + 1];
    for (std::uint32_t e = first; e < last; ++e) out.add(relation, from[e], e);
    for (const std::uint32_t e : by_target(to, first, last, pack.nodes.size())) {
      in.add(relation, to[e], static_cast<std::uint32_t>(in_edges.size()));
      in_edges.emplace_back(e);
    }
  }
  into.out = std::move(out).build(edges.size());
  into.in = std::move(in).build(edges.size());
  into.in_edges = std::move(in_edges);
}

/// A cell that names a node.
struct Naming {
  NodeId named;
  CellRef cell;
};

/// The cells that name a node, in their order: by kind, attribute and row.
std::vector<Naming> naming_cells(const pack::Pack& pack) {
  const pack::FactStore& facts = pack.facts();
  std::vector<NodeId> named(facts.texts.size());  // by the text of its id
  for (std::size_t i = 0; i < pack.nodes.size(); ++i) named[facts.nodes.id[i].index()] = NodeId(i);
  std::vector<Naming> all;
  for (std::size_t kind = 0; kind < pack.schema.kinds.size(); ++kind) {
    const auto& attributes = pack.schema.kinds[kind].attributes;
    const std::uint32_t first = facts.nodes.kind_start[kind];
    for (std::uint32_t a = 0; a < attributes.size(); ++a) {
      if (attributes[a].type != pack::AttributeType::ref) continue;
      const auto& column = facts.nodes.cells[kind][a];
      for (std::size_t row = 0; row < column.size(); ++row) {
        const pack::CellCode code = column[row];
        if (code.form() != pack::CellCode::Form::text) continue;
        if (const NodeId node = named[code.text().index()]; node.valid())
          all.push_back({node, {facts.nodes.of_kind[first + row], a}});
      }
    }
  }
  return all;
}

void add_naming(const pack::Pack& pack, Adjacency& into) {
  const std::vector<Naming> all = naming_cells(pack);
  const std::size_t nodes = pack.nodes.size();
  auto order = counted(all.size());
  order = counting_order(order, nodes, [&](std::uint32_t i) { return all[i].cell.node.index(); });
  order = counting_order(order, nodes, [&](std::uint32_t i) { return all[i].named.index(); });
  std::vector<CellRef> naming;
  naming.reserve(all.size());
  std::vector<std::uint32_t> start(nodes + 1, 0);
  for (const std::uint32_t i : order) {
    naming.push_back(all[i].cell);
    ++start[all[i].named.index() + 1];
  }
  std::partial_sum(start.begin(), start.end(), start.begin());
  into.naming = std::move(naming);
  into.naming_start = std::move(start);
}

}  // namespace

Adjacency adjacency_of(const pack::Pack& pack) {
  Adjacency adjacency;
  add_edges(pack, adjacency);
  add_naming(pack, adjacency);
  return adjacency;
}

}  // namespace harbinger::graph
