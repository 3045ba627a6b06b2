// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/completion.hpp"

#include <algorithm>

namespace harbinger::signal::detail {

namespace {

class Backward {
 public:
  Backward(const Pattern& pattern, const graph::GraphView& view, const LocalConditions& local)
      : pattern_(pattern), view_(view), local_(local) {
    done_.from.resize(pattern.nodes.size());
    done_.edges.resize(pattern.edges.size());
  }

  /// Steps from the last to the first: a node's own steps come after the one that leads to it.
  Completion run(std::span<const Step> steps, std::uint32_t root) {
    for (std::size_t i = steps.size(); i-- > 0;) {
      const Step& step = steps[i];
      Presences& start = from(step.start);
      const Presences& end = settled(step.end);
      if (pattern_.edges[step.edge].near) continue;
      const Presences reached =
          pattern_.edges[step.edge].repeats ? walked_back(step, end) : stepped_back(step, end);
      for (std::size_t node = 0; node < start.size(); ++node)
        start[node] = std::min(start[node], reached[node]);
    }
    settled(root);
    return std::move(done_);
  }

 private:
  Presences& from(std::uint32_t node) {
    Presences& presences = done_.from[node];
    if (!presences.empty()) return presences;
    const graph::EntityGraph& graph = view_.graph();
    presences.assign(graph.node_count(), Presence::no);
    for (std::size_t kind = 0; kind < pattern_.nodes[node].kinds.size(); ++kind)
      if (pattern_.nodes[node].kinds[kind])
        for (const graph::NodeId id : graph.nodes_of(pack::KindId(kind)))
          if (pattern_.nodes[node].takes(view_, id)) presences[id.index()] = Presence::yes;
    return presences;
  }

  /// With the node's own conditions: asked last, when as few nodes as can be are left.
  const Presences& settled(std::uint32_t node) {
    Presences& presences = from(node);
    local_(node, presences);
    return presences;
  }

  template <class Visit>
  void for_each_taken(const Step& step, Visit visit) const {
    const PatternEdge& edge = pattern_.edges[step.edge];
    const graph::EntityGraph& graph = view_.graph();
    for (const pack::RelationId relation : edge.relations)
      for (const graph::EdgeId id : graph.edges_of(relation)) {
        if (!edge.takes(view_, id)) continue;
        if (step.out) visit(id, graph.source(id), graph.target(id));
        if (step.in) visit(id, graph.target(id), graph.source(id));
      }
  }

  Presences stepped_back(const Step& step, const Presences& end) {
    Presences& edges = done_.edges[step.edge];
    edges.assign(view_.graph().edge_count(), Presence::no);
    for_each_taken(step, [&](graph::EdgeId id, graph::NodeId, graph::NodeId other) {
      if (end[other.index()] != Presence::no) edges[id.index()] = Presence::yes;
    });
    local_(pattern_.edge_slot(step.edge), edges);
    Presences reached(end.size(), Presence::no);
    for_each_taken(step, [&](graph::EdgeId id, graph::NodeId start, graph::NodeId other) {
      const Presence presence = std::min(edges[id.index()], end[other.index()]);
      reached[start.index()] = std::max(reached[start.index()], presence);
    });
    return reached;
  }

  /// Layer k: from where k steps lead to an end.
  Presences walked_back(const Step& step, const Presences& end) const {
    const PatternEdge& edge = pattern_.edges[step.edge];
    Presences reached(end.size(), Presence::no);
    Presences layer = end;
    for (unsigned steps = 0;; ++steps) {
      if (steps >= edge.min)
        for (std::size_t i = 0; i < end.size(); ++i) reached[i] = std::max(reached[i], layer[i]);
      if (steps == edge.max) return reached;
      Presences next(end.size(), Presence::no);
      for_each_taken(step, [&](graph::EdgeId, graph::NodeId start, graph::NodeId other) {
        next[start.index()] = std::max(next[start.index()], layer[other.index()]);
      });
      layer = std::move(next);
    }
  }

  const Pattern& pattern_;
  const graph::GraphView& view_;
  const LocalConditions& local_;
  Completion done_;
};

}  // namespace

Completion completion(const Pattern& pattern, std::span<const Step> steps, std::uint32_t root,
                      const graph::GraphView& view, const LocalConditions& local) {
  return Backward(pattern, view, local).run(steps, root);
}

std::vector<graph::NodeId> walk_ends(const graph::GraphView& view, const PatternEdge& edge,
                                     const Step& step, graph::NodeId start) {
  const auto make_distinct = [](std::vector<graph::NodeId>& nodes) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  };
  std::vector<graph::NodeId> ends;
  std::vector<graph::NodeId> layer = {start};
  for (unsigned steps = 0;; ++steps) {
    if (steps >= edge.min) ends.insert(ends.end(), layer.begin(), layer.end());
    if (steps == edge.max || layer.empty()) break;
    std::vector<graph::NodeId> next;
    for (const graph::NodeId node : layer)
      for_each_edge(view, edge, step.out, step.in, node,
                    [&](graph::EdgeId, graph::NodeId other) { next.push_back(other); });
    make_distinct(next);
    layer = std::move(next);
  }
  make_distinct(ends);
  return ends;
}

}  // namespace harbinger::signal::detail
