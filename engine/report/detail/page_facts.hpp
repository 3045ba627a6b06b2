// SPDX-License-Identifier: Apache-2.0
// The facts that a page tells of, each once, with the nodes and sources they name.
#pragma once

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "report/detail/json.hpp"

namespace harbinger::report::detail {

/// A key of a JSON object with its value: an object of thousands is written from these, since to set keys of a Json
/// one by one looks at all that are there.
using Entry = std::pair<std::string, Json>;

/// What the page calls a fact of the pack, briefly, as chains name thousands: `n12` is a node's, `e345` an edge.
[[nodiscard]] std::string fact_key(graph::FactRef fact);

class PageFacts {
 public:
  explicit PageFacts(const graph::EntityGraph& graph) : graph_(graph) {}

  void add(std::span<const graph::FactRef> facts);
  /// Adds the fact with this id and gives its key; one that a scenario adds is not in the graph, and has
  /// its id behind a `+`, which no key begins with.
  [[nodiscard]] std::string add(const std::string& fact_id);
  /// The node with this id, of which no fact need be told; one that the graph has not is left out.
  void add_node(const std::string& id);
  /// A source that something else than a fact names; one that the pack has not is left out.
  void add_source(const std::string& id);

  /// {"<key>": {"id", "from", "relation", "to", "text", "valid_from", "valid_to", "confidence", "sources"}}; a node's own
  /// fact has "node" in place of the three. Nodes first, in the order of the pack.
  [[nodiscard]] std::vector<Entry> facts() const;
  /// {"<node id>": {"name", "kind"}}: every node that a fact names, or that was added.
  [[nodiscard]] std::vector<Entry> nodes() const;
  /// {"<source id>": {"title", "publisher", "date", "address", "collection"}}.
  [[nodiscard]] std::vector<Entry> sources() const;

 private:
  const graph::EntityGraph& graph_;
  std::set<std::uint32_t> nodes_;  ///< Of which there is a fact; NodeId.
  std::set<std::uint32_t> edges_;
  std::set<std::uint32_t> named_;    ///< Without a fact of their own; NodeId.
  std::set<std::uint32_t> sources_;  ///< Named by something else.
};

}  // namespace harbinger::report::detail
