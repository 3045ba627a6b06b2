// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <re2/re2.h>

#include <fmt/core.h>

#include "expr/detail/checker.hpp"
#include "expr/detail/regular_expression.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr int impossible = -1;

bool written_as(const Function& function, bool member) {
  return function.style == CallStyle::both || (function.style == CallStyle::member) == member;
}

bool takes_count(const Function& function, std::size_t count) {
  return function.variadic ? count >= function.arguments.size()
                           : count == function.arguments.size();
}

const Type& argument_type(const Function& function, std::size_t i) {
  return function.arguments[std::min(i, function.arguments.size() - 1)];
}

std::string types_text(const std::vector<Type>& types, std::size_t first) {
  std::string out;
  for (std::size_t i = first; i < types.size(); ++i)
    out += (i > first ? ", " : "") + to_text(types[i]);
  return out;
}

std::string signature(const Function& function, bool member) {
  const bool as_member = member && !function.arguments.empty();
  return fmt::format("{}{}({}{})", as_member ? to_text(function.arguments[0]) + "." : "",
                     function.name, types_text(function.arguments, as_member ? 1 : 0),
                     function.variadic ? ", ..." : "");
}

}  // namespace

/// 0: fits as it is. 1: runs only if the value turns out to fit (dyn). 2: after a conversion.
int Checker::conversion_cost(const Node& argument, const Type& wanted) const {
  const Type& type = argument.type;
  if (wanted.kind == TypeKind::dyn && type.kind != TypeKind::dyn) return 1;
  if (type.kind == TypeKind::dyn && wanted.kind != TypeKind::dyn) return 1;
  if (fits(type, wanted)) return type == wanted ? 0 : 1;
  if (!rules()) return impossible;
  if (wanted.kind == TypeKind::number && is_whole(type.kind)) return 2;
  if (wanted.kind == TypeKind::date && argument.kind == NodeKind::constant &&
      type.kind == TypeKind::string)
    return 3;
  return is_whole(wanted.kind) && argument.written_integer ? 2 : impossible;
}

std::string Checker::function_name(const Syntax& syntax, bool& member) const {
  if (!syntax.has_target) {
    for (const std::string& name : candidates(syntax.name, syntax.absolute))
      if (environment_.has_function(name)) return name;
    return syntax.name;
  }
  const Syntax& target = syntax.children[0];
  const auto space = path_of(target);
  if (!space || starts_at_local(target)) return syntax.name;
  for (const std::string& name : candidates(*space + "." + syntax.name, false))
    if (environment_.has_function(name)) {
      member = false;
      return name;
    }
  return syntax.name;
}

Node Checker::failing(const Syntax& syntax, std::string message) const {
  Node node = node_at(syntax, NodeKind::constant, simple(TypeKind::dyn));
  node.folded = Error{std::move(message), syntax.begin};
  return node;
}

Node Checker::call(const Syntax& syntax) {
  if (auto expanded = macro(syntax)) return std::move(*expanded);
  Node node = node_at(syntax, NodeKind::call, simple(TypeKind::dyn));
  bool member = syntax.has_target;
  node.name = function_name(syntax, member);
  const bool exists = environment_.has_function(node.name);
  if (!exists && dynamic())
    return failing(syntax, fmt::format("function '{}' is not available", syntax.name));
  std::size_t first = syntax.has_target && !member ? 1 : 0;
  if (!exists) {
    // An unknown namespace is part of the same mistake; a target that is a value is checked on its own.
    const bool in_namespace = member && path_of(syntax.children[0]) &&
                              !resolved_path(syntax.children[0]) &&
                              !starts_at_local(syntax.children[0]);
    if (in_namespace) node.name = *path_of(syntax.children[0]) + "." + syntax.name;
    unknown_function(syntax, node.name);
    first = names_macro(syntax.name) ? syntax.children.size() : in_namespace ? 1 : first;
  }
  for (std::size_t i = first; i < syntax.children.size(); ++i)
    node.children.push_back(check(syntax.children[i]));
  if (!exists) {
    node.type = simple(TypeKind::never);
    return node;
  }
  return resolved(std::move(node), member);
}

