// SPDX-License-Identifier: Apache-2.0
// The neighbourhood of a node, as Graphviz DOT and as JSON.
#pragma once

#include <string>
#include <vector>

#include "graph/view.hpp"
#include "report/run_info.hpp"

namespace harbinger::report {

/// What is reached from a node in at most `depth` steps, along edges of either direction.
struct Neighbourhood {
  graph::NodeId centre;
  std::vector<graph::NodeId> nodes;  ///< Ascending; the centre among them.
  std::vector<graph::EdgeId> edges;  ///< Ascending; those between the nodes.
  std::size_t crowded = 0;           ///< Nodes whose many other edges were not followed.
};

/// Beyond the first step a node with more than `most_edges` edges (a country, a much used ship) is shown but not
/// followed: what lies behind it says little about the centre.
[[nodiscard]] Neighbourhood neighbourhood(const graph::GraphView& view, graph::NodeId centre,
                                          unsigned depth, std::size_t most_edges = 40);

[[nodiscard]] std::string graph_dot(const graph::GraphView& view,
                                    const Neighbourhood& neighbourhood);
[[nodiscard]] std::string graph_json(const graph::GraphView& view,
                                     const Neighbourhood& neighbourhood, const RunInfo& run);

}  // namespace harbinger::report
