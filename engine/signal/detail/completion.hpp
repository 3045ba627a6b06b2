// SPDX-License-Identifier: Apache-2.0
// Backward over a tree pattern: from which nodes of the graph can the rest of the pattern be completed? One
// pass over the edges of each step's relations, for all sites at once (a semi-join reduction; Bernstein and
// Chiu 1981, Yannakakis 1981).
//
//     (site)<-[d]-(a)<-[:SUPPLIES]-(m)     m: companies   a: activities that a company supplies
//                                          site: sites to which such an activity is delivered
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Presences by NodeId or EdgeId.
using Presences = std::vector<Presence>;

struct Completion {
  /// By pattern node: how surely what hangs below it can be completed from a node of the graph, the node's
  /// own kind, filters and conditions included.
  std::vector<Presences> from;
  /// By pattern edge: the conditions on it alone; empty where there are none.
  std::vector<Presences> edges;

  [[nodiscard]] Presence edge(std::size_t pattern_edge, graph::EdgeId id) const {
    return edges[pattern_edge].empty() ? Presence::yes : edges[pattern_edge][id.index()];
  }
};

/// Lowers the presence of nodes (edges) that a slot of the pattern may be bound to; called where it is not
/// `no` already.
using LocalConditions = std::function<void(std::uint32_t slot, Presences& presences)>;

/// `steps` are a tree from `root`. A step that is `near` does not narrow its start.
[[nodiscard]] Completion completion(const Pattern& pattern, std::span<const Step> steps,
                                    std::uint32_t root, const graph::GraphView& view,
                                    const LocalConditions& local);

/// The nodes at the ends of walks of an edge that repeats, ordered, each once.
[[nodiscard]] std::vector<graph::NodeId> walk_ends(const graph::GraphView& view,
                                                   const PatternEdge& edge, const Step& step,
                                                   graph::NodeId start);

}  // namespace harbinger::signal::detail
