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
#include <unordered_map>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Presences by NodeId.
using Presences = std::vector<Presence>;

/// Presences of the edges that a pattern edge may be: by EdgeId, from the first edge of its relations on.
struct EdgePresences {
  std::uint32_t first = 0;
  Presences by_place;  ///< Empty: no conditions on the edge alone.

  [[nodiscard]] Presence operator[](graph::EdgeId id) const {
    return by_place.empty() ? Presence::yes : by_place[id.value() - first];
  }
};

struct Completion {
  /// By pattern node: how surely what hangs below it can be completed from a node of the graph, the node's
  /// own kind, filters and conditions included.
  std::vector<Presences> from;
  std::vector<EdgePresences> edges;  ///< By pattern edge.
};

/// What the conditions on one slot alone say.
struct LocalConditions {
  /// Whether there are any on a slot.
  std::function<bool(std::uint32_t slot)> any = [](std::uint32_t) { return false; };
  /// Lowers the presence of each candidate for the slot; none is `no` before.
  std::function<void(std::uint32_t slot, std::span<const std::uint32_t> candidates,
                     std::span<Presence> presences)>
      lower = [](std::uint32_t, std::span<const std::uint32_t>, std::span<Presence>) {};
};

/// `steps` are a tree from `root`. A step that is `near` does not narrow its start.
[[nodiscard]] Completion completion(const Pattern& pattern, std::span<const Step> steps,
                                    std::uint32_t root, const graph::GraphView& view,
                                    const LocalConditions& local);

/// The nodes whose presence is not `no`, ascending.
[[nodiscard]] std::vector<graph::NodeId> nodes_present(const Presences& presences);

/// The ends of walks along an edge that repeats. Long walks from one start are walked once.
class WalkEnds {
 public:
  WalkEnds(const graph::GraphView& view, const PatternEdge& edge, const Step& step)
      : view_(&view), edge_(&edge), step_(&step) {}
  /// The nodes at the ends of walks from a start, ordered, each once; until the next call.
  [[nodiscard]] std::span<const graph::NodeId> from(graph::NodeId start);

 private:
  void walk(graph::NodeId start);

  const graph::GraphView* view_;
  const PatternEdge* edge_;
  const Step* step_;
  std::vector<graph::NodeId> ends_;
  std::vector<graph::NodeId> layer_;
  std::vector<graph::NodeId> next_;
  std::unordered_map<std::uint32_t, std::pair<std::size_t, std::size_t>> known_;
  std::vector<graph::NodeId> known_ends_;
};

}  // namespace harbinger::signal::detail
