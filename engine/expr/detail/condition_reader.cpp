// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/condition_reader.hpp"

#include <string>
#include <utility>

#include "expr/detail/margin.hpp"
#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

using Kind = Condition::Kind;

Kind kind_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::conjunction: return Kind::conjunction;
    case NodeKind::disjunction: return Kind::disjunction;
    case NodeKind::negation: return Kind::negation;
    case NodeKind::conditional: return Kind::choice;
    default: return Kind::clause;
  }
}

bool is(const Value& value, bool truth) {
  const bool* known = value.get_if<bool>();
  return known != nullptr && *known == truth;
}

/// Whether a macro has a condition on the elements it runs over: children[1].
bool asks_elements(const Node& node) {
  switch (node.macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
    case Macro::filter: return true;
    default: return node.children.size() == 3;  // a map of what fits the condition
  }
}

/// The outermost macros of a subtree that run a condition over a list or a map. Inside another macro they are
/// not looked for: its variables have no value there.
void collect_macros(const Node& node, std::vector<const Node*>& found) {
  if (node.kind == NodeKind::comprehension) {
    if (asks_elements(node)) return found.push_back(&node);
    return collect_macros(node.children[0], found);
  }
  for (const Node& child : node.children) collect_macros(child, found);
}

class ConditionReader {
 public:
  ConditionReader(std::string_view text, const Row& row) : text_(text), row_(row) {}

  Condition read(const Node& node, bool wanted) {
    Condition condition;
    condition.kind = kind_of(node);
    condition.text = written(node);
    condition.begin = node.begin;
    condition.result = value(node);
    condition.constant = node.folded.has_value();
    switch (condition.kind) {
      case Kind::clause: read_clause(node, wanted, condition); break;
      case Kind::choice: read_choice(node, wanted, condition); break;
      case Kind::negation: condition.parts.push_back(read(node.children[0], !wanted)); break;
      case Kind::conjunction:
      case Kind::disjunction:
        for (const Node& child : node.children) condition.parts.push_back(read(child, wanted));
    }
    return condition;
  }

 private:
  /// The variables of the macros that the reader stands in, each with its element.
  using Locals = std::vector<std::pair<std::uint32_t, Value>>;

  [[nodiscard]] std::string written(const Node& node) const {
    return std::string(text_.substr(node.begin, node.end - node.begin));
  }
  [[nodiscard]] Value value(const Node& node) const {
    ScalarEvaluator evaluator(row_);
    for (const auto& [local, element] : locals_) evaluator.bind(local, element);
    return evaluator.evaluate(node);
  }

  void read_clause(const Node& node, bool wanted, Condition& condition) {
    condition.clause = clause_of(node, wanted, condition);
    std::vector<const Node*> macros;
    collect_macros(node, macros);
    for (const Node* macro : macros) condition.quantified.push_back(quantified(*macro, wanted));
  }

  void read_choice(const Node& node, bool wanted, Condition& condition) {
    condition.clause = clause_of(node, wanted, condition);
    condition.parts.push_back(read(node.children[0], true));
    for (std::size_t branch : {1, 2}) {
      Condition& part = condition.parts.emplace_back(read(node.children[branch], wanted));
      part.reached = is(condition.parts[0].result, branch == 1);
    }
  }

  Clause clause_of(const Node& node, bool wanted, const Condition& condition) const {
    Clause clause;
    clause.text = condition.text;
    clause.result = condition.result;
    clause.wanted = wanted;
    if (node.kind == NodeKind::binary && !is_arithmetic(node.op))
      add_sides(clause, node);
    else
      add_truth(clause, node);
    return clause;
  }

  void add_sides(Clause& clause, const Node& node) const {
    // A threshold written first (`0.2 < x`) is turned round; `in` has its item on the left for good.
    const bool turn =
        node.children[0].folded && !node.children[1].folded && node.op != Operator::in;
    const Node& left = node.children[turn ? 1 : 0];
    const Node& right = node.children[turn ? 0 : 1];
    const Operator op = turn ? mirrored(node.op) : node.op;
    clause.comparison = sign_of(op);
    if (!left.folded) clause.left = written(left);
    clause.read = value(left);
    clause.threshold = value(right);
    clause.margin = margin(op, clause.read, clause.threshold);
  }

  void add_truth(Clause& clause, const Node& node) const {
    if (!node.folded) clause.left = written(node);
    clause.read = clause.result;
    clause.threshold = clause.wanted;
  }

  /// What `task` gives while the variables of the macro are those of item i.
  template <class Task>
  auto with_element(const Node& macro, const Items& items, std::size_t i, Task task) {
    const std::size_t outer = locals_.size();
    if (macro.in_pairs) {
      locals_.emplace_back(macro.index, items.key(i));
      locals_.emplace_back(macro.index + 1, items.value(i));
    } else {
      locals_.emplace_back(macro.index, items.one(i));
    }
    auto result = task();
    locals_.resize(outer);
    return result;
  }

  Quantified quantified(const Node& node, bool wanted) {
    Quantified result;
    result.text = written(node);
    result.macro = node.name;
    const Value range = value(node.children[0]);
    const Items elements(range);
    result.items = elements.size();
    std::optional<std::size_t> decisive;
    std::optional<std::size_t> open;
    const std::size_t enough = node.macro == Macro::exists_one ? 2 : 1;
    std::size_t found = 0;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Value holds = with_element(node, elements, i, [&] { return value(node.children[1]); });
      if (is(holds, true)) ++result.holding;
      if (!holds.is<bool>() && result.unknown++ == 0) open = i;
      if (is(holds, node.macro != Macro::all) && found++ < enough) decisive = i;
    }
    if (!decisive) decisive = open;
    if (decisive)
      result.decisive = with_element(node, elements, *decisive, [&] {
        Quantified::Element element{*decisive, elements.one(*decisive), {}};
        element.body.push_back(read(node.children[1], wanted));
        return element;
      });
    return result;
  }

  std::string_view text_;
  const Row& row_;
  Locals locals_;
};

}  // namespace

Condition condition_of(const Node& root, std::string_view text, const Row& row) {
  return ConditionReader(text, row).read(root, true);
}

}  // namespace harbinger::expr::detail
