// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/compiler.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "expr/detail/vector_form.hpp"

namespace harbinger::expr::detail {

namespace {

/// A variable of a comprehension has no vector: it is bound many times in a row.
bool names_local(const Node& node) {
  return node.kind == NodeKind::local ||
         std::any_of(node.children.begin(), node.children.end(), names_local);
}

/// The node without its children.
Node bare(const Node& node) {
  Node copy;
  copy.kind = node.kind;
  copy.type = node.type;
  copy.begin = node.begin;
  copy.end = node.end;
  copy.index = node.index;
  copy.name = node.name;
  copy.op = node.op;
  copy.macro = node.macro;
  copy.rules = node.rules;
  copy.in_pairs = node.in_pairs;
  copy.optional_select = node.optional_select;
  copy.optional_entry = node.optional_entry;
  copy.overloads = node.overloads;
  copy.folded = node.folded;
  return copy;
}

template <class T>
std::vector<T> items_of(const Value& list) {
  std::vector<T> items;
  for (const Value& item : *list.get<List>().items) items.push_back(item.get<T>());
  return items;
}

bool is_text_column(const Node& node) {
  return node.kind == NodeKind::slot && !node.folded && lane_kind(node) == ColumnKind::text;
}
bool is_text(const Node& node) { return node.folded && node.folded->is<std::string>(); }

/// A whole number, and a `dyn` that is one, leaves a program as a double, as in column_of.
Node with_real_result(const Node& root) {
  Node real;
  real.kind = NodeKind::to_number;
  real.type = simple(TypeKind::number);
  real.begin = root.begin;
  real.end = root.end;
  real.children.push_back(root);
  return real;
}

}  // namespace

InstructionPtr Compiler::compile(const Node& node, std::size_t result, bool is_kept) {
  needs_.registers = std::max(needs_.registers, result + 1);
  const auto kind = lane_kind(node);
  HARBINGER_ASSERT(kind.has_value());
  if (!is_kept && shared_ != nullptr)
    if (const auto place = shared_->place_of(node))
      return kept_truths(compile(node, result, true), *place);
  if (!has_vector_form(node)) return compile_scalar(node, *kind, result);
  if (node.folded) return constant(node, result);
  const auto child = [&] { return compile(node.children[0], result); };
  switch (node.kind) {
    case NodeKind::slot: return slot(node, result);
    case NodeKind::negate: return number_negation(child(), result);
    case NodeKind::negation: return truth_negation(child(), result);
    case NodeKind::present: return is_known(child(), result);
    case NodeKind::binary: return binary(node, result);
    case NodeKind::conjunction:
    case NodeKind::disjunction: return junction(node, result);
    case NodeKind::conditional: return conditional(node, result);
    case NodeKind::call: return call(node, result);
    default: HARBINGER_ASSERT(false);
  }
}

InstructionPtr Compiler::slot(const Node& node, std::size_t result) {
  switch (*lane_kind(node)) {
    case ColumnKind::number: return number_column(node.index);
    case ColumnKind::truth: return truth_column(node.index);
    case ColumnKind::text: break;
  }
  const auto [place, added] =
      needs_.text_columns.try_emplace(node.index, needs_.text_columns.size());
  return text_column(node.index, place->second, result);
}

InstructionPtr Compiler::constant(const Node& node, std::size_t result) const {
  const ColumnKind kind = *lane_kind(node);
  return kind == ColumnKind::text ? constant_texts(*node.folded, result)
                                  : constant_vector(*node.folded, kind, result);
}

Compiler::Operands Compiler::compile_children(const Node& node, std::size_t result) {
  Operands out;
  for (std::size_t i = 0; i < node.children.size(); ++i)
    out.push_back(compile(node.children[i], result + i));
  return out;
}

InstructionPtr Compiler::binary(const Node& node, std::size_t result) {
  const Node& left = node.children[0];
  const Node& right = node.children[1];
  if (node.op == Operator::in && is_text_column(left))
    return text_membership(left.index, items_of<std::string>(*right.folded), false,
                           needs_.text_sets++, result);
  if (node.op == Operator::in)
    return number_membership(compile(left, result), items_of<double>(*right.folded), result);
  if (node.op == Operator::equal || node.op == Operator::not_equal)
    for (const auto& [column, text] : {std::pair(&left, &right), std::pair(&right, &left)})
      if (is_text_column(*column) && is_text(*text))
        return text_membership(column->index, {text->folded->get<std::string>()},
                               node.op == Operator::not_equal, needs_.text_sets++, result);
  Operands sides = compile_children(node, result);
  const ColumnKind kind = sides[0]->kind();
  const auto make = is_arithmetic(node.op)       ? number_operation
                    : kind == ColumnKind::number ? number_comparison
                    : kind == ColumnKind::truth  ? truth_comparison
                                                 : text_comparison;
  return make(node.op, std::move(sides[0]), std::move(sides[1]), result);
}

InstructionPtr Compiler::junction(const Node& node, std::size_t result) {
  Operands operands;
  // Each operand is used up before the next: they share the register.
  for (const Node& child : node.children) operands.push_back(compile(child, result));
  return truth_junction(node.kind == NodeKind::disjunction, std::move(operands), result);
}

InstructionPtr Compiler::conditional(const Node& node, std::size_t result) {
  Operands parts = compile_children(node, result);
  return choice(std::move(parts[0]), std::move(parts[1]), std::move(parts[2]), result);
}

InstructionPtr Compiler::call(const Node& node, std::size_t result) {
  Operands arguments = compile_children(node, result);
  if (node.name == "known") return is_known(std::move(arguments[0]), result);
  if (node.name == "default")
    return first_known(std::move(arguments[0]), std::move(arguments[1]), result);
  return number_function(node.name, arguments.size())(std::move(arguments), result);
}

InstructionPtr Compiler::compile_scalar(const Node& node, ColumnKind kind, std::size_t result) {
  needs_.registers = std::max(needs_.registers, result + 1);
  std::vector<const Node*> parts;
  Operands operands;
  Node tree = cut(node, result, parts, operands);
  return scalar_part(std::move(tree), kind, std::move(operands), needs_.memos++, result);
}

/// A copy of the node in which whatever has a vector form is an operand.
Node Compiler::cut(const Node& node, std::size_t result, std::vector<const Node*>& parts,
                   Operands& operands) {
  Node copy = bare(node);
  if (node.folded) return copy;
  for (const Node& child : node.children) {
    const bool apart = !child.folded && has_vector_form(child) && !names_local(child);
    copy.children.push_back(apart ? operand(child, result, parts, operands)
                                  : cut(child, result, parts, operands));
  }
  return copy;
}

/// The slot that reads the part's vector; a column that is read again is the same operand.
Node Compiler::operand(const Node& part, std::size_t result, std::vector<const Node*>& parts,
                       Operands& operands) {
  const auto same = std::find_if(parts.begin(), parts.end(), [&](const Node* other) {
    return part.kind == NodeKind::slot && other->kind == NodeKind::slot &&
           part.index == other->index;
  });
  Node slot = bare(part);
  slot.kind = NodeKind::slot;
  slot.index = static_cast<std::uint32_t>(same - parts.begin());
  if (same == parts.end()) {
    // The result is written row by row while the operands are read: none of them may lie there.
    operands.push_back(compile(part, result + 1 + operands.size()));
    parts.push_back(&part);
  }
  return slot;
}

InstructionPtr compiled(const Node& root, ColumnKind kind, Compiler& compiler) {
  if (lane_kind(root)) return compiler.compile(root, 0);
  const bool real = kind == ColumnKind::number;
  return compiler.compile_scalar(real ? with_real_result(root) : root, kind, 0);
}

Run run_over(std::span<const Column* const> columns, const Needs& needs) {
  Run run;
  run.columns = columns;
  run.registers.resize(needs.registers);
  run.words.resize(needs.text_columns.size());
  run.text_sets.resize(needs.text_sets);
  run.kept.resize(needs.kept);
  run.memos.resize(needs.memos);
  return run;
}

}  // namespace harbinger::expr::detail
