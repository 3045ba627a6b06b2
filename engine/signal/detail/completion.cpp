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
          if (pattern_.nodes[node].takes_of_kind(view_, id)) presences[id.index()] = Presence::yes;
    return presences;
  }

  /// With the node's own conditions: asked last, when as few nodes as can be are left.
  const Presences& settled(std::uint32_t node) {
    Presences& presences = from(node);
    if (!local_.any(node)) return presences;
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t i = 0; i < presences.size(); ++i)
      if (presences[i] != Presence::no) candidates.push_back(i);
    lower(node, candidates, presences, 0);
    return presences;
  }

  /// Lowers the presences of candidates, which stand in `all` by index from `first` on.
  void lower(std::uint32_t slot, std::span<const std::uint32_t> candidates, Presences& all,
             std::uint32_t first) const {
    Presences presences;
    for (const std::uint32_t candidate : candidates) presences.push_back(all[candidate - first]);
    local_.lower(slot, candidates, presences);
    for (std::size_t i = 0; i < candidates.size(); ++i) all[candidates[i] - first] = presences[i];
  }

  template <class Visit>
  void for_each_taken(const Step& step, Visit visit) const {
    detail::for_each_taken(view_, pattern_.edges[step.edge], step.out, step.in, visit);
  }

  Presences stepped_back(const Step& step, const Presences& end) {
    if (local_.any(pattern_.edge_slot(step.edge))) ask_edges(step, end);
    const EdgePresences& edges = done_.edges[step.edge];
    Presences reached(end.size(), Presence::no);
    if (edges.by_place.empty()) {
      push_back(step, end, reached);
      return reached;
    }
    for_each_taken(step, [&](graph::EdgeId id, graph::NodeId start, graph::NodeId other) {
      const Presence presence = std::min(edges[id], end[other.index()]);
      reached[start.index()] = std::max(reached[start.index()], presence);
    });
    return reached;
  }

  /// The innermost loop: what a node has of `from` goes to the other end of each edge.
  void push_back(const Step& step, const Presences& from, Presences& reached) const {
    const Presence* const there = from.data();
    Presence* const here = reached.data();
    for_each_taken(step, [=](graph::EdgeId, graph::NodeId start, graph::NodeId other) {
      here[start.index()] = std::max(here[start.index()], there[other.index()]);
    });
  }

  /// The conditions on edges alone, asked of those that lead to where the pattern goes on.
  void ask_edges(const Step& step, const Presences& end) {
    std::vector<std::uint32_t> candidates;
    for_each_taken(step, [&](graph::EdgeId id, graph::NodeId, graph::NodeId other) {
      if (end[other.index()] != Presence::no) candidates.push_back(id.value());
    });
    const auto [first, size] = range_of(pattern_.edges[step.edge]);
    EdgePresences& edges = done_.edges[step.edge];
    edges = {first, Presences(size, Presence::no)};
    for (const std::uint32_t id : candidates) edges.by_place[id - first] = Presence::yes;
    // One that leads both ways comes twice, and relations need not be in the order of their edges.
    if (!std::is_sorted(candidates.begin(), candidates.end()))
      std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    lower(pattern_.edge_slot(step.edge), candidates, edges.by_place, first);
  }

  [[nodiscard]] std::pair<std::uint32_t, std::size_t> range_of(const PatternEdge& edge) const {
    std::uint32_t first = 0xffffffff;
    std::size_t end = 0;
    for (const pack::RelationId relation : edge.relations) {
      const auto ids = view_.graph().edges_of(relation);
      if (ids.empty()) continue;
      first = std::min(first, ids.front().value());
      end = std::max(end, ids[ids.size() - 1].index() + 1);
    }
    return {first, end == 0 ? 0 : end - first};
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
      push_back(step, layer, next);
      layer = std::move(next);
    }
  }

  const Pattern& pattern_;
  const graph::GraphView& view_;
  const LocalConditions& local_;
  Completion done_;
};

void make_distinct(std::vector<graph::NodeId>& nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

}  // namespace

Completion completion(const Pattern& pattern, std::span<const Step> steps, std::uint32_t root,
                      const graph::GraphView& view, const LocalConditions& local) {
  return Backward(pattern, view, local).run(steps, root);
}

std::vector<graph::NodeId> nodes_present(const Presences& presences) {
  std::vector<graph::NodeId> nodes;
  for (std::size_t i = 0; i < presences.size(); ++i)
    if (presences[i] != Presence::no) nodes.emplace_back(i);
  return nodes;
}

std::span<const graph::NodeId> WalkEnds::from(graph::NodeId start) {
  if (edge_->max <= 1) {
    walk(start);
    return ends_;
  }
  const auto [known, added] = known_.try_emplace(start.value(), known_ends_.size(), 0);
  if (added) {
    walk(start);
    known->second.second = ends_.size();
    known_ends_.insert(known_ends_.end(), ends_.begin(), ends_.end());
  }
  return std::span(known_ends_).subspan(known->second.first, known->second.second);
}

void WalkEnds::walk(graph::NodeId start) {
  ends_.clear();
  layer_.assign(1, start);
  for (unsigned steps = 0;; ++steps) {
    if (steps >= edge_->min) ends_.insert(ends_.end(), layer_.begin(), layer_.end());
    if (steps == edge_->max || layer_.empty()) break;
    next_.clear();
    for (const graph::NodeId node : layer_)
      for_each_edge(*view_, *edge_, step_->out, step_->in, node,
                    [&](graph::EdgeId, graph::NodeId other) { next_.push_back(other); });
    make_distinct(next_);
    layer_.swap(next_);
  }
  make_distinct(ends_);
}

}  // namespace harbinger::signal::detail
