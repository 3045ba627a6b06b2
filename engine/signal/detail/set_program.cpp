// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/set_program.hpp"

#include <algorithm>
#include <numeric>

#include "signal/detail/shares.hpp"

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

/// Lowers the presence of rows to what a condition says; those for which it is false go.
void lower_rows(const Plan& plan, const Question& condition, BindingRows& rows) {
  const std::size_t width = rows.width();
  condition.ask({plan, rows}, [&](std::size_t i, const expr::Value& value) {
    const Presence presence = std::min(rows.presence(i), presence_of(value));
    rows.cells[(i + 1) * width - 1] = static_cast<std::uint32_t>(presence);
  });
  std::size_t left = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows.presence(i) == Presence::no) continue;
    if (left != i)
      std::copy_n(rows.cells.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                  rows.cells.begin() + static_cast<std::ptrdiff_t>(left * width));
    ++left;
  }
  rows.cells.resize(left * width);
}

/// The rows with these of their slots alone, distinct again.
BindingRows projected(const Plan& plan, BindingRows rows, const std::vector<std::uint32_t>& slots) {
  if (rows.slots == slots) return rows;
  std::vector<std::uint32_t> binding(plan.pattern.slots());
  RowSorter sorter;
  BindingRows out{slots, {}};
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t begin = out.size();
    const std::uint32_t group = rows.group(i);
    for (; i < rows.size() && rows.group(i) == group; ++i) {
      rows.unpack(i, binding);
      out.add(group, binding, rows.presence(i));
    }
    sorter.make_distinct(out, begin);
  }
  return out;
}

}  // namespace

SetProgram::SetProgram(const Plan& plan, const World& world, unsigned threads, Cut cut)
    : plan_(&plan),
      world_(&world),
      threads_(threads),
      local_(plan.pattern.slots()),
      excluded_(plan.pattern.slots()) {
  for (const Condition& condition : plan.conditions)
    if (is_local(condition))
      local_[condition.variables.empty() ? 0 : condition.variables[0]].emplace_back(
          plan, world, condition.program);
  for (const Without& without : plan.without) exclude(without);
  LocalConditions local;
  local.any = [this](std::uint32_t slot) {
    return !local_[slot].empty() || !excluded_[slot].empty();
  };
  local.lower = [this](std::uint32_t slot, std::span<const std::uint32_t> candidates,
                       std::span<Presence> presences) { lower(slot, candidates, presences); };
  completion_ = completion(plan.pattern, plan.steps, 0, world.view, local);
  plan_moves();
  cut_ = moves_.size();
  if (cut == Cut::where_it_pays) choose_cut();
  if (plan.near) places_.emplace(world.view.graph(), nodes_present(completion_.from[1]));
}

void SetProgram::exclude(const Without& without) {
  const std::uint32_t inner = without.shared[0].inner;
  const auto there =
      completion(without.pattern, without.steps, inner, world_->view, LocalConditions());
  Presences& excluded = excluded_[without.shared[0].outer];
  if (excluded.empty()) excluded.assign(world_->view.graph().node_count(), Presence::yes);
  for (std::size_t i = 0; i < excluded.size(); ++i)
    if (there.from[inner][i] != Presence::no) excluded[i] = Presence::no;
}

