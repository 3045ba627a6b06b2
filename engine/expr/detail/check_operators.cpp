// SPDX-License-Identifier: Apache-2.0
#include "base/assert.hpp"
#include "expr/detail/checker.hpp"

namespace harbinger::expr::detail {

namespace {

bool is_ordered(TypeKind kind) {
  return is_number(kind) || kind == TypeKind::boolean || kind == TypeKind::string ||
         kind == TypeKind::bytes || kind == TypeKind::timestamp || kind == TypeKind::duration ||
         kind == TypeKind::date;
}

bool unchecked(const Node& node) { return node.type.kind == TypeKind::never; }

/// What two times give; `never` where CEL has no such operation.
TypeKind time_type(Operator op, TypeKind a, TypeKind b) {
  const bool sum = op == Operator::add;
  if (!sum && op != Operator::subtract) return TypeKind::never;
  if (a == TypeKind::date && b == TypeKind::duration) return TypeKind::date;
  if (a == TypeKind::timestamp && b == TypeKind::duration) return TypeKind::timestamp;
  if (a == TypeKind::duration && b == TypeKind::duration) return TypeKind::duration;
  if (sum && a == TypeKind::duration && b == TypeKind::timestamp) return TypeKind::timestamp;
  if (!sum && a == TypeKind::timestamp && b == TypeKind::timestamp) return TypeKind::duration;
  return TypeKind::never;
}

bool entity_and_id(TypeKind a, TypeKind b) {
  return (a == TypeKind::entity && b == TypeKind::string) ||
         (a == TypeKind::string && b == TypeKind::entity);
}

}  // namespace

void Checker::want_truth(const Node& node, std::string_view what) {
  if (fits(node.type, simple(TypeKind::boolean))) return;
  diagnostics_.error(place(node), "{} needs a bool, and this is {}", what, to_text(node.type));
}

void Checker::want_optional(const Node& node) {
  if (fits(node.type, optional_of(simple(TypeKind::dyn)))) return;
  diagnostics_.error(place(node), "what stands behind '?' needs an optional, and this is {}",
                     to_text(node.type));
}

Node Checker::negation(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::negation, simple(TypeKind::boolean));
  node.children.push_back(check(syntax.children[0]));
  want_truth(node.children[0], "'!'");
  return node;
}

Node Checker::junction(const Syntax& syntax, NodeKind kind) {
  Node node = node_at(syntax, kind, simple(TypeKind::boolean));
  for (const Syntax& child : syntax.children) {
    node.children.push_back(check(child));
    want_truth(node.children.back(), kind == NodeKind::conjunction ? "'&&'" : "'||'");
  }
  return node;
}

Node Checker::negate(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::negate, simple(TypeKind::dyn));
  node.children.push_back(check(syntax.children[0]));
  const Type operand = node.children[0].type;
  node.type = operand;
  const bool good = operand.kind == TypeKind::number || operand.kind == TypeKind::integer ||
                    operand.kind == TypeKind::dyn || operand.kind == TypeKind::never;
  if (!good) {
    diagnostics_.error(place(node), "'-' needs an int or a double, and this is {}",
                       to_text(operand));
    node.type = simple(TypeKind::never);
  }
  return node;
}

Type Checker::arithmetic_type(const Node& node) const {
  const Type& a = node.children[0].type;
  const Type& b = node.children[1].type;
  if (unchecked(node.children[0]) || unchecked(node.children[1])) return simple(TypeKind::never);
  if (a.kind == TypeKind::dyn || b.kind == TypeKind::dyn) return simple(TypeKind::dyn);
  if (a.kind == b.kind && is_number(a.kind)) {
    const bool real_remainder = node.op == Operator::remainder && a.kind == TypeKind::number;
    return real_remainder && !rules() ? simple(TypeKind::never) : a;
  }
  if (node.op == Operator::add && a.kind == b.kind) {
    if (a.kind == TypeKind::string || a.kind == TypeKind::bytes) return a;
    if (a.kind == TypeKind::list) return fits(a, b) ? a : list_of(simple(TypeKind::dyn));
  }
  return simple(time_type(node.op, a.kind, b.kind));
}

