// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/route.hpp"

#include <algorithm>

#include "expr/plain_program.hpp"

namespace harbinger::signal::detail {

namespace {

using Slots = std::vector<std::uint32_t>;
using Conditions = std::vector<const Condition*>;

bool contains(std::span<const std::uint32_t> slots, std::uint32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

bool all_in(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> among) {
  return std::all_of(slots.begin(), slots.end(),
                     [&](std::uint32_t slot) { return contains(among, slot); });
}

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

/// Whether all it says is that what lies near the root is another node, which it always is.
bool is_true_of_near(const Plan& plan, const Condition& condition) {
  const auto slots = plan.near ? expr::unequal_slots(condition.program) : std::nullopt;
  if (!slots) return false;
  const auto is_id_of = [&](std::uint32_t slot, std::uint32_t variable) {
    const SlotSource& source = plan.slots[slot];
    return source.what == SlotSource::What::field && source.field.what == Field::What::id &&
           source.variable == variable;
  };
  const auto [a, b] = *slots;
  return (is_id_of(a, 0) && is_id_of(b, 1)) || (is_id_of(a, 1) && is_id_of(b, 0));
}

class Router {
 public:
  Router(const Plan& plan, const World& world) : plan_(plan), world_(world) {
    Slots needed = plan.term_variables;
    for (const Condition& condition : plan.conditions) {
      if (is_local(condition) || is_true_of_near(plan, condition)) continue;
      conditions_.push_back(&condition);
      needed.insert(needed.end(), condition.variables.begin(), condition.variables.end());
    }
    const std::vector<bool> walked = needed_subtrees(plan, needed);
    std::copy_if(plan.steps.begin(), plan.steps.end(), std::back_inserter(steps_),
                 [&](const Step& step) { return walked[step.end]; });
  }

  [[nodiscard]] Route whole() const {
    if (const auto branch = branch_only_asked(); !branch.empty()) return branching(branch);
    Route route;
    route.moves = moves(steps_, 0, conditions_, plan_.term_variables);
    return route;
  }

  [[nodiscard]] Route cut(const std::function<std::size_t(std::uint32_t)>& cost,
                          std::size_t most) const {
    std::size_t best = 0;
    for (std::size_t at = 1; at < steps_.size(); ++at) {
      if (!may_cut(at)) continue;
      if (plan_.pattern.edges[steps_[at - 1].edge].near) return cut_at(at);
      const std::size_t here = cost(steps_[at - 1].end);
      if (here >= most) continue;
      most = here;
      best = at;
    }
    return best == 0 ? whole() : cut_at(best);
  }

 private:
  /// The i-th step and those that go on from it.
  [[nodiscard]] std::vector<Step> subtree(std::size_t i) const {
    std::vector<Step> steps = {steps_[i]};
    Slots ends = {steps_[i].end};
    for (const Step& step : std::span(steps_).subspan(i + 1))
      if (contains(ends, step.start)) {
        steps.push_back(step);
        ends.push_back(step.end);
      }
    return steps;
  }

  /// How many steps lead from the root to a node.
  [[nodiscard]] std::size_t depth(std::uint32_t node) const {
    std::size_t steps = 0;
    for (std::size_t i = steps_.size(); i-- > 0;)
      if (steps_[i].end == node) {
        ++steps;
        node = steps_[i].start;
      }
    return steps;
  }

  /// Whether no term is bound by it, and more than the way to it stands beside it, which it would be multiplied with.
  [[nodiscard]] bool is_only_asked(std::span<const Step> branch) const {
    return steps_.size() - branch.size() > depth(branch.front().start) &&
           std::none_of(branch.begin(), branch.end(), [&](const Step& step) {
             return contains(plan_.term_variables, step.end) ||
                    contains(plan_.term_variables, plan_.pattern.edge_slot(step.edge));
           });
  }

  /// The one nearest to the root; no steps where there is none.
  [[nodiscard]] std::vector<Step> branch_only_asked() const {
    std::vector<Step> best;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      std::vector<Step> branch = subtree(i);
      if (is_only_asked(branch) &&
          (best.empty() || depth(branch.front().start) < depth(best.front().start)))
        best = std::move(branch);
    }
    return best;
  }

  [[nodiscard]] Route branching(std::span<const Step> branch) const {
    const auto is_in_branch = [&](const Step& step) {
      return std::any_of(branch.begin(), branch.end(),
                         [&](const Step& other) { return other.edge == step.edge; });
    };
    std::vector<Step> rest;
    std::copy_if(steps_.begin(), steps_.end(), std::back_inserter(rest),
                 [&](const Step& step) { return !is_in_branch(step); });
    const Slots of_branch = bound_by(branch, branch.front().start);
    const Slots of_rest = bound_by(rest, 0);
    Conditions in_branch, in_rest;
    Slots needed = plan_.term_variables;
    needed.push_back(branch.front().start);
    Route route;
    route.branch.emplace(Branch{branch.front().start, {}, {}});
    for (const Condition* condition : conditions_) {
      if (all_in(condition->variables, of_rest)) {
        in_rest.push_back(condition);
      } else if (all_in(condition->variables, of_branch)) {
        in_branch.push_back(condition);
      } else {
        route.branch->joined.emplace_back(plan_, world_, condition->program);
        needed.insert(needed.end(), condition->variables.begin(), condition->variables.end());
      }
    }
    route.moves = moves(rest, 0, in_rest, needed);
    Slots asked = needed;
    std::erase_if(asked, [&](std::uint32_t slot) { return contains(of_rest, slot); });
    route.branch->moves = moves(branch, route.branch->start, in_branch, asked);
    return route;
  }

  /// What is bound once these steps are taken.
  [[nodiscard]] Slots bound_by(std::span<const Step> steps, std::uint32_t start) const {
    Slots slots = {start};
    for (const Step& step : steps) {
      slots.push_back(step.end);
      slots.push_back(plan_.pattern.edge_slot(step.edge));
    }
    return slots;
  }
  [[nodiscard]] Slots bound_before(std::size_t at) const {
    return bound_by(std::span(steps_).first(at), 0);
  }
  [[nodiscard]] Slots bound_behind(std::size_t at) const {
    return bound_by(std::span(steps_).subspan(at), steps_[at - 1].end);
  }

  [[nodiscard]] bool may_cut(std::size_t at) const {
    const Slots before = bound_before(at);
    Slots behind = bound_behind(at);
    for (std::size_t i = at; i < steps_.size(); ++i)
      if (!contains(behind, steps_[i].start)) return false;
    behind.push_back(0);
    return all_in(plan_.term_variables, behind) &&
           std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition* c) {
             return all_in(c->variables, before) || all_in(c->variables, behind);
           });
  }