void SetProgram::lower(std::uint32_t slot, std::span<const std::uint32_t> candidates,
                       std::span<Presence> presences) const {
  if (!excluded_[slot].empty())
    for (std::size_t i = 0; i < candidates.size(); ++i)
      presences[i] = std::min(presences[i], excluded_[slot][candidates[i]]);
  for_each_share(candidates.size(), threads_, [&](std::size_t, std::size_t begin, std::size_t end) {
    // Each condition is asked of those that the ones before it have left.
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> places;
    for (const Question& condition : local_[slot]) {
      left.clear();
      places.clear();
      for (std::size_t i = begin; i < end; ++i)
        if (presences[i] != Presence::no) {
          left.push_back(candidates[i]);
          places.push_back(static_cast<std::uint32_t>(i));
        }
      condition.ask({*plan_, slot, left}, [&](std::size_t i, const expr::Value& value) {
        presences[places[i]] = std::min(presences[places[i]], presence_of(value));
      });
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
    Move move{steps[i], {}, {}, {}};
    bound[steps[i].end] = bound[plan_->pattern.edge_slot(steps[i].edge)] = true;
    const auto still = std::stable_partition(
        waiting.begin(), waiting.end(), [&](const Condition* c) { return !all_bound(*c, bound); });
    const std::vector<const Condition*> now(still, waiting.end());
    waiting.erase(still, waiting.end());
    for (const Condition* condition : now)
      move.conditions.emplace_back(*plan_, *world_, condition->program);
    for (std::uint32_t slot = 0; slot < plan_->pattern.slots(); ++slot) {
      const auto reads = [&](const Condition* c) { return contains(c->variables, slot); };
      const bool starts =
          std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                      [&](const Step& later) { return later.start == slot; });
      const bool is_kept = std::any_of(waiting.begin(), waiting.end(), reads) || starts ||
                           contains(plan_->term_variables, slot);
      if (bound[slot] && is_kept) move.kept.push_back(slot);
      if (bound[slot] && (is_kept || std::any_of(now.begin(), now.end(), reads)))
        move.bound.push_back(slot);
    }
    moves_.push_back(std::move(move));
  }
}

/// At the node that has the fewest candidates, where that is less than half as many as there are roots.
void SetProgram::choose_cut() {
  std::size_t fewest = nodes_present(completion_.from[0]).size() / 2;
  for (std::size_t i = 1; i < moves_.size(); ++i) {
    const std::vector<std::uint32_t>& kept = moves_[i - 1].kept;
    if (kept.size() != 1 || plan_->pattern.is_edge(kept[0])) continue;
    auto nodes = nodes_present(completion_.from[kept[0]]);
    if (nodes.size() >= fewest) continue;
    fewest = nodes.size();
    cut_ = i;
    cut_nodes_ = std::move(nodes);
  }
  if (!is_cut()) return;
  cut_places_.resize(world_->view.graph().node_count());
  for (std::size_t i = 0; i < cut_nodes_.size(); ++i)
    cut_places_[cut_nodes_[i].index()] = static_cast<std::uint32_t>(i);
}

Presence SetProgram::presence_behind_cut(std::size_t place) const {
  return completion_.from[moves_[cut_ - 1].kept[0]][cut_nodes_[place].index()];
}

std::vector<std::uint32_t> SetProgram::candidates(std::uint32_t slot) const {
  std::vector<std::uint32_t> found;
  if (!plan_->pattern.is_edge(slot)) {
    for (const graph::NodeId node : nodes_present(completion_.from[slot]))
      found.push_back(node.value());
    return found;
  }
  const auto step = std::find_if(plan_->steps.begin(), plan_->steps.end(), [&](const Step& s) {
    return plan_->pattern.edge_slot(s.edge) == slot;
  });
  for_each_taken(world_->view, plan_->pattern.edges[step->edge], step->out, step->in,
                 [&](graph::EdgeId id, graph::NodeId, graph::NodeId end) {
                   if (completion_.edges[step->edge][id] != Presence::no &&
                       completion_.from[step->end][end.index()] != Presence::no)
                     found.push_back(id.value());
                 });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// Adds a row for each way on from a row, whose binding this is.
void SetProgram::walk_row(const Move& move, std::span<std::uint32_t> binding, std::uint32_t group,
                          Presence presence, WalkEnds& ends, BindingRows& out) const {
  const PatternEdge& edge = plan_->pattern.edges[move.step.edge];
  const Presences& from_end = completion_.from[move.step.end];
  const std::uint32_t edge_slot = plan_->pattern.edge_slot(move.step.edge);
  const graph::NodeId start(binding[move.step.start]);
  const auto bind = [&](graph::NodeId end, Presence edge_presence) {
    binding[move.step.end] = end.value();
    const Presence all = std::min({presence, edge_presence, from_end[end.index()]});
    if (all != Presence::no) out.add(group, binding, all);
  };
  if (edge.near) {
    if (const auto centre = place_of(world_->view.graph(), start))
      for (const graph::NodeId end : places_->within(*centre, plan_->near->within_km))
        if (end != start) bind(end, Presence::yes);
  } else if (edge.repeats) {
    for (const graph::NodeId end : ends.from(start)) bind(end, Presence::yes);
  } else {
    for_each_edge(world_->view, edge, move.step.out, move.step.in, start,
                  [&](graph::EdgeId id, graph::NodeId end) {
                    binding[edge_slot] = id.value();
                    bind(end, completion_.edges[move.step.edge][id]);
                  });
  }
}

BindingRows SetProgram::walked(const Move& move, const BindingRows& rows) const {
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  WalkEnds ends(world_->view, plan_->pattern.edges[move.step.edge], move.step);
  RowSorter sorter;
  BindingRows out{move.bound, {}};
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t begin = out.size();
    const std::uint32_t group = rows.group(i);
    for (; i < rows.size() && rows.group(i) == group; ++i) {
      rows.unpack(i, binding);
      walk_row(move, binding, group, rows.presence(i), ends, out);
    }
    sorter.make_distinct(out, begin);
  }
  for (const Question& condition : move.conditions) lower_rows(*plan_, condition, out);
  return projected(*plan_, std::move(out), move.kept);
}

BindingRows SetProgram::rows_from(std::uint32_t slot, std::span<const graph::NodeId> nodes,
                                  std::size_t begin, std::size_t end,
                                  std::span<const Move> moves) const {
  std::vector<std::uint32_t> binding(plan_->pattern.slots());
  BindingRows rows{{slot}, {}};
  for (std::size_t i = begin; i < end; ++i) {
    const Presence presence = completion_.from[slot][nodes[i].index()];
    binding[slot] = nodes[i].value();
    if (presence != Presence::no) rows.add(static_cast<std::uint32_t>(i), binding, presence);
  }
  for (const Move& move : moves) rows = walked(move, rows);
  return rows;
}

BindingRows SetProgram::rows(std::span<const graph::NodeId> roots, std::size_t begin,
                             std::size_t end) const {
  const std::span<const Move> moves(moves_);
  BindingRows rows = rows_from(0, roots, begin, end, moves.first(cut_));
  if (!is_cut()) return projected(*plan_, std::move(rows), plan_->term_variables);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::uint32_t& node = rows.cells[i * rows.width() + 1];
    node = cut_places_[node];
  }
  return rows;
}

BindingRows SetProgram::rows_behind_cut(std::size_t begin, std::size_t end) const {
  const std::span<const Move> moves(moves_);
  return projected(*plan_,
                   rows_from(moves_[cut_ - 1].kept[0], cut_nodes_, begin, end, moves.subspan(cut_)),
                   plan_->term_variables);
}

}  // namespace harbinger::signal::detail
