// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/set_program.hpp"

#include <algorithm>
#include <numeric>

#include "signal/detail/branch.hpp"
#include "signal/detail/shares.hpp"

namespace harbinger::signal::detail {

namespace {

/// Those whose presence is `no` go.
void drop_absent(BindingRows& rows) {
  const std::size_t width = rows.width();
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

/// Lowers the presence of rows to what a condition says; those for which it is false go.
void lower_rows(const Plan& plan, const Question& condition, BindingRows& rows) {
  const std::size_t width = rows.width();
  condition.ask({plan, rows}, [&](std::size_t i, const expr::Value& value) {
    const Presence presence = std::min(rows.presence(i), presence_of(value));
    rows.cells[(i + 1) * width - 1] = static_cast<std::uint32_t>(presence);
  });
  drop_absent(rows);
}

/// Whether many rows of a group may become alike where they bind but these slots. One that is left out makes no
/// difference where the group is its node, or an edge that is kept leads to it.
bool may_merge(const Plan& plan, std::uint32_t group_slot, std::span<const std::uint32_t> slots,
               std::span<const std::uint32_t> kept) {
  const auto is_told = [&](std::uint32_t slot) {
    return slot == group_slot || std::any_of(kept.begin(), kept.end(), [&](std::uint32_t edge) {
             if (edge == slot || !plan.pattern.is_edge(edge)) return edge == slot;
             const PatternEdge& ends = plan.pattern.edges[edge - plan.pattern.nodes.size()];
             return ends.from == slot || ends.to == slot;
           });
  };
  return !std::all_of(slots.begin(), slots.end(), is_told);
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
  choose_route(cut);
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

/// Cut where less than half as many nodes as there are roots come into question.
void SetProgram::choose_route(Cut cut) {
  if (cut == Cut::never) {
    route_ = route(*plan_, *world_);
    return;
  }
  const auto candidates = [&](std::uint32_t node) {
    const Presences& from = completion_.from[node];
    return from.size() -
           static_cast<std::size_t>(std::count(from.begin(), from.end(), Presence::no));
  };
  route_ = route_with_cut(*plan_, *world_, candidates, candidates(0) / 2);
  if (!is_cut()) return;
  cut_nodes_ = nodes_present(completion_.from[*route_.cut]);
  cut_places_.resize(world_->view.graph().node_count());
  for (std::size_t i = 0; i < cut_nodes_.size(); ++i)
    cut_places_[cut_nodes_[i].index()] = static_cast<std::uint32_t>(i);
}

Presence SetProgram::presence_behind_cut(std::size_t place) const {
  return completion_.from[*route_.cut][cut_nodes_[place].index()];
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
  if (!std::is_sorted(found.begin(), found.end())) std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// Adds a row for each way on from the row that is bound.
void SetProgram::walk_row(const Move& move, std::uint32_t group, Presence presence,
                          Walking& walking, BindingRows& out) const {
  const PatternEdge& edge = plan_->pattern.edges[move.step.edge];
  const Presences& from_end = completion_.from[move.step.end];
  std::vector<std::uint32_t>& binding = walking.binding;
  const graph::NodeId start(binding[move.step.start]);
  const auto bind = [&](graph::NodeId end, Presence edge_presence) {
    binding[move.step.end] = end.value();
    const Presence all = std::min({presence, edge_presence, from_end[end.index()]});
    if (all != Presence::no) out.add(group, binding, all);
  };
  if (edge.near) {
    const auto centre = place_of(world_->view.graph(), start);
    if (!centre) return;
    places_->find_within(*centre, plan_->near->within_km, walking.near);
    for (const graph::NodeId end : walking.near)
      if (end != start) bind(end, Presence::yes);
  } else if (edge.repeats) {
    for (const graph::NodeId end : walking.ends.from(start)) bind(end, Presence::yes);
  } else {
    const std::uint32_t slot = plan_->pattern.edge_slot(move.step.edge);
    for_each_edge(world_->view, edge, move.step.out, move.step.in, start,
                  [&](graph::EdgeId id, graph::NodeId end) {
                    binding[slot] = id.value();
                    bind(end, completion_.edges[move.step.edge][id]);
                  });
  }
}

/// Only the rows of the last move need be distinct and in order; before, alike ones are made one where there may be
/// many.
BindingRows SetProgram::walked(const Move& move, const BindingRows& rows, std::uint32_t group_slot,
                               bool is_last) const {
  const bool sorts_kept =
      move.kept != move.bound && (is_last || may_merge(*plan_, group_slot, move.bound, move.kept));
  const bool sorts_bound =
      (is_last && !sorts_kept) || may_merge(*plan_, group_slot, rows.slots, move.bound);
  Walking walking{std::vector<std::uint32_t>(plan_->pattern.slots()),
                  {world_->view, plan_->pattern.edges[move.step.edge], move.step},
                  {}};
  RowSorter sorter;
  BindingRows out{move.bound, {}};
  for (std::size_t i = 0; i < rows.size();) {
    const std::size_t begin = out.size();
    const std::uint32_t group = rows.group(i);
    for (; i < rows.size() && rows.group(i) == group; ++i) {
      rows.unpack(i, walking.binding);
      walk_row(move, group, rows.presence(i), walking, out);
    }
    if (sorts_bound) sorter.make_distinct(out, begin);
  }
  for (const Question& condition : move.conditions) lower_rows(*plan_, condition, out);
  return projected(std::move(out), move.kept, sorts_kept ? Alike::become_one : Alike::may_stay);
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
  for (const Move& move : moves) rows = walked(move, rows, slot, &move == &moves.back());
  return rows;
}

void SetProgram::ask_branch(BindingRows& rows) const {
  const std::uint32_t start = route_.branch->start;
  const auto nodes = nodes_bound(rows, start);
  const BindingRows ways = rows_from(start, nodes, 0, nodes.size(), route_.branch->moves);
  lower_by_branch(*plan_, *route_.branch, nodes, ways, rows);
  drop_absent(rows);
}

BindingRows SetProgram::rows(std::span<const graph::NodeId> roots, std::size_t begin,
                             std::size_t end) const {
  BindingRows rows = rows_from(0, roots, begin, end, route_.moves);
  if (route_.branch) ask_branch(rows);
  if (!is_cut()) return projected(std::move(rows), plan_->term_variables);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::uint32_t& node = rows.cells[i * rows.width() + 1];
    node = cut_places_[node];
  }
  return rows;
}

BindingRows SetProgram::rows_behind_cut(std::size_t begin, std::size_t end) const {
  return rows_from(*route_.cut, cut_nodes_, begin, end, route_.behind);
}

BindingRows SetProgram::joined(BindingRows rows, const std::vector<std::uint32_t>& slots) const {
  for (const Question& condition : route_.joined) lower_rows(*plan_, condition, rows);
  return projected(std::move(rows), slots);
}

}  // namespace harbinger::signal::detail