bool Checker::comparable(const Node& left, const Node& right, Operator op) const {
  const TypeKind a = left.type.kind;
  const TypeKind b = right.type.kind;
  if (unchecked(left) || unchecked(right) || a == TypeKind::dyn || b == TypeKind::dyn) return true;
  if (is_ordering(op)) return (a == b && is_ordered(a)) || (is_number(a) && is_number(b));
  return fits(left.type, right.type) || entity_and_id(a, b);
}

bool Checker::membership(Node& item, Node& collection) {
  if (unchecked(item) || unchecked(collection)) return true;
  if (collection.type.kind == TypeKind::dyn) return true;
  if (collection.type.kind == TypeKind::map) {
    if (collection.type.key) adapt(item, *collection.type.key);
    return !collection.type.key || fits(item.type, *collection.type.key);
  }
  if (collection.type.kind != TypeKind::list) return false;
  // `x in [a, b]`: each item stands beside x as in `x == a`.
  if (collection.kind == NodeKind::list) {
    bool good = true;
    for (Node& candidate : collection.children) {
      adapt_each_other(item, candidate);
      good = comparable(item, candidate, Operator::equal) && good;
    }
    return good;
  }
  if (!collection.type.element) return true;
  adapt(item, *collection.type.element);
  return fits(item.type, *collection.type.element) ||
         entity_and_id(item.type.kind, collection.type.element->kind);
}

void Checker::no_operator(const Node& node) {
  const Type& a = node.children[0].type;
  const Type& b = node.children[1].type;
  auto& error = diagnostics_.error(place(node), "'{}' does not take {} and {}", sign_of(node.op),
                                   to_text(a), to_text(b));
  if (is_number(a.kind) && is_number(b.kind) && a.kind != b.kind)
    error.with_hint("convert one of them: double(x), int(x)");
  else if (a.kind == TypeKind::date && b.kind == TypeKind::string)
    error.with_hint("write date(...) around the text");
}

Node Checker::binary(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::binary, simple(TypeKind::boolean));
  node.op = syntax.op;
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  Node& left = node.children[0];
  Node& right = node.children[1];
  bool good = true;
  if (node.op == Operator::in) {
    good = membership(left, right);
  } else {
    adapt_each_other(left, right);
    if (is_arithmetic(node.op)) {
      node.type = arithmetic_type(node);
      good = !unchecked(node) || unchecked(left) || unchecked(right);
    } else {
      good = comparable(left, right, node.op);
    }
  }
  if (!good) no_operator(node);
  if (!good || unchecked(left) || unchecked(right)) node.type = simple(TypeKind::never);
  return node;
}

Node Checker::conditional(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::conditional, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  want_truth(node.children[0], "the condition of '?'");
  Node& yes = node.children[1];
  Node& no = node.children[2];
  adapt_each_other(yes, no);
  node.type = yes.type;
  if (unchecked(yes) || unchecked(no)) {
    node.type = simple(TypeKind::never);
  } else if (yes.type.kind == TypeKind::dyn || no.type.kind == TypeKind::dyn) {
    node.type = simple(TypeKind::dyn);
  } else if (!fits(yes.type, no.type)) {
    diagnostics_.error(place(node), "'?' gives {} on one side and {} on the other",
                       to_text(yes.type), to_text(no.type));
    node.type = simple(TypeKind::never);
  } else if (!(yes.type == no.type)) {
    node.type = yes.type.kind == TypeKind::list
                    ? list_of(simple(TypeKind::dyn))
                    : map_of(simple(TypeKind::dyn), simple(TypeKind::dyn));
  }
  return node;
}

}  // namespace harbinger::expr::detail