void Checker::unknown_function(const Syntax& syntax, const std::string& name) {
  if (names_macro(syntax.name)) {
    diagnostics_.error(name_place(syntax), "'{}' is a macro, and does not take {} arguments",
                       syntax.name, syntax.children.size() - (syntax.has_target ? 1 : 0));
    return;
  }
  std::vector<std::string> names;
  for (const Function& function : environment_.functions()) names.push_back(function.name);
  for (const char* macro : {"has", "all", "exists", "exists_one", "map", "filter"})
    names.emplace_back(macro);
  diagnostics_.error(name_place(syntax), "function '{}' is not available", name)
      .did_you_mean(name, names);
}

Node Checker::resolved(Node call, bool member) {
  const auto all = environment_.functions_named(call.name);
  for (const Node& argument : call.children)
    if (argument.type.kind == TypeKind::never) {
      call.type = simple(TypeKind::never);
      return call;
    }
  struct Candidate {
    std::shared_ptr<const Function> function;
    int cost;
  };
  std::vector<Candidate> candidates;
  for (const auto& function : all) {
    if (!written_as(*function, member) || !takes_count(*function, call.children.size())) continue;
    int total = 0;
    for (std::size_t i = 0; i < call.children.size() && total != impossible; ++i) {
      const int cost = conversion_cost(call.children[i], argument_type(*function, i));
      total = cost == impossible ? impossible : total + cost;
    }
    if (total != impossible) candidates.push_back({function, total});
  }
  if (candidates.empty() && dynamic()) {
    call.kind = NodeKind::constant;
    call.folded =
        Error{fmt::format("'{}' does not take {} arguments", call.name, call.children.size()),
              call.begin};
    call.children.clear();
    return call;
  }
  if (candidates.empty()) {
    wrong_arguments(call, all);
    call.type = simple(TypeKind::never);
    return call;
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
  const bool open =
      std::any_of(call.children.begin(), call.children.end(),
                  [](const Node& argument) { return argument.type.kind == TypeKind::dyn; });
  if (!open) candidates.resize(1);
  call.type = candidates[0].function->result;
  for (const Candidate& candidate : candidates) {
    call.overloads.push_back(candidate.function);
    if (!(candidate.function->result == call.type)) call.type = simple(TypeKind::dyn);
  }
  if (!open)
    for (std::size_t i = 0; i < call.children.size(); ++i)
      adapt(call.children[i], argument_type(*candidates[0].function, i));
  prepare_pattern(call);
  if (is_whole(call.type.kind)) adapt(call, simple(TypeKind::number));
  return call;
}

void Checker::wrong_arguments(const Node& call,
                              std::span<const std::shared_ptr<const Function>> overloads) {
  std::vector<Type> given;
  for (const Node& argument : call.children) given.push_back(argument.type);
  std::vector<std::string> takes;
  std::string hint = "it takes ";
  for (const auto& function : overloads) {
    const std::string text = signature(*function, function->style == CallStyle::member);
    if (std::find(takes.begin(), takes.end(), text) != takes.end()) continue;
    hint += (takes.empty() ? "" : " or ") + text;
    takes.push_back(text);
  }
  diagnostics_.error(place(call), "'{}' does not take ({})", call.name, types_text(given, 0))
      .with_hint(std::move(hint));
}

/// A pattern that is written out is compiled once, and told if it is none.
void Checker::prepare_pattern(Node& call) {
  if (call.name != "matches" || call.children.size() != 2) return;
  const Node& pattern = call.children[1];
  const bool written_out = pattern.kind == NodeKind::constant && pattern.folded->is<std::string>();
  if (!written_out || call.overloads.size() != 1) return;
  std::string wrong;
  const auto compiled = regular_expression(pattern.folded->get<std::string>(), wrong);
  if (compiled == nullptr && !dynamic())
    diagnostics_.error(place(pattern), "this is no regular expression (RE2): {}", wrong);
  if (compiled == nullptr) return;
  Function bound = *call.overloads[0];
  bound.cost = 0;
  bound.call = [compiled](std::span<const Value> a) -> Value {
    return re2::RE2::PartialMatch(a[0].get<std::string>(), *compiled);
  };
  call.overloads[0] = std::make_shared<const Function>(std::move(bound));
}

}  // namespace harbinger::expr::detail
