// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/set_program.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/parallel.hpp"
#include "signal/detail/binding_row.hpp"

namespace harbinger::signal::detail {

namespace {

bool contains(std::span<const std::uint32_t> slots, std::uint32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

/// Conditions on one variable (or none) are asked of nodes and edges, not of rows.
bool is_local(const Condition& condition) { return condition.variables.size() <= 1; }

/// By pattern node: whether something at or below it is needed once the walk has come there.
std::vector<bool> needed_subtrees(const Plan& plan, std::span<const std::uint32_t> needed) {
  std::vector<bool> subtrees(plan.pattern.nodes.size(), false);
  for (std::size_t i = plan.steps.size(); i-- > 0;) {
    const Step& step = plan.steps[i];
    const bool here =
        contains(needed, step.end) || contains(needed, plan.pattern.edge_slot(step.edge));
    subtrees[step.end] = subtrees[step.end] || here || plan.pattern.edges[step.edge].near;
    subtrees[step.start] = subtrees[step.start] || subtrees[step.end];
  }
  return subtrees;
}

bool all_bound(const Condition& condition, const std::vector<bool>& bound) {
  return std::all_of(condition.variables.begin(), condition.variables.end(),
                     [&](std::uint32_t slot) { return bound[slot]; });
}

}  // namespace

SetProgram::SetProgram(const Plan& plan, const World& world, unsigned threads)
    : plan_(&plan),
      world_(&world),
      threads_(threads),
      local_(plan.pattern.slots()),
      excluded_(plan.pattern.slots()) {
  for (const Condition& condition : plan.conditions)
    if (is_local(condition))
      local_[condition.variables.empty() ? 0 : condition.variables[0]].push_back(&condition);
  for (const Without& without : plan.without) {
    const auto there = completion(without.pattern, without.steps, without.shared[0].inner,
                                  world.view, [](std::uint32_t, Presences&) {});
    Presences& excluded = excluded_[without.shared[0].outer];
    if (excluded.empty()) excluded.assign(world.view.graph().node_count(), Presence::yes);
    const Presences& found = there.from[without.shared[0].inner];
    for (std::size_t i = 0; i < found.size(); ++i)
      if (found[i] != Presence::no) excluded[i] = Presence::no;
  }
  completion_ = completion(
      plan.pattern, plan.steps, 0, world.view,
      [this](std::uint32_t slot, Presences& presences) { apply_local(slot, presences); });
  plan_moves();
  if (!plan.near) return;
  std::vector<graph::NodeId> candidates;
  for (std::size_t i = 0; i < completion_.from[1].size(); ++i)
    if (completion_.from[1][i] != Presence::no) candidates.emplace_back(i);
  places_.emplace(world.view.graph(), candidates);
}

void SetProgram::apply_local(std::uint32_t slot, Presences& presences) const {
  if (!excluded_[slot].empty())
    for (std::size_t i = 0; i < presences.size(); ++i)
      presences[i] = std::min(presences[i], excluded_[slot][i]);
  if (local_[slot].empty()) return;
  for_each_block(presences.size(), threads_, [&](std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> binding(plan_->pattern.slots());
    for (std::size_t i = begin; i < end; ++i) {
      binding[slot] = static_cast<std::uint32_t>(i);
      for (const Condition* condition : local_[slot])
        if (presences[i] != Presence::no)
          presences[i] = std::min(
              presences[i],
              presence_of(condition->program.evaluate(BindingRow(*plan_, *world_, binding))));
    }
  });
}

void SetProgram::plan_moves() {
  std::vector<std::uint32_t> needed = plan_->term_variables;
  std::vector<const Condition*> waiting;
  for (const Condition& condition : plan_->conditions) {
    if (is_local(condition)) continue;
    waiting.push_back(&condition);
    needed.insert(needed.end(), condition.variables.begin(), condition.variables.end());
  }
  const std::vector<bool> walked = needed_subtrees(*plan_, needed);
  std::vector<Step> steps;
  std::copy_if(plan_->steps.begin(), plan_->steps.end(), std::back_inserter(steps),
               [&](const Step& step) { return walked[step.end]; });
  std::vector<bool> bound(plan_->pattern.slots(), false);
  bound[0] = true;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Move move{steps[i], {}, {}};
    bound[steps[i].end] = bound[plan_->pattern.edge_slot(steps[i].edge)] = true;
    const auto still = std::stable_partition(
        waiting.begin(), waiting.end(), [&](const Condition* c) { return !all_bound(*c, bound); });
    move.conditions.assign(still, waiting.end());
    waiting.erase(still, waiting.end());
    for (std::uint32_t slot = 0; slot < plan_->pattern.slots(); ++slot) {
      const bool asked = std::any_of(waiting.begin(), waiting.end(), [&](const Condition* c) {
        return contains(c->variables, slot);
      });
      const bool starts =
          std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                      [&](const Step& later) { return later.start == slot; });
      if (bound[slot] && (asked || starts || contains(plan_->term_variables, slot)))
        move.kept.push_back(slot);
    }
    moves_.push_back(std::move(move));
  }
}

