// SPDX-License-Identifier: Apache-2.0
#include "signal/reach.hpp"

#include <algorithm>
#include <set>

#include "signal/detail/evaluate_plan.hpp"
#include "signal/detail/reach.hpp"

namespace harbinger::signal {

using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

namespace {

/// Forward from one site; the other way round is detail/reach.hpp.
class Forward {
 public:
  explicit Forward(const World& world) : world_(world), graph_(world.view.graph()) {}

  void add(const detail::Plan& plan, NodeId site) {
    if (plan.derived) return add_answers(plan.calls, {site});
    std::vector<std::set<NodeId>> at(plan.pattern.nodes.size());
    for (const NodeId start : detail::sites_summed(plan, world_, site)) {
      at[0].insert(start);
      facts_.insert(graph::fact_of(start));
    }
    walk(plan.pattern, plan.steps, plan.near ? plan.near->within_km : 0, at);
    std::set<NodeId> bound;
    for (const auto& nodes : at) bound.insert(nodes.begin(), nodes.end());
    add_answers(plan.calls, bound);
    for (const detail::Without& without : plan.without) {
      std::vector<std::set<NodeId>> inner(without.pattern.nodes.size());
      for (const detail::Without::Shared& shared : without.shared)
        inner[shared.inner] = at[shared.outer];
      walk(without.pattern, without.steps, 0, inner);
    }
    if (plan.allocated) {
      detail::Step step;
      step.out = plan.allocated->out;
      step.in = plan.allocated->in;
      for (const NodeId far : at[plan.allocated->far])
        (void)stepped(plan.pattern.edges[plan.allocated->edge], step, far);
    }
  }

  [[nodiscard]] std::vector<FactRef> facts() const { return {facts_.begin(), facts_.end()}; }

 private:
  void walk(const detail::Pattern& pattern, std::span<const detail::Step> steps, double within_km,
            std::vector<std::set<NodeId>>& at) {
    for (const detail::Step& step : steps) {
      const detail::PatternEdge& edge = pattern.edges[step.edge];
      const auto& kinds = pattern.nodes[step.end].kinds;
      const auto arrive = [&](NodeId node) {
        if (kinds[graph_.node(node).kind().index()]) at[step.end].insert(node);
      };
      if (edge.near) {
        for (const NodeId node : at[step.start])
          if (const auto place = place_of(graph_, node))
            for (const NodeId other : world_.places->within(*place, within_km))
              if (kinds[graph_.node(other).kind().index()]) {
                arrive(other);
                facts_.insert(graph::fact_of(other));
              }
        continue;
      }
      std::set<NodeId> layer = at[step.start];
      if (edge.repeats && edge.min == 0)
        for (const NodeId node : layer) arrive(node);
      for (unsigned taken = 1; taken <= edge.max && !layer.empty(); ++taken) {
        std::set<NodeId> next;
        for (const NodeId node : layer) next.merge(stepped(edge, step, node));
        for (const NodeId node : next) arrive(node);
        layer = std::move(next);
      }
    }
  }

  /// The nodes one edge away; the edges and they are noted.
  std::set<NodeId> stepped(const detail::PatternEdge& edge, const detail::Step& step, NodeId node) {
    std::set<NodeId> ends;
    const auto take = [&](EdgeId id, NodeId end) {
      facts_.insert(graph::fact_of(id));
      facts_.insert(graph::fact_of(end));
      ends.insert(end);
    };
    for (const pack::RelationId relation : edge.relations) {
      if (step.out)
        for (const EdgeId id : graph_.out_edges(node, relation)) take(id, graph_.target(id));
      if (step.in)
        for (const EdgeId id : graph_.in_edges(node, relation)) take(id, graph_.source(id));
    }
    return ends;
  }

  /// Who owns, controls, lists or allies the nodes.
  void add_answers(const detail::GraphCalls& calls, const std::set<NodeId>& nodes) {
    if (!calls.any) return;
    const pack::Roles& roles = graph_.schema().roles;
    std::vector<NodeId> open(nodes.begin(), nodes.end());
    for (const std::string& id : calls.named)
      if (const auto node = graph_.find_node(id)) {
        facts_.insert(graph::fact_of(*node));
        open.push_back(*node);
      }
    std::set<NodeId> seen(open.begin(), open.end());
    while (!open.empty()) {
      const NodeId node = open.back();
      open.pop_back();
      for (const pack::RelationId relation : {roles.owns, roles.controls})
        if (relation.valid())
          for (const EdgeId id : graph_.in_edges(node, relation)) {
            facts_.insert(graph::fact_of(id));
            facts_.insert(graph::fact_of(graph_.source(id)));
            if (seen.insert(graph_.source(id)).second) open.push_back(graph_.source(id));
          }
      if (roles.listed_on.valid())
        for (const EdgeId id : graph_.out_edges(node, roles.listed_on))
          facts_.insert(graph::fact_of(id));
      if (roles.allied_with.valid()) {
        for (const EdgeId id : graph_.out_edges(node, roles.allied_with))
          facts_.insert(graph::fact_of(id));
        for (const EdgeId id : graph_.in_edges(node, roles.allied_with))
          facts_.insert(graph::fact_of(id));
      }
    }
  }

  const World& world_;
  const graph::EntityGraph& graph_;
  std::set<FactRef> facts_;
};

}  // namespace

std::vector<FactRef> facts_in_reach(const SignalSet& set, const World& world, NodeId site) {
  Forward forward(world);
  for (const SignalId id : set.order()) forward.add(set.plan(id), site);
  return forward.facts();
}

std::vector<FactReach> reach_of(const SignalSet& set, const graph::GraphView& view,
                                const PlaceIndex& places, std::span<const graph::FactRef> facts) {
  std::vector<FactReach> all;
  const auto sites = view.sites();
  for (const graph::FactRef& fact : facts) {
    // What else a node's coming or going can do is left to `named`: it reaches all then.
    std::vector<std::string> named;
    if (!fact.is_edge) named.push_back(view.graph().fact(fact).id());
    const detail::Reach reach(view, places, {&fact, 1}, {}, named, 1.0);
    FactReach& reached = all.emplace_back(FactReach{fact, std::vector<Bits>(set.size())});
    for (const SignalId id : set.order()) {
      Bits rows(sites.size());
      const detail::ReachedSites found = reach.sites(set.plan(id));
      if (found.all) rows = Bits(sites.size(), true);
      for (const NodeId site : found.sites) {
        const auto row = std::lower_bound(sites.begin(), sites.end(), site);
        if (row != sites.end() && *row == site)
          rows.set(static_cast<std::size_t>(row - sites.begin()));
      }
      for (const SignalId read : set[id].reads)
        if (const Bits& more = reached.rows[read.index()]; more.size() > 0) rows |= more;
      if (rows.count() > 0) reached.rows[id.index()] = std::move(rows);
    }
  }
  return all;
}

}  // namespace harbinger::signal
