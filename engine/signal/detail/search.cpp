// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/search.hpp"

#include <algorithm>

#include "signal/detail/binding_row.hpp"
#include "signal/detail/completion.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

namespace {

using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;

/// Backtracking over the steps of a pattern. What is asked after each step, and at the end, is up to who
/// walks.
class Walker {
 public:
  Walker(const Pattern& pattern, std::span<const Step> steps, const World& world,
         const Nearness* nearness, Walks walks)
      : pattern_(pattern),
        steps_(steps),
        view_(world.view),
        places_(world.places),
        nearness_(nearness),
        walks_(walks),
        facts_(steps.size()) {
    binding.resize(pattern.slots());
  }

  std::vector<std::uint32_t> binding;
  std::function<bool(std::size_t step)> goes_on = [](std::size_t) { return true; };
  std::function<bool()> at_end;

  /// From step i on; true where the walk was stopped.
  bool walk(std::size_t i) {
    if (i == steps_.size()) return at_end();
    const PatternEdge& edge = pattern_.edges[steps_[i].edge];
    if (edge.near) return to_near(i);
    if (edge.repeats)
      return walks_ == Walks::all ? along(i, NodeId(binding[steps_[i].start]), 0)
                                  : to_ends(i, edge);
    bool stopped = false;
    for_each_edge(view_, edge, steps_[i].out, steps_[i].in, NodeId(binding[steps_[i].start]),
                  [&](EdgeId id, NodeId end) {
                    if (stopped) return;
                    binding[pattern_.edge_slot(steps_[i].edge)] = id.value();
                    facts_[i] = {graph::fact_of(id), graph::fact_of(end)};
                    stopped = arrive(i, end);
                  });
    return stopped;
  }

  /// The facts of all steps, far end first, each once.
  [[nodiscard]] std::vector<FactRef> path() const {
    std::vector<FactRef> path;
    for (std::size_t i = facts_.size(); i-- > 0;)
      for (std::size_t k = facts_[i].size(); k-- > 0;)
        if (std::find(path.begin(), path.end(), facts_[i][k]) == path.end())
          path.push_back(facts_[i][k]);
    return path;
  }

 private:
  bool arrive(std::size_t i, NodeId end) {
    const Step& step = steps_[i];
    if (step.closes && binding[step.end] != end.value()) return false;
    if (!step.closes && !pattern_.nodes[step.end].takes(view_, end)) return false;
    const std::uint32_t before = binding[step.end];
    binding[step.end] = end.value();
    const bool stopped = goes_on(i) && walk(i + 1);
    binding[step.end] = before;
    return stopped;
  }

  bool to_ends(std::size_t i, const PatternEdge& edge) {
    WalkEnds walks(view_, edge, steps_[i]);
    const auto ends = walks.from(NodeId(binding[steps_[i].start]));
    return std::any_of(ends.begin(), ends.end(), [&](NodeId end) { return arrive(i, end); });
  }

  bool along(std::size_t i, NodeId at, unsigned taken) {
    const PatternEdge& edge = pattern_.edges[steps_[i].edge];
    if (taken == 0) facts_[i].clear();
    if (taken >= edge.min) {
      const auto walked = facts_[i];
      if (arrive(i, at)) return true;
      facts_[i] = walked;
    }
    bool stopped = false;
    if (taken < edge.max)
      for_each_edge(view_, edge, steps_[i].out, steps_[i].in, at, [&](EdgeId id, NodeId other) {
        if (stopped) return;
        facts_[i].push_back(graph::fact_of(id));
        facts_[i].push_back(graph::fact_of(other));
        stopped = along(i, other, taken + 1);
        facts_[i].resize(facts_[i].size() - 2);
      });
    return stopped;
  }

  bool to_near(std::size_t i) {
    const graph::EntityGraph& graph = view_.graph();
    const NodeId start(binding[steps_[i].start]);
    const auto centre = place_of(graph, start);
    if (!centre) return false;
    const auto visit = [&](NodeId node) {
      if (node == start || !view_.has(node)) return false;
      facts_[i] = {graph::fact_of(node)};
      return arrive(i, node);
    };
    if (places_ != nullptr) {
      const auto near = places_->within(*centre, nearness_->within_km);
      return std::any_of(near.begin(), near.end(), visit);
    }
    for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
      const auto place = place_of(graph, NodeId(node));
      const bool is_near = place && distance_km(*centre, *place) <= nearness_->within_km;
      if (is_near && visit(NodeId(node))) return true;
    }
    return false;
  }