Presence SetProgram::asked(const Move& move, std::span<const std::uint32_t> binding,
                           Presence presence) const {
  for (const Condition* condition : move.conditions)
    if (presence != Presence::no)
      presence = std::min(
          presence, presence_of(condition->program.evaluate(BindingRow(*plan_, *world_, binding))));
  return presence;
}

BindingRows SetProgram::moved(const Move& move, const BindingRows& rows) const {
  const PatternEdge& edge = plan_->pattern.edges[move.step.edge];
  const Presences& from_end = completion_.from[move.step.end];
  const std::uint32_t edge_slot = plan_->pattern.edge_slot(move.step.edge);
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  std::unordered_map<std::uint32_t, std::vector<graph::NodeId>> ends;
  BindingRows out{move.kept, {}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    const graph::NodeId start(binding[move.step.start]);
    const auto bind = [&](graph::NodeId end, Presence presence) {
      binding[move.step.end] = end.value();
      presence =
          asked(move, binding, std::min({rows.presence(i), presence, from_end[end.index()]}));
      if (presence != Presence::no) out.add(rows.group(i), binding, presence);
    };
    if (edge.near) {
      if (const auto centre = place_of(world_->view.graph(), start))
        for (const graph::NodeId end : places_->within(*centre, plan_->near->within_km))
          if (end != start) bind(end, Presence::yes);
    } else if (edge.repeats) {
      auto [found, added] = ends.try_emplace(start.value());
      if (added) found->second = walk_ends(world_->view, edge, move.step, start);
      for (const graph::NodeId end : found->second) bind(end, Presence::yes);
    } else {
      for_each_edge(world_->view, edge, move.step.out, move.step.in, start,
                    [&](graph::EdgeId id, graph::NodeId end) {
                      binding[edge_slot] = id.value();
                      bind(end, completion_.edge(move.step.edge, id));
                    });
    }
  }
  sort_distinct(out);
  return out;
}

BindingRows SetProgram::rows(std::span<const graph::NodeId> roots, std::size_t begin,
                             std::size_t end) const {
  BindingRows rows{{0}, {}};
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t root = roots[i].value();
    const Presence presence = completion_.from[0][root];
    if (presence != Presence::no) rows.add(static_cast<std::uint32_t>(i), {&root, 1}, presence);
  }
  for (const Move& move : moves_) rows = moved(move, rows);
  BindingRows out{plan_->term_variables, {}};
  if (rows.slots == out.slots) return rows;
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows.unpack(i, binding);
    out.add(rows.group(i), binding, rows.presence(i));
  }
  sort_distinct(out);
  return out;
}

}  // namespace harbinger::signal::detail
