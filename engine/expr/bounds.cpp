// SPDX-License-Identifier: Apache-2.0
#include "expr/bounds.hpp"

#include <algorithm>
#include <cmath>

#include "expr/detail/fold.hpp"
#include "expr/detail/meaning.hpp"
#include "expr/detail/possible_values.hpp"

namespace harbinger::expr {

namespace {

using detail::Assumed;
using detail::Operator;
using detail::PossibleValues;
using Why = IdleClause::Why;

/// The written text of a node; its parentheses are not part of it.
std::string written(const Program& program, const Node& node) {
  return program.text().value.substr(node.begin, node.end - node.begin);
}

bool is_whole(const Node& node) {
  const auto whole = [&](std::size_t child) { return is_whole(node.children[child]); };
  if (node.type.kind == TypeKind::integer || node.type.kind == TypeKind::unsigned_integer)
    return true;
  if (node.folded) {
    const double* number = node.folded->get_if<double>();
    return number != nullptr && std::trunc(*number) == *number;
  }
  switch (node.kind) {
    case NodeKind::to_number: return true;
    case NodeKind::conditional: return whole(1) && whole(2);
    case NodeKind::binary:
      return (node.op == Operator::add || node.op == Operator::subtract ||
              node.op == Operator::multiply) &&
             whole(0) && whole(1);
    default: return false;
  }
}

class IdleReader {
 public:
  IdleReader(const Program& condition, const KnownValues& known)
      : condition_(condition), known_(known) {}

  std::vector<IdleClause> run() {
    const Node& root = condition_.root();
    if (is_switch(root)) return {};
    const Possible value = PossibleValues(known_).of(root);
    if (!value.is_true)
      add_whole(root, true);
    else if (!value.is_false)
      add_whole(root, false);
    else
      read(root);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<IdleClause> clauses;
    for (auto& [begin, clause] : found_) clauses.push_back(std::move(clause));
    return clauses;
  }

 private:
  /// `true`, `false` and what only parameters decide are there to be turned.
  [[nodiscard]] bool is_switch(const Node& node) const {
    if (node.kind == NodeKind::constant) return true;
    const auto slots = detail::slots_of(node);
    return !slots.empty() && std::all_of(slots.begin(), slots.end(), [&](std::uint32_t slot) {
      return slot < known_.is_constant.size() && known_.is_constant[slot];
    });
  }

  void add(Why why, bool whole, const Node& node) {
    found_.emplace_back(node.begin,
                        IdleClause{why, whole, written(condition_, node),
                                   condition_.text().position(node.begin, node.end - node.begin)});
  }

  /// The whole is never `truth`: names the first part by which it cannot be.
  void add_whole(const Node& root, bool truth) {
    const Why alone = truth ? Why::never_true : Why::never_false;
    const auto operands =
        detail::operands_of(root, truth ? NodeKind::conjunction : NodeKind::disjunction);
    const PossibleValues values(known_);
    Assumed assumed;
    for (const Node* operand : operands) {
      if (values.assume(*operand, truth, assumed)) continue;
      const Possible value = values.of(*operand);
      const bool by_itself = !(truth ? value.is_true : value.is_false);
      return add(by_itself ? alone : truth ? Why::contradicted : Why::exhausted, true, *operand);
    }
    add(alone, true, root);
  }

  void read(const Node& node) {
    if (node.kind == NodeKind::negation) return read(node.children[0]);
    if (node.kind != NodeKind::conjunction && node.kind != NodeKind::disjunction) return;
    std::vector<const Node*> active = detail::operands_of(node, node.kind);
    // From the last on, so that of two that say the same the later one is told, and only that.
    for (std::size_t i = active.size(); i-- > 0;) {
      const Node& operand = *active[i];
      if (is_switch(operand)) continue;
      const Possible value = PossibleValues(known_).of(operand);
      if (!value.is_true) {
        add(Why::never_true, false, operand);
      } else if (!value.is_false) {
        add(Why::never_false, false, operand);
      } else if (is_needless(active, i, node.kind == NodeKind::conjunction)) {
        add(Why::needless, false, operand);
        active.erase(active.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        read(operand);
      }
    }
  }

  /// Of `&&` (all): where the others are true it is true, and where it is false one of the others is false. So
  /// nothing changes without it, where something is unknown neither. Of `||` the same with true and false exchanged.
  [[nodiscard]] bool is_needless(const std::vector<const Node*>& operands, std::size_t i,
                                 bool all) const {
    const PossibleValues values(known_);
    Assumed others;
    for (std::size_t j = 0; j < operands.size(); ++j)
      if (j != i && !values.assume(*operands[j], all, others)) return false;
    if (!values.of(*operands[i], others).is_only(all)) return false;
    Assumed against;
    if (!values.assume(*operands[i], !all, against)) return false;
    for (std::size_t j = 0; j < operands.size(); ++j)
      if (j != i && values.of(*operands[j], against).is_only(!all)) return true;
    return false;
  }

  const Program& condition_;
  const KnownValues& known_;
  std::vector<std::pair<std::size_t, IdleClause>> found_;
};

}  // namespace

Possible possible_values(const Program& program, const KnownValues& known) {
  return PossibleValues(known).of(program.root());
}

Possible possible_values_where(const std::vector<const Program*>& conditions,
                               const Program& program, const KnownValues& known) {
  const PossibleValues values(known);
  Assumed assumed;
  for (const Program* condition : conditions)
    if (!values.assume(condition->root(), true, assumed)) return {};
  return values.of(program.root(), assumed);
}

bool is_whole(const Program& program) { return is_whole(program.root()); }

bool implies(const Program& condition, const Program& then, const KnownValues& known) {
  const PossibleValues values(known);
  Assumed assumed;
  return !values.assume(condition.root(), true, assumed) ||
         values.of(then.root(), assumed).is_only(true);
}

std::vector<IdleClause> idle_clauses(const Program& condition, const KnownValues& known) {
  return IdleReader(condition, known).run();
}

std::string meaning(const Program& program) { return detail::meaning_of(program.root()); }

std::vector<MeantClause> conjuncts(const Program& condition) {
  std::vector<MeantClause> clauses;
  for (const Node* operand : detail::operands_of(condition.root(), NodeKind::conjunction))
    clauses.push_back({written(condition, *operand), detail::meaning_of(*operand)});
  return clauses;
}

}  // namespace harbinger::expr