  [[nodiscard]] Route cut_at(std::size_t at) const {
    const Slots before = bound_before(at);
    const Slots behind = bound_behind(at);
    Conditions first, last;
    Slots needed = plan_.term_variables;
    Route route;
    route.cut = steps_[at - 1].end;
    route.joins_root = contains(plan_.term_variables, 0);
    for (const Condition* condition : conditions_) {
      if (all_in(condition->variables, before)) {
        first.push_back(condition);
      } else if (all_in(condition->variables, behind)) {
        last.push_back(condition);
      } else {
        route.joins_root = true;
        route.joined.emplace_back(plan_, world_, condition->program);
        needed.insert(needed.end(), condition->variables.begin(), condition->variables.end());
      }
    }
    const std::span<const Step> steps(steps_);
    route.moves = moves(steps.first(at), 0, first, {*route.cut});
    route.behind = moves(steps.subspan(at), *route.cut, last, needed);
    return route;
  }

  /// The moves of some steps, each condition asked as soon as what it reads is bound.
  [[nodiscard]] std::vector<Move> moves(std::span<const Step> steps, std::uint32_t start,
                                        Conditions waiting, const Slots& needed) const {
    std::vector<Move> moves;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      Slots bound = bound_by(steps.first(i + 1), start);
      std::sort(bound.begin(), bound.end());
      const auto ready =
          std::stable_partition(waiting.begin(), waiting.end(),
                                [&](const Condition* c) { return !all_in(c->variables, bound); });
      const Conditions now(ready, waiting.end());
      waiting.erase(ready, waiting.end());
      Move& move = moves.emplace_back(Move{steps[i], {}, {}, {}});
      for (const Condition* condition : now)
        move.conditions.emplace_back(plan_, world_, condition->program);
      for (const std::uint32_t slot : bound) {
        const auto reads = [&](const Condition* c) { return contains(c->variables, slot); };
        const bool is_kept =
            contains(needed, slot) || std::any_of(waiting.begin(), waiting.end(), reads) ||
            std::any_of(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps.end(),
                        [&](const Step& later) { return later.start == slot; });
        if (is_kept) move.kept.push_back(slot);
        if (is_kept || std::any_of(now.begin(), now.end(), reads)) move.bound.push_back(slot);
      }
    }
    return moves;
  }

  const Plan& plan_;
  const World& world_;
  Conditions conditions_;    ///< Those that are not local.
  std::vector<Step> steps_;  ///< Those of which something is needed.
};

}  // namespace

Route route(const Plan& plan, const World& world) { return Router(plan, world).whole(); }

Route route_with_cut(const Plan& plan, const World& world,
                     const std::function<std::size_t(std::uint32_t)>& cost, std::size_t most) {
  return Router(plan, world).cut(cost, most);
}

}  // namespace harbinger::signal::detail
