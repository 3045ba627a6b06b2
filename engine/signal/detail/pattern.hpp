// SPDX-License-Identifier: Apache-2.0
// A pattern with its names looked up: nodes and edges to bind, and in which order to walk them.
//
//     (site)<-[d:DELIVERED_TO]-(a:Activity)<-[:SUPPLIES]-(m)   nodes: site, a, m   edges: d, (unnamed)
//
// A binding gives each node of the pattern a node of the graph and each edge an edge (an edge that repeats,
// `*1..3`, has none). It is an array: the pattern's nodes, then its edges.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/view.hpp"
#include "signal/detail/field.hpp"
#include "signal/detail/pattern_text.hpp"

namespace harbinger::signal::detail {

/// `{key: literal}`: the field equals the literal, or is a list that holds it. What is unknown does not match.
struct Filter {
  Field field;
  expr::Value literal;
  [[nodiscard]] bool matches(const graph::GraphView& view, std::uint32_t index) const;
};

struct PatternNode {
  std::string name;  ///< Empty: not named.
  std::vector<bool>
      kinds;  ///< By KindId: what it may be, by its labels and by the relations at it.
  std::vector<Filter> filters;
  TextPosition where;
  [[nodiscard]] bool takes(const graph::GraphView& view, graph::NodeId node) const;
  /// The same, where its kind is one of `kinds`.
  [[nodiscard]] bool takes_of_kind(const graph::GraphView& view, graph::NodeId node) const {
    return view.has(node) && (filters.empty() || all_match(view, node));
  }

 private:
  [[nodiscard]] bool all_match(const graph::GraphView& view, graph::NodeId node) const;
};

struct PatternEdge {
  std::string name = {};
  std::uint32_t from = 0;  ///< The pattern nodes at its left and right, as written.
  std::uint32_t to = 0;
  std::vector<pack::RelationId> relations = {};
  std::vector<Filter> filters = {};
  Direction direction = Direction::right;
  unsigned min = 1;
  unsigned max = 1;
  bool repeats = false;
  bool near = false;  ///< No relation: `to` lies near `from`.
  TextPosition where = {};
  [[nodiscard]] bool takes(const graph::GraphView& view, graph::EdgeId edge) const {
    return view.has(edge) && (filters.empty() || all_match(view, edge));
  }

 private:
  [[nodiscard]] bool all_match(const graph::GraphView& view, graph::EdgeId edge) const;
};

struct Pattern {
  std::vector<PatternNode> nodes;
  std::vector<PatternEdge> edges;

  [[nodiscard]] std::uint32_t slots() const {
    return static_cast<std::uint32_t>(nodes.size() + edges.size());
  }
  [[nodiscard]] std::uint32_t edge_slot(std::size_t edge) const {
    return static_cast<std::uint32_t>(nodes.size() + edge);
  }
  [[nodiscard]] bool is_edge(std::uint32_t slot) const { return slot >= nodes.size(); }
  /// The slot that a variable names.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view variable) const;
};

/// One edge of the pattern as it is walked: from `start`, which is bound by then, to `end`.
struct Step {
  std::uint32_t edge = 0;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  bool out = false;     ///< Along edges that leave `start`.
  bool in = false;      ///< Along edges that enter it.
  bool closes = false;  ///< `end` is bound already: the walk must come back to it.
};

/// All edges, each walked from a node that is bound by then, where `bound` are bound from the start; edges
/// written first are walked first. Nothing where the pattern falls apart.
[[nodiscard]] std::optional<std::vector<Step>> walking_order(const Pattern& pattern,
                                                             std::span<const std::uint32_t> bound);

/// Calls visit(EdgeId, NodeId other) for each edge in the view that the step may take at a node.
template <class Visit>
void for_each_edge(const graph::GraphView& view, const PatternEdge& pattern, bool out, bool in,
                   graph::NodeId at, Visit visit) {
  const graph::EntityGraph& graph = view.graph();
  for (const pack::RelationId relation : pattern.relations) {
    if (out)
      for (const graph::EdgeId edge : graph.out_edges(at, relation))
        if (pattern.takes(view, edge)) visit(edge, graph.target(edge));
    if (in)
      for (const graph::EdgeId edge : graph.in_edges(at, relation))
        if ((!out || graph.source(edge) != at) && pattern.takes(view, edge))
          visit(edge, graph.source(edge));
  }
}

/// Calls visit(EdgeId, NodeId start, NodeId end) for each edge in the view that the step may take anywhere.
template <class Visit>
void for_each_taken(const graph::GraphView& view, const PatternEdge& pattern, bool out, bool in,
                    Visit visit) {
  for (const pack::RelationId relation : pattern.relations) {
    const auto sources = view.graph().sources_of(relation);
    const auto targets = view.graph().targets_of(relation);
    std::size_t i = 0;
    for (const graph::EdgeId id : view.graph().edges_of(relation)) {
      const graph::NodeId source = sources[i];
      const graph::NodeId target = targets[i];
      ++i;
      if (!pattern.takes(view, id)) continue;
      if (out) visit(id, source, target);
      if (in) visit(id, target, source);
    }
  }
}

/// The anchor of a signal's pattern.
inline constexpr std::string_view anchor_name = "site";

struct PatternSource {
  std::span<const WrittenText> paths;
  bool anchored = true;            ///< Node 0 is the site.
  bool near = false;               ///< The first node of the first path lies near the site.
  const Pattern* outer = nullptr;  ///< The pattern whose variables a `without` shares.
};

/// Nothing where an error was added.
[[nodiscard]] std::optional<Pattern> resolve_pattern(const PatternSource& source,
                                                     const pack::Schema& schema,
                                                     Diagnostics& diagnostics);

}  // namespace harbinger::signal::detail
