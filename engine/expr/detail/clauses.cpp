// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/clauses.hpp"

#include <string>

#include "expr/detail/scalar.hpp"

namespace harbinger::expr::detail {

namespace {

/// The operator that says the same with its sides exchanged.
Operator mirrored(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    default: return op;
  }
}

class ClauseReader {
 public:
  ClauseReader(std::string_view text, const Row& row) : text_(text), row_(row) {}

  void read(const Node& node, bool wanted) {
    if (node.kind == NodeKind::negation) return read(node.children[0], !wanted);
    if (node.kind != NodeKind::conjunction && node.kind != NodeKind::disjunction)
      return add(node, wanted);
    for (const Node& child : node.children) read(child, wanted);
  }
  std::vector<Clause> clauses() && { return std::move(clauses_); }

 private:
  [[nodiscard]] std::string written(const Node& node) const {
    return std::string(text_.substr(node.begin, node.end - node.begin));
  }
  [[nodiscard]] Value value(const Node& node) const { return ScalarEvaluator(row_).evaluate(node); }

  void add(const Node& node, bool wanted) {
    Clause clause;
    clause.text = written(node);
    clause.result = value(node);
    clause.wanted = wanted;
    if (node.kind == NodeKind::binary && !is_arithmetic(node.op))
      add_sides(clause, node);
    else
      add_truth(clause, node);
    clauses_.push_back(std::move(clause));
  }

  void add_sides(Clause& clause, const Node& node) const {
    // A threshold written first (`0.2 < x`) is turned round; `in` has its item on the left for good.
    const bool turn =
        node.children[0].folded && !node.children[1].folded && node.op != Operator::in;
    const Node& left = node.children[turn ? 1 : 0];
    const Node& right = node.children[turn ? 0 : 1];
    clause.comparison = sign_of(turn ? mirrored(node.op) : node.op);
    if (!left.folded) clause.left = written(left);
    clause.read = value(left);
    clause.threshold = value(right);
  }

  void add_truth(Clause& clause, const Node& node) const {
    if (!node.folded) clause.left = written(node);
    clause.read = clause.result;
    clause.threshold = clause.wanted;
  }

  std::string_view text_;
  const Row& row_;
  std::vector<Clause> clauses_;
};

}  // namespace

std::vector<Clause> clauses_of(const Node& root, std::string_view text, const Row& row) {
  ClauseReader reader(text, row);
  reader.read(root, true);
  return std::move(reader).clauses();
}

}  // namespace harbinger::expr::detail
