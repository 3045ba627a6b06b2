// SPDX-License-Identifier: Apache-2.0
// Finds a site, or any node, by what people call it: its id, its name, an alias or a code.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "graph/entity_graph.hpp"

namespace harbinger::ranking {

/// Names are looked through when one is asked for: a command asks for one or two, and an id is found at once.
class NodeIndex {
 public:
  /// The nodes among which names are looked up, ordered by id; they and the graph must outlive the index.
  NodeIndex(const graph::EntityGraph& graph, std::span<const graph::NodeId> nodes)
      : graph_(&graph), nodes_(nodes) {}

  /// The one node that is so called, in upper or lower case. Errors: none is (with the nearest names),
  /// several are (with all of them). `what` is what was looked for ("site").
  [[nodiscard]] Result<graph::NodeId> find(std::string_view text, std::string_view what) const;

 private:
  /// Nodes of which some name fits.
  template <class Fits>
  [[nodiscard]] std::vector<graph::NodeId> nodes_that(Fits fits) const;
  /// All names, as first written, for suggestions.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Nodes with a name that has this part (in lower case), ordered by id; none where they are many.
  [[nodiscard]] std::vector<graph::NodeId> nodes_with(const std::string& part) const;
  [[nodiscard]] std::string several(std::span<const graph::NodeId> nodes) const;

  const graph::EntityGraph* graph_;
  std::span<const graph::NodeId> nodes_;
};

}  // namespace harbinger::ranking
