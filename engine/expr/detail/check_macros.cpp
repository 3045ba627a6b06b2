// SPDX-License-Identifier: Apache-2.0
// has(), and the comprehensions all, exists, exists_one, map and filter.
//
//     calls.exists(c, c > 3)   ->   comprehension(exists, calls, local 0: condition local 0 > 3)
#include <array>
#include <optional>

#include "base/assert.hpp"
#include "expr/detail/checker.hpp"

namespace harbinger::expr::detail {

namespace {

struct NamedMacro {
  std::string_view name;
  std::size_t arguments;
  Macro macro;
};
constexpr std::array<NamedMacro, 7> macros = {{{"all", 2, Macro::all},
                                               {"exists", 2, Macro::exists},
                                               {"exists_one", 2, Macro::exists_one},
                                               {"existsOne", 2, Macro::exists_one},
                                               {"filter", 2, Macro::filter},
                                               {"map", 2, Macro::map},
                                               {"map", 3, Macro::map_where}}};

/// What the variable of a comprehension is: an item of a list, a key of a map.
Type item_type(const Type& range) {
  const auto& part = range.kind == TypeKind::map ? range.key : range.element;
  return part ? *part : simple(TypeKind::dyn);
}

}  // namespace

std::optional<Node> Checker::macro(const Syntax& syntax) {
  if (!syntax.has_target) {
    if (syntax.name == "has" && syntax.children.size() == 1) return has(syntax);
    return std::nullopt;
  }
  for (const auto& [name, arguments, macro] : macros)
    if (syntax.name == name && syntax.children.size() == arguments + 1)
      return comprehension(syntax, macro);
  return std::nullopt;
}

Node Checker::has(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::present, simple(TypeKind::boolean));
  const Syntax& field = syntax.children[0];
  if (field.kind != SyntaxKind::select) {
    diagnostics_.error(place(field), "has() asks for a field: has(record.field)");
    node.type = simple(TypeKind::never);
    return node;
  }
  Node selected = select(field);
  if (selected.kind == NodeKind::field) {
    node.name = selected.name;
    node.children = std::move(selected.children);
  } else {
    if (selected.type.kind == TypeKind::never) node.type = selected.type;
    node.children.push_back(std::move(selected));
  }
  return node;
}

Node Checker::comprehension(const Syntax& syntax, Macro macro) {
  Node node = node_at(syntax, NodeKind::comprehension, simple(TypeKind::boolean));
  node.macro = macro;
  node.name = syntax.name;
  node.index = static_cast<std::uint32_t>(locals_.size());
  node.children.push_back(check(syntax.children[0]));
  const Type range = node.children[0].type;
  const bool iterable = range.kind == TypeKind::list || range.kind == TypeKind::map ||
                        range.kind == TypeKind::dyn || range.kind == TypeKind::never;
  if (!iterable)
    diagnostics_.error(place(node.children[0]), "'{}' needs a list or a map, and this is {}",
                       syntax.name, to_text(range));
  if (syntax.children[1].kind != SyntaxKind::name) {
    diagnostics_.error(place(syntax.children[1]),
                       "'{}' needs the name of a variable here: list.{}(x, ... x ...)", syntax.name,
                       syntax.name);
    node.type = simple(TypeKind::never);
    return node;
  }
  locals_.push_back(
      {syntax.children[1].name, iterable ? item_type(range) : simple(TypeKind::never)});
  for (std::size_t i = 2; i < syntax.children.size(); ++i)
    node.children.push_back(check(syntax.children[i]));
  locals_.pop_back();
  if (macro != Macro::map) want_truth(node.children[1], "'" + syntax.name + "'");
  if (macro == Macro::filter)
    node.type = range.kind == TypeKind::list ? range : list_of(item_type(range));
  if (macro == Macro::map || macro == Macro::map_where)
    node.type = list_of(node.children.back().type);
  if (range.kind == TypeKind::never || !iterable) node.type = simple(TypeKind::never);
  return node;
}

}  // namespace harbinger::expr::detail
