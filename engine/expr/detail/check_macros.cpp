// SPDX-License-Identifier: Apache-2.0
// The macros of CEL: has(); all, exists, exists_one, map and filter over the items of a list or the keys of a
// map; their forms with two variables (index and item, key and value); optMap and optFlatMap; cel.bind.
//
//     calls.exists(c, c > 3)   ->   comprehension(exists, calls, local 0: condition local 0 > 3)
#include <algorithm>
#include <array>
#include <optional>

#include "base/assert.hpp"
#include "expr/detail/checker.hpp"

namespace harbinger::expr::detail {

namespace {

struct NamedMacro {
  std::string_view name;
  std::size_t variables;
  std::size_t bodies;
  Macro macro;
};
constexpr std::array<NamedMacro, 19> macros = {
    {{"all", 1, 1, Macro::all},
     {"all", 2, 1, Macro::all},
     {"exists", 1, 1, Macro::exists},
     {"exists", 2, 1, Macro::exists},
     {"exists_one", 1, 1, Macro::exists_one},
     {"exists_one", 2, 1, Macro::exists_one},
     {"existsOne", 1, 1, Macro::exists_one},
     {"existsOne", 2, 1, Macro::exists_one},
     {"filter", 1, 1, Macro::filter},
     {"map", 1, 1, Macro::map},
     {"map", 1, 2, Macro::map},
     {"transformList", 2, 1, Macro::map},
     {"transformList", 2, 2, Macro::map},
     {"transformMap", 2, 1, Macro::transform_map},
     {"transformMap", 2, 2, Macro::transform_map},
     {"transformMapEntry", 2, 1, Macro::transform_map_entry},
     {"transformMapEntry", 2, 2, Macro::transform_map_entry},
     {"optMap", 1, 1, Macro::optional_map},
     {"optFlatMap", 1, 1, Macro::optional_flat_map}}};

const Type dyn = simple(TypeKind::dyn);

const Type& part_or_dyn(const std::shared_ptr<const Type>& part) { return part ? *part : dyn; }

/// What the first variable is: an item, a key, the value of an optional; the index of an item in pairs.
Type first_type(const Type& range, bool in_pairs) {
  if (range.kind == TypeKind::map) return part_or_dyn(range.key);
  if (range.kind == TypeKind::list && in_pairs) return simple(TypeKind::integer);
  return part_or_dyn(range.element);
}

bool over_optional(Macro macro) {
  return macro == Macro::optional_map || macro == Macro::optional_flat_map;
}

bool gives_truth(Macro macro) {
  return macro == Macro::all || macro == Macro::exists || macro == Macro::exists_one;
}

/// The type of the whole, of the type of what it runs over and of its last body.
Type result_type(const Node& node, const Type& range) {
  const Type& body = node.children.back().type;
  switch (node.macro) {
    case Macro::filter:
      return range.kind == TypeKind::list ? range : list_of(first_type(range, false));
    case Macro::map: return list_of(body);
    case Macro::transform_map:
      return map_of(range.kind == TypeKind::dyn ? dyn : first_type(range, true), body);
    case Macro::transform_map_entry: return body.kind == TypeKind::map ? body : map_of(dyn, dyn);
    case Macro::optional_map: return optional_of(body);
    case Macro::optional_flat_map:
    case Macro::bind: return body;
    default: return simple(TypeKind::boolean);
  }
}

}  // namespace

std::optional<Node> Checker::macro(const Syntax& syntax) {
  if (!syntax.has_target) {
    if (syntax.name == "has" && syntax.children.size() == 1 && !syntax.absolute) return has(syntax);
    return std::nullopt;
  }
  if (syntax.name == "bind" && syntax.children.size() == 4 &&
      path_of(syntax.children[0]) == std::optional<std::string>("cel"))
    return bind(syntax);
  const auto written_so = [&](const NamedMacro& macro) {
    return syntax.name == macro.name &&
           syntax.children.size() == 1 + macro.variables + macro.bodies;
  };
  // No name stands twice with one count: map(x, condition, result) has no form of two variables.
  const auto found = std::find_if(macros.begin(), macros.end(), written_so);
  if (found != macros.end()) return comprehension(syntax, found->macro, found->variables);
  return std::nullopt;
}

bool Checker::names_macro(const std::string& name) {
  return name == "has" || std::any_of(macros.begin(), macros.end(),
                                      [&](const NamedMacro& macro) { return macro.name == name; });
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

bool Checker::bind_variables(const Syntax& syntax, std::size_t count, const Type& range) {
  for (std::size_t i = 0; i < count; ++i) {
    const Syntax& variable = syntax.children[1 + i];
    const bool named = variable.kind == SyntaxKind::name && !variable.absolute;
    const bool twice = named && i == 1 && variable.name == syntax.children[1].name;
    if (named && !twice) continue;
    diagnostics_.error(place(variable), "'{}' needs {} here: list.{}({}, ...)", syntax.name,
                       twice ? "another name than its first variable" : "the name of a variable",
                       syntax.name, count == 2 ? "i, x" : "x");
    return false;
  }
  const bool in_pairs = count == 2;
  locals_.push_back({syntax.children[1].name, first_type(range, in_pairs)});
  if (in_pairs) locals_.push_back({syntax.children[2].name, part_or_dyn(range.element)});
  return true;
}

Node Checker::comprehension(const Syntax& syntax, Macro macro, std::size_t variables) {
  Node node = node_at(syntax, NodeKind::comprehension, simple(TypeKind::never));
  node.macro = macro;
  node.name = syntax.name;
  node.index = static_cast<std::uint32_t>(locals_.size());
  node.in_pairs = variables == 2;
  node.children.push_back(check(syntax.children[0]));
  const Type range = node.children[0].type;
  const bool open = range.kind == TypeKind::dyn || range.kind == TypeKind::never;
  const bool fitting = over_optional(macro)
                           ? range.kind == TypeKind::optional
                           : range.kind == TypeKind::list || range.kind == TypeKind::map;
  if (!open && !fitting)
    diagnostics_.error(place(node.children[0]), "'{}' needs {}, and this is {}", syntax.name,
                       over_optional(macro) ? "an optional" : "a list or a map", to_text(range));
  if (!bind_variables(syntax, variables, open || fitting ? range : simple(TypeKind::never)))
    return node;
  for (std::size_t i = 1 + variables; i < syntax.children.size(); ++i)
    node.children.push_back(check(syntax.children[i]));
  locals_.resize(node.index);
  if (gives_truth(macro) || macro == Macro::filter || node.children.size() == 3)
    want_truth(node.children[1], "'" + syntax.name + "'");
  if (range.kind != TypeKind::never && (open || fitting)) node.type = result_type(node, range);
  return node;
}

/// cel.bind(x, value, ... x ...): the value is computed once, however often it is named.
Node Checker::bind(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::comprehension, simple(TypeKind::never));
  node.macro = Macro::bind;
  node.name = "cel.bind";
  node.index = static_cast<std::uint32_t>(locals_.size());
  const Syntax& variable = syntax.children[1];
  if (variable.kind != SyntaxKind::name || variable.absolute) {
    diagnostics_.error(
        place(variable),
        "'cel.bind' needs the name of a variable here: cel.bind(x, value, ... x ...)");
    return node;
  }
  node.children.push_back(check(syntax.children[2]));
  locals_.push_back({variable.name, node.children[0].type});
  node.children.push_back(check(syntax.children[3]));
  locals_.resize(node.index);
  node.type = node.children[1].type;
  if (node.children[0].type.kind == TypeKind::never) node.type = simple(TypeKind::never);
  return node;
}

}  // namespace harbinger::expr::detail
