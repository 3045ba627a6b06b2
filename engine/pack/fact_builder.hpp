// SPDX-License-Identifier: Apache-2.0
// From facts in any order, one after the other, to the columns of a pack.
//
//     FactBuilder builder(schema);
//     builder.add_node({{.id = "port"}, site, "The port"});
//     builder.add_edge({{...}, owns, from, to});
//     pack.set_facts(std::move(builder).build());
//
// Or from the facts of a pack that are kept, and others: all kept nodes are there from the beginning, the kept edges
// follow (keep_edges) when the nodes that replace others are there too.
//
// Cost: an edge takes about 0.2 us, and building puts the columns in order without comparing edges.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_slots.hpp"
#include "pack/fact_store.hpp"

namespace harbinger::pack {

/// What is read only: nothing of it is kept.
struct FactRow {
  std::string_view id;
  Validity validity;
  std::uint32_t confidence = 0;
  std::span<const SourceId> sources;
  std::string_view note;
  std::uint32_t table = 0;
  std::uint32_t line = 0;
  std::span<const Cell> cells;  ///< The first so many of the shape; the others are unknown.
};

struct NodeRow : FactRow {
  KindId kind;
  std::string_view name;
};

/// An empty id is derived. The ends count nodes in the order in which they were added.
struct EdgeRow : FactRow {
  RelationId relation;
  NodeId from;
  NodeId to;
};

class FactBuilder {
 public:
  /// Where the row of a fact stands.
  struct RowPlace {
    std::uint32_t table;
    std::uint32_t line;
  };

  explicit FactBuilder(const Schema& schema);
  /// With those facts of a pack of the schema that are set. `base` must outlive the builder.
  FactBuilder(const Schema& schema, const FactStore& base, std::vector<bool> kept_nodes,
              std::vector<bool> kept_edges);

  /// Adds a fact. The row of the fact that has its id already, where there is one: then no pack is to be made.
  std::optional<RowPlace> add_node(const NodeRow& row);
  std::optional<RowPlace> add_edge(const EdgeRow& row) { return add_edge(row, prefetch_edge(row)); }
  /// The same in two steps, with other edges between: the first asks for the memory that the second reads.
  [[nodiscard]] std::uint32_t prefetch_edge(const EdgeRow& row) const;
  std::optional<RowPlace> add_edge(const EdgeRow& row, std::uint32_t prefetched);

  /// An edge that a cell of a node makes: it has what the node has, but for the note, and its id is without the
  /// beginning.
  std::optional<RowPlace> add_made_edge(NodeId node, RelationId relation, NodeId to);
  /// The id of the edge that was added last.
  [[nodiscard]] std::string last_edge_id() const;

  [[nodiscard]] NodeId next_node() const { return NodeId(nodes_.line.size()); }
  [[nodiscard]] std::optional<NodeId> find_node(std::string_view id) const {
    return find_node(NodeLookup{id, hash_of(id), {}});
  }
  /// The same in steps, with other lookups between: each asks for the memory that the next one reads.
  struct NodeLookup {
    std::string_view id;
    std::uint32_t hash = 0;
    NodeId likely;  ///< Of this hash; invalid until it is known.
  };
  [[nodiscard]] NodeLookup lookup(std::string_view id) const;
  void find_likely(NodeLookup& lookup) const;
  void prefetch_id(const NodeLookup& lookup) const;
  [[nodiscard]] std::optional<NodeId> find_node(const NodeLookup& lookup) const;
  [[nodiscard]] KindId kind_of(NodeId node) const { return node_keys_[node.index()].kind; }
  [[nodiscard]] std::string_view id_of(NodeId node) const {
    const NodeKey& key = node_keys_[node.index()];
    return texts_.part(key.start, key.length);
  }
  [[nodiscard]] std::string_view text(TextId id) const { return texts_[id]; }
  [[nodiscard]] CellCode code(NodeId node, std::size_t attribute) const;

  /// The cell of a kept or added node becomes unknown.
  void blank(NodeId node, std::size_t attribute);
  /// Where the node of the base is now: kept, or put there by `replace`.
  [[nodiscard]] NodeId place_of(NodeId base_node) const { return node_places_[base_node.index()]; }
  /// The next node that is added takes the place of one of the base, at the edges that are kept.
  void replace(NodeId base_node) { node_places_[base_node.index()] = next_node(); }
  void keep_edges();

  [[nodiscard]] FactStore build() &&;

 private:
  /// The columns of nodes or edges, in the order in which they were added.
  struct Columns {
    std::vector<std::uint32_t> shape;  ///< Kind or relation.
    std::vector<std::uint32_t> validity, provenance, line;
    std::vector<TextId> id, note;
    std::vector<std::vector<std::vector<CellCode>>> cells;
  };

  void add_row(Columns& columns, const FactRow& row, std::uint32_t shape, TextId id);
  void keep_row(Columns& columns, const FactColumns& base, std::uint32_t index, std::uint32_t shape,
                std::uint32_t row);
  std::uint32_t validity(const ValidityDays& days);
  std::uint32_t provenance(const FactRow& row);
  CellCode code_of(const Cell& cell);
  void add_node_key(KindId kind, TextId id);
  /// The row of the fact that has the id already. `id` gives the text, which is seldom needed.
  [[nodiscard]] std::optional<RowPlace> taken(std::uint32_t hash, const auto& id) const;
  [[nodiscard]] std::string id_of(const EdgeRow& row) const;
  [[nodiscard]] std::optional<FactPlace> kept(std::string_view id) const;
  [[nodiscard]] std::string edge_id(std::uint32_t edge) const;

  [[nodiscard]] HashSlots ids(const std::vector<std::uint32_t>& node_places,
                              const std::vector<std::uint32_t>& edge_places) const;
  [[nodiscard]] std::vector<std::uint32_t> node_order() const;
  [[nodiscard]] std::vector<std::uint32_t> edge_order(std::size_t nodes) const;
  [[nodiscard]] bool begins_before(std::uint32_t a, std::uint32_t b) const;
  static void put_in_order(Columns& from, const std::vector<std::uint32_t>& order,
                           FactColumns& into);
  void build_nodes(const std::vector<std::uint32_t>& order, NodeColumns& into);

  TextPoolBuilder texts_;
  std::vector<ValidityDays> validities_;
  std::vector<Provenance> provenances_;
  std::vector<SourceId> source_lists_;
  std::vector<NumberRange> number_ranges_;
  std::vector<DecimalRange> share_ranges_;
  std::vector<TextId> text_lists_;
  std::vector<std::string> relation_names_;
  HashSlots validity_slots_;
  HashSlots provenance_slots_;
  HashSlots node_ids_;  ///< Of the nodes that were added, to their numbers.
  HashSlots edge_ids_;
  Columns nodes_;
  Columns edges_;
  /// What is asked of a node when it is found by its id, in one place.
  struct NodeKey {
    std::uint64_t start;  ///< Of its id among the texts.
    std::uint32_t length;
    KindId kind;
    std::uint32_t row;  ///< Place among the nodes of its kind.
  };
  std::vector<NodeKey> node_keys_;
  std::vector<std::uint32_t> nodes_of_kind_;  ///< How many there are.
  std::vector<TextId> names_;
  std::vector<NodeId> from_, to_;

  const FactStore* base_ = nullptr;
  std::vector<bool> kept_nodes_, kept_edges_;
  std::vector<NodeId> node_places_;         ///< By node of the base.
  std::vector<std::uint32_t> edge_places_;  ///< By edge of the base.
};

}  // namespace harbinger::pack
