// SPDX-License-Identifier: Apache-2.0
// Which types go together, and what the rules dialect makes of literals.
#include <cmath>

#include "expr/detail/checker.hpp"

namespace harbinger::expr::detail {

namespace {

bool parts_fit(const std::shared_ptr<const Type>& from, const std::shared_ptr<const Type>& to) {
  return from == nullptr || to == nullptr || fits(*from, *to);
}

/// The literal as a value of a whole type, where it is one.
std::optional<Value> as_whole(const Node& node, TypeKind wanted) {
  if (!node.written_integer || !node.folded || !node.folded->is<double>()) return std::nullopt;
  const double real = node.folded->get<double>();
  // Beyond 2^53 the double may not be the number that was written.
  if (std::abs(real) > 0x1p53) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(real);
  if (wanted == TypeKind::integer) return whole;
  return whole >= 0 ? std::optional<Value>(static_cast<std::uint64_t>(whole)) : std::nullopt;
}

Node as_number(Node node) {
  Node wrapped;
  wrapped.kind = NodeKind::to_number;
  wrapped.type = simple(TypeKind::number);
  wrapped.begin = node.begin;
  wrapped.end = node.end;
  wrapped.rules = true;
  wrapped.children.push_back(std::move(node));
  return wrapped;
}

bool is_text_literal(const Node& node) {
  return node.kind == NodeKind::constant && node.type.kind == TypeKind::string;
}

}  // namespace

bool fits(const Type& from, const Type& to) {
  const auto open = [](const Type& type) {
    return type.kind == TypeKind::dyn || type.kind == TypeKind::never;
  };
  if (open(from) || open(to)) return true;
  return from.kind == to.kind && parts_fit(from.key, to.key) && parts_fit(from.element, to.element);
}

void Checker::adapt(Node& node, const Type& wanted) {
  if (!rules()) return;
  if (wanted.kind == TypeKind::date && is_text_literal(node)) return become_date(node);
  if (wanted.kind == TypeKind::number && is_whole(node.type.kind)) {
    node = as_number(std::move(node));
    return;
  }
  if (!is_whole(wanted.kind)) return;
  if (auto whole = as_whole(node, wanted.kind)) {
    node.folded = std::move(*whole);
    node.type = wanted;
  }
}

void Checker::adapt_each_other(Node& a, Node& b) {
  // A literal yields first; what is no literal keeps its type unless only widening helps.
  if (a.written_integer) adapt(a, b.type);
  if (b.written_integer) adapt(b, a.type);
  if (is_text_literal(a) != is_text_literal(b)) {
    adapt(a, b.type);
    adapt(b, a.type);
  }
  if (a.type.kind == TypeKind::number || b.type.kind == TypeKind::number ||
      (is_whole(a.type.kind) && is_whole(b.type.kind) && a.type.kind != b.type.kind)) {
    adapt(a, simple(TypeKind::number));
    adapt(b, simple(TypeKind::number));
  }
}

void Checker::become_date(Node& literal) {
  const std::string& text = literal.folded->get<std::string>();
  if (const auto date = parse_date(text)) {
    literal.folded = *date;
    literal.type = simple(TypeKind::date);
    return;
  }
  diagnostics_.error(place(literal), "'{}' is no date", text)
      .with_hint("write 2019, 2019-11 or 2019-11-05");
  literal.type = simple(TypeKind::never);
}

}  // namespace harbinger::expr::detail
