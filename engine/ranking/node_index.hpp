// SPDX-License-Identifier: Apache-2.0
// Finds a site, or any node, by what people call it: its id, its name, an alias or a code.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "graph/entity_graph.hpp"

namespace harbinger::ranking {

class NodeIndex {
 public:
  /// The nodes among which names are looked up; the graph must outlive the index.
  NodeIndex(const graph::EntityGraph& graph, std::span<const graph::NodeId> nodes);

  /// The one node that is so called, in upper or lower case. Errors: none is (with the nearest names),
  /// several are (with all of them). `what` is what was looked for ("site").
  [[nodiscard]] Result<graph::NodeId> find(std::string_view text, std::string_view what) const;

 private:
  /// Nodes with a name that has this part (in lower case), ordered by id; none where they are many.
  [[nodiscard]] std::vector<graph::NodeId> nodes_with(const std::string& part) const;
  [[nodiscard]] std::string several(std::span<const graph::NodeId> nodes) const;

  const graph::EntityGraph* graph_;
  std::unordered_map<std::string, std::vector<graph::NodeId>> by_name_;  ///< In lower case.
  std::vector<std::string> names_;  ///< As written, for suggestions.
};

}  // namespace harbinger::ranking
