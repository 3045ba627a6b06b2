// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/reach.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "signal/detail/field.hpp"

namespace harbinger::signal::detail {

using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

namespace {

template <class Id>
void make_distinct(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

void append(std::vector<NodeId>& to, std::span<const NodeId> more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

Reach::Reach(const graph::GraphView& view, const PlaceIndex& places,
             std::span<const FactRef> changed, std::span<const FactRef> content,
             std::span<const std::string> came_or_went, double share)
    : view_(view),
      graph_(view.graph()),
      places_(places),
      changed_(changed),
      came_or_went_(came_or_went),
      most_(static_cast<std::size_t>(share * static_cast<double>(graph_.sites().size()))),
      edges_(graph_.schema().relations.size()) {
  for (const FactRef fact : changed) {
    if (fact.is_edge) {
      note_edge(EdgeId(fact.index));
      continue;
    }
    const NodeId node(fact.index);
    nodes_.push_back(node);
    if (std::binary_search(content.begin(), content.end(), fact)) continue;
    for (const EdgeId edge : graph_.out_edges(node)) note_edge(edge);
    for (const EdgeId edge : graph_.in_edges(node)) note_edge(edge);
  }
  for (auto& edges : edges_) make_distinct(edges);
  make_distinct(nodes_);
  make_distinct(answers_);
}

void Reach::note_edge(EdgeId edge) {
  const pack::RelationId relation = graph_.edge(edge).relation();
  edges_[relation.index()].push_back(edge);
  const pack::Roles& roles = graph_.schema().roles;
  if (relation == roles.owns || relation == roles.controls) note_answers(graph_.target(edge));
  if (relation == roles.listed_on) note_answers(graph_.source(edge));
  if (relation == roles.allied_with) {
    note_alliance(edge, graph_.source(edge));
    note_alliance(edge, graph_.target(edge));
  }
}

/// Whether a country is allied on a day is the same with and without an alliance that another one, in both worlds,
/// covers on all its days.
void Reach::note_alliance(EdgeId edge, NodeId country) {
  const auto is_as_it_was = [&](FactRef fact) {
    return !view_.is_removed(fact) && !std::binary_search(changed_.begin(), changed_.end(), fact);
  };
  const auto covers = [&](EdgeId other) {
    if (other == edge) return false;
    const pack::Validity a = graph_.edge(other).validity();
    const pack::Validity b = graph_.edge(edge).validity();
    const bool begins = !a.from || (b.from && a.from->first <= b.from->first);
    const bool ends = !a.to || (b.to && a.to->last >= b.to->last);
    const auto is_always = [&](NodeId node) {
      const pack::Validity validity = graph_.node(node).validity();
      return !validity.from && !validity.to && is_as_it_was(graph::fact_of(node));
    };
    return begins && ends && is_as_it_was(graph::fact_of(other)) &&
           is_always(graph_.source(other)) && is_always(graph_.target(other));
  };
  const pack::RelationId relation = graph_.schema().roles.allied_with;
  const auto out = graph_.out_edges(country, relation);
  const auto in = graph_.in_edges(country, relation);
  if (std::none_of(out.begin(), out.end(), covers) && std::none_of(in.begin(), in.end(), covers))
    answers_.push_back(country);
}

/// Who owns or controls a holder is asked of everything below it.
void Reach::note_answers(NodeId holder) {
  const pack::Roles& roles = graph_.schema().roles;
  std::set<NodeId> seen{holder};
  std::vector<NodeId> open{holder};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    answers_.push_back(node);
    for (const pack::RelationId relation : {roles.owns, roles.controls})
      if (relation.valid())
        for (const EdgeId edge : graph_.out_edges(node, relation))
          if (seen.insert(graph_.target(edge)).second) open.push_back(graph_.target(edge));
  }
}

bool Reach::names_changed(const GraphCalls& calls) const {
  if (!calls.any) return false;
  // A node that is named by its id may have come or gone; an alliance may be asked of a country by its id.
  const auto is_named = [&](std::string_view id) {
    return std::find(calls.named.begin(), calls.named.end(), id) != calls.named.end();
  };
  if (calls.names_any && !(came_or_went_.empty() && answers_.empty())) return true;
  return std::any_of(came_or_went_.begin(), came_or_went_.end(), is_named) ||
         std::any_of(answers_.begin(), answers_.end(),
                     [&](NodeId node) { return is_named(graph_.node(node).id()); });
}

std::vector<NodeId> Reach::of_kinds(std::span<const NodeId> nodes,
                                    const std::vector<bool>& kinds) const {
  std::vector<NodeId> fitting;
  for (const NodeId node : nodes)
    if (kinds[graph_.node(node).kind().index()]) fitting.push_back(node);
  return fitting;
}

void Reach::seed(const Pattern& pattern, std::span<const Step> steps, const GraphCalls& calls,
                 Seeds& seeds) const {
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    append(seeds[i], of_kinds(nodes_, pattern.nodes[i].kinds));
    if (calls.any) append(seeds[i], of_kinds(answers_, pattern.nodes[i].kinds));
  }
  for (const Step& step : steps) {
    const PatternEdge& edge = pattern.edges[step.edge];
    std::vector<NodeId> before;  // where the walk stands before it takes a changed edge
    for (const pack::RelationId relation : edge.relations)
      for (const EdgeId changed : edges_[relation.index()]) {
        if (step.out) before.push_back(graph_.source(changed));
        if (step.in) before.push_back(graph_.target(changed));
      }
    if (before.empty()) continue;
    if (edge.repeats)
      step_back(edge, step, before, edge.max - 1, seeds[step.start]);
    else
      append(seeds[step.start], before);
  }
}

void Reach::step_back(const PatternEdge& edge, const Step& step, std::span<const NodeId> ends,
                      unsigned most_steps, std::vector<NodeId>& starts) const {
  std::vector<NodeId> layer(ends.begin(), ends.end());
  if (edge.repeats) append(starts, layer);
  for (unsigned steps = 0; steps < most_steps && !layer.empty(); ++steps) {
    std::vector<NodeId> next;
    for (const NodeId node : layer)
      for (const pack::RelationId relation : edge.relations) {
        if (step.out)
          for (const EdgeId id : graph_.in_edges(node, relation)) next.push_back(graph_.source(id));
        if (step.in)
          for (const EdgeId id : graph_.out_edges(node, relation))
            next.push_back(graph_.target(id));
      }
    make_distinct(next);
    append(starts, next);
    layer = std::move(next);
  }
}

void Reach::walk_back(const Pattern& pattern, std::span<const Step> steps, double within_km,
                      Seeds& seeds) const {
  for (std::size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    if (step.closes) continue;  // its end is bound, and walked back, by another step
    const PatternEdge& edge = pattern.edges[step.edge];
    make_distinct(seeds[step.end]);
    if (edge.near) {
      for (const NodeId node : seeds[step.end])
        if (const auto place = place_of(graph_, node))
          append(seeds[step.start], of_kinds(places_.within(*place, within_km * (1 + 1e-9)),
                                             pattern.nodes[step.start].kinds));
    } else {
      std::vector<NodeId> starts;
      step_back(edge, step, seeds[step.end], edge.max, starts);
      append(seeds[step.start], of_kinds(starts, pattern.nodes[step.start].kinds));
    }
  }
}

void Reach::add_sharing_sites(const Plan& plan, std::vector<NodeId>& sites) const {
  // As the graph has it; a cell that a view blanks takes its site out of the group, and it is among `sites`.
  const auto value_of_site = [&](NodeId site) {
    const Field& field = *plan.over;
    const pack::NodeFact fact = graph_.node(site);
    if (field.what != Field::What::attribute) return std::string();  // any two sites may share it
    const std::int32_t place = field.places[fact.kind().index()];
    return place < 0 ? std::string()
                     : expr::to_text(value_of(fact.cell(static_cast<std::size_t>(place))));
  };
  std::set<std::string> values;
  for (const NodeId site : sites) values.insert(value_of_site(site));
  for (const NodeId site : graph_.sites())
    if (values.contains(value_of_site(site))) sites.push_back(site);
  make_distinct(sites);
}

ReachedSites Reach::sites(const Plan& plan) const {
  if (names_changed(plan.calls)) return {true, {}};
  std::vector<bool> site_kind(graph_.schema().kinds.size(), false);
  site_kind[graph_.schema().roles.site.index()] = true;
  std::vector<NodeId> sites;
  if (plan.derived) {
    sites = of_kinds(nodes_, site_kind);
    if (plan.calls.any) append(sites, of_kinds(answers_, site_kind));
  } else {
    Seeds seeds(plan.pattern.nodes.size());
    seed(plan.pattern, plan.steps, plan.calls, seeds);
    for (const Without& without : plan.without) {
      Seeds inner(without.pattern.nodes.size());
      seed(without.pattern, without.steps, {}, inner);
      walk_back(without.pattern, without.steps, 0, inner);
      for (const Without::Shared& shared : without.shared)
        append(seeds[shared.outer], inner[shared.inner]);
    }
    if (plan.allocated) {
      const PatternEdge& edge = plan.pattern.edges[plan.allocated->edge];
      for (const pack::RelationId relation : edge.relations)
        for (const EdgeId changed : edges_[relation.index()])
          append(seeds[plan.allocated->far],
                 std::array{graph_.source(changed), graph_.target(changed)});
    }
    walk_back(plan.pattern, plan.steps, plan.near ? plan.near->within_km : 0, seeds);
    sites = of_kinds(seeds[0], site_kind);
  }
  make_distinct(sites);
  if (plan.over && !sites.empty()) add_sharing_sites(plan, sites);
  if (sites.size() > most_) return {true, {}};
  return {false, std::move(sites)};
}

}  // namespace harbinger::signal::detail
