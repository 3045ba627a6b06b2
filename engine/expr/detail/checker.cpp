// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/checker.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace harbinger::expr::detail {

namespace {

struct LiteralType {
  TypeKind operator()(Null) const { return TypeKind::null; }
  TypeKind operator()(bool) const { return TypeKind::boolean; }
  TypeKind operator()(std::int64_t) const { return TypeKind::integer; }
  TypeKind operator()(std::uint64_t) const { return TypeKind::unsigned_integer; }
  TypeKind operator()(double) const { return TypeKind::number; }
  TypeKind operator()(const std::string&) const { return TypeKind::string; }
  TypeKind operator()(const Bytes&) const { return TypeKind::bytes; }
  template <class Other>
  TypeKind operator()(const Other&) const {
    throw InternalFault("a literal of a kind that has none");
  }
};

/// The element type that all items share; dyn where they differ.
Type common_type(const std::vector<Node>& nodes, std::size_t first, std::size_t step) {
  Type common = simple(TypeKind::dyn);
  if (std::any_of(nodes.begin(), nodes.end(), [](const Node& n) { return n.optional_entry; }))
    return common;
  for (std::size_t i = first; i < nodes.size(); i += step) {
    if (i == first) common = nodes[i].type;
    if (!(nodes[i].type == common)) return simple(TypeKind::dyn);
  }
  return common;
}

}  // namespace

Checker::Checker(const WrittenText& text, const Environment& environment, Diagnostics& diagnostics)
    : text_(text), environment_(environment), diagnostics_(diagnostics) {}

TextPosition Checker::place(const Syntax& syntax) const {
  return text_.position(syntax.begin, syntax.end - syntax.begin);
}
TextPosition Checker::place(const Node& node) const {
  return text_.position(node.begin, node.end - node.begin);
}
TextPosition Checker::name_place(const Syntax& syntax) const {
  return text_.position(syntax.name_begin, syntax.name.size());
}

Node Checker::node_at(const Syntax& syntax, NodeKind kind, Type type) const {
  Node node;
  node.kind = kind;
  node.type = std::move(type);
  node.begin = syntax.begin;
  node.end = syntax.end;
  node.rules = rules();
  return node;
}

Node Checker::check(const Syntax& syntax) {
  Node node = typed(syntax);
  node.optional_entry = syntax.optional_entry;
  // Without its type every part takes any other; what does not fit fails when it is evaluated.
  if (dynamic() && node.type.kind != TypeKind::never) node.type = simple(TypeKind::dyn);
  return node;
}

Node Checker::typed(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::literal: return literal(syntax);
    case SyntaxKind::name: return name(syntax);
    case SyntaxKind::select: return select(syntax);
    case SyntaxKind::call: return call(syntax);
    case SyntaxKind::index: return index(syntax);
    case SyntaxKind::list: return list(syntax);
    case SyntaxKind::map: return map(syntax);
    case SyntaxKind::negate: return negate(syntax);
    case SyntaxKind::negation: return negation(syntax);
    case SyntaxKind::binary: return binary(syntax);
    case SyntaxKind::conjunction: return junction(syntax, NodeKind::conjunction);
    case SyntaxKind::disjunction: return junction(syntax, NodeKind::disjunction);
    case SyntaxKind::conditional: return conditional(syntax);
  }
  HARBINGER_ASSERT(false);
}

Node Checker::literal(const Syntax& syntax) const {
  Node node =
      node_at(syntax, NodeKind::constant, simple(std::visit(LiteralType{}, syntax.value.data)));
  node.folded = syntax.value;
  if (rules() && syntax.written_integer) {
    node.type = simple(TypeKind::number);
    node.folded = static_cast<double>(syntax.value.get<std::int64_t>());
    node.written_integer = true;
  }
  return node;
}

Node Checker::index(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::index, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  node.optional_select = syntax.optional_select;
  const Type whole = node.children[0].type;
  const bool from_optional = whole.kind == TypeKind::optional;
  const Type& operand = from_optional && whole.element ? *whole.element : whole;
  Node& key = node.children[1];
  bool good = true;
  if (operand.kind == TypeKind::list) {
    const bool counted = key.type.kind == TypeKind::number && rules();
    good = counted || fits(key.type, simple(TypeKind::integer)) ||
           fits(key.type, simple(TypeKind::unsigned_integer));
  } else if (operand.kind == TypeKind::map) {
    if (operand.key) adapt(key, *operand.key);
    good = !operand.key || fits(key.type, *operand.key);
  } else {
    good = operand.kind == TypeKind::dyn || operand.kind == TypeKind::never || from_optional;
  }
  if (!good)
    diagnostics_.error(place(syntax), "a value of type {} cannot be indexed by {}",
                       to_text(operand), to_text(key.type));
  if (operand.element && !(from_optional && !whole.element)) node.type = *operand.element;
  if (from_optional || syntax.optional_select) node.type = optional_of(node.type);
  if (!good || operand.kind == TypeKind::never || key.type.kind == TypeKind::never)
    node.type = simple(TypeKind::never);
  return node;
}

Node Checker::list(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::list, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) {
    node.children.push_back(check(child));
    if (child.optional_entry) want_optional(node.children.back());
  }
  node.type = list_of(common_type(node.children, 0, 1));
  return node;
}

Node Checker::map(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::map, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) {
    node.children.push_back(check(child));
    const std::size_t last = node.children.size() - 1;
    if (last % 2 == 1 && node.children[last - 1].optional_entry) want_optional(node.children[last]);
  }
  node.type = map_of(common_type(node.children, 0, 2), common_type(node.children, 1, 2));
  return node;
}

}  // namespace harbinger::expr::detail