  const Pattern& pattern_;
  std::span<const Step> steps_;
  const graph::GraphView& view_;
  const PlaceIndex* places_;
  const Nearness* nearness_;
  Walks walks_;
  std::vector<std::vector<FactRef>> facts_;  ///< By step, near end first.
};

bool is_there(const Without& without, const World& world, std::span<const std::uint32_t> binding) {
  Walker walker(without.pattern, without.steps, world, nullptr, Walks::ends);
  for (const Without::Shared& shared : without.shared) {
    walker.binding[shared.inner] = binding[shared.outer];
    if (!without.pattern.nodes[shared.inner].takes(world.view, NodeId(binding[shared.outer])))
      return false;
  }
  walker.at_end = [] { return true; };
  return walker.walk(0);
}

/// After which step each condition's variables are bound: 0 is before the first.
std::vector<std::vector<const Condition*>> schedule(const Plan& plan) {
  std::vector<std::size_t> bound_at(plan.pattern.slots(), 0);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    bound_at[plan.pattern.edge_slot(plan.steps[i].edge)] = i + 1;
    if (!plan.steps[i].closes) bound_at[plan.steps[i].end] = i + 1;
  }
  std::vector<std::vector<const Condition*>> at(plan.steps.size() + 1);
  for (const Condition& condition : plan.conditions) {
    std::size_t last = 0;
    for (const std::uint32_t slot : condition.variables) last = std::max(last, bound_at[slot]);
    at[last].push_back(&condition);
  }
  return at;
}

Presence answer(const Plan& plan, const World& world, const Condition& condition,
                std::span<const std::uint32_t> binding) {
  return presence_of(condition.program.evaluate(BindingRow(plan, world, binding)));
}

/// The same, and what it asked about is noted.
Presence noted_answer(const Plan& plan, const World& world, const Condition& condition,
                      std::span<const std::uint32_t> binding, TurnedDown& turned_down) {
  std::set<NodeId> asked;
  const World asking{world.view, world.ownership, world.places, &asked};
  const Presence presence = answer(plan, asking, condition, binding);
  world.asked->insert(asked.begin(), asked.end());
  if (presence == Presence::no && !asked.empty()) turned_down.add(condition, binding, asked);
  return presence;
}

}  // namespace

void TurnedDown::add(const Condition& condition, std::span<const std::uint32_t> binding,
                     const std::set<NodeId>& asked_about) {
  std::vector<std::uint32_t> read;
  for (const std::uint32_t slot : condition.variables) read.push_back(binding[slot]);
  if (!known_.emplace(&condition, std::move(read)).second) return;
  for (const NodeId node : asked_about)
    by_node_[node].push_back(static_cast<std::uint32_t>(answers_.size()));
  answers_.push_back({&condition, {binding.begin(), binding.end()}});
}

std::span<const std::uint32_t> TurnedDown::about(NodeId node) const {
  const auto found = by_node_.find(node);
  return found == by_node_.end() ? std::span<const std::uint32_t>() : found->second;
}

void search(const Plan& plan, const World& world, NodeId root, Walks walks,
            const std::function<bool(const Found&)>& visit, TurnedDown* turned_down) {
  if (!plan.pattern.nodes[0].takes(world.view, root)) return;
  const auto conditions = schedule(plan);
  Walker walker(plan.pattern, plan.steps, world, plan.near ? &*plan.near : nullptr, walks);
  std::vector<Presence> presence(plan.steps.size() + 1, Presence::yes);
  const auto ask = [&](std::size_t level) {
    presence[level] = level == 0 ? Presence::yes : presence[level - 1];
    for (const Condition* condition : conditions[level])
      if (presence[level] != Presence::no)
        presence[level] =
            std::min(presence[level],
                     turned_down != nullptr
                         ? noted_answer(plan, world, *condition, walker.binding, *turned_down)
                         : answer(plan, world, *condition, walker.binding));
    return presence[level] != Presence::no;
  };
  walker.goes_on = [&](std::size_t step) { return ask(step + 1); };
  walker.at_end = [&] {
    for (const Without& without : plan.without)
      if (is_there(without, world, walker.binding)) return false;
    const auto facts = walks == Walks::all ? walker.path() : std::vector<FactRef>();
    return visit({walker.binding, presence.back(), facts});
  };
  walker.binding[0] = root.value();
  if (ask(0)) walker.walk(0);
}

}  // namespace harbinger::signal::detail
