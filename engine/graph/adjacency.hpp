// SPDX-License-Identifier: Apache-2.0
// Where the edges at each node are, for each relation on its own, as arrays.
//
// Edges are numbered by relation and source (pack/fact_store.hpp), so those that leave a node need no list. Those
// that enter it do: `in_edges` has the edges by relation and target, ascending for each.
//
//     edge       0         1         2        of one relation
//     from, to   bank>ship bank>yard port>ship
//     in_edges   0 2 | 1                      into ship, into yard
//
// Most nodes have no edge of most relations. Which have one is a bit for each node and relation, and the rows of the
// others take no room: the place of a row is the number of bits before it (Jacobson 1989, rank).
#pragma once

#include <bit>
#include <cstdint>
#include <utility>

#include "base/stored_array.hpp"
#include "graph/edge_range.hpp"
#include "pack/pack.hpp"

namespace harbinger::graph {

/// For one direction: by relation and node, the places of its edges.
struct NodeRows {
  std::size_t words_per_relation = 0;
  StoredArray<std::uint64_t> has_row;  ///< A bit for each node, by relation.
  StoredArray<std::uint32_t> before;   ///< By word of has_row: how many bits stand before it.
  StoredArray<std::uint32_t> starts;   ///< By row, and one more.

  /// [first, last) of the row of a node.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> row(NodeId node,
                                                            pack::RelationId relation) const {
    const std::size_t word = relation.index() * words_per_relation + node.index() / 64;
    const std::uint64_t bits = has_row[word];
    const std::uint64_t bit = std::uint64_t{1} << (node.index() % 64);
    if ((bits & bit) == 0) return {0, 0};
    const std::size_t at = before[word] + static_cast<std::size_t>(std::popcount(bits & (bit - 1)));
    return {starts[at], starts[at + 1]};
  }
};

/// A cell of a node: the value of one attribute of its kind.
struct CellRef {
  NodeId node;
  std::uint32_t attribute = 0;
  friend auto operator<=>(const CellRef&, const CellRef&) = default;
};

struct Adjacency {
  NodeRows out;  ///< Of edges.
  NodeRows in;   ///< Of places in in_edges.
  StoredArray<EdgeId> in_edges;
  StoredArray<CellRef> naming;              ///< The cells that name a node, by the node named.
  StoredArray<std::uint32_t> naming_start;  ///< By NodeId, and one more.
};

/// Linear in the facts of the pack.
[[nodiscard]] Adjacency adjacency_of(const pack::Pack& pack);

}  // namespace harbinger::graph
