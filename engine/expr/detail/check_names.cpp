// SPDX-License-Identifier: Apache-2.0
// What a name stands for: a variable of a macro, a variable or field of the environment, a type.
//
// CEL resolves `a.b.c` in the container `x.y` by trying, for the longest part that names something,
// x.y.a.b.c, x.a.b.c, a.b.c, then x.y.a.b and so on; what is left are fields (language definition, "Name
// Resolution"). A variable of a macro hides all of them, unless the name has a dot before it.
#include <fmt/core.h>

#include "expr/detail/checker.hpp"

namespace harbinger::expr::detail {

namespace {

/// The name that a path starts with.
const Syntax& root_of(const Syntax& syntax) {
  return syntax.kind == SyntaxKind::select ? root_of(syntax.children[0]) : syntax;
}

}  // namespace

std::optional<std::string> path_of(const Syntax& syntax) {
  if (syntax.kind == SyntaxKind::name) return syntax.name;
  if (syntax.kind != SyntaxKind::select || syntax.optional_select) return std::nullopt;
  const auto record = path_of(syntax.children[0]);
  return record ? std::optional(*record + "." + syntax.name) : std::nullopt;
}

std::vector<std::string> Checker::candidates(const std::string& path, bool absolute) const {
  std::vector<std::string> names;
  for (std::string_view container = environment_.container(); !absolute && !container.empty();) {
    names.push_back(std::string(container) + "." + path);
    const std::size_t dot = container.rfind('.');
    container = dot == std::string_view::npos ? std::string_view() : container.substr(0, dot);
  }
  names.push_back(path);
  return names;
}

const Checker::Local* Checker::local_named(const std::string& name) const {
  for (std::size_t i = locals_.size(); i-- > 0;)
    if (locals_[i].name == name) return &locals_[i];
  return nullptr;
}

bool Checker::starts_at_local(const Syntax& path) const {
  const Syntax& root = root_of(path);
  return root.kind == SyntaxKind::name && !root.absolute && local_named(root.name) != nullptr;
}

std::optional<Node> Checker::resolved_path(const Syntax& syntax) const {
  const auto path = path_of(syntax);
  if (!path || starts_at_local(syntax)) return std::nullopt;
  for (const std::string& name : candidates(*path, root_of(syntax).absolute)) {
    if (const auto found = environment_.find(name)) return slot(syntax, *found);
    if (!names_type(name)) continue;
    Node node = node_at(syntax, NodeKind::constant, simple(TypeKind::type));
    node.folded = TypeValue{name};
    return node;
  }
  return std::nullopt;
}

Node Checker::slot(const Syntax& syntax, std::uint32_t slot) const {
  Node node = node_at(syntax, NodeKind::slot, environment_.slots()[slot].type);
  node.index = slot;
  node.name = text_.value.substr(syntax.begin, syntax.end - syntax.begin);
  return node;
}

Node Checker::name(const Syntax& syntax) {
  if (const Local* local = syntax.absolute ? nullptr : local_named(syntax.name)) {
    Node node = node_at(syntax, NodeKind::local, local->type);
    node.index = static_cast<std::uint32_t>(local - locals_.data());
    node.name = syntax.name;
    return node;
  }
  if (auto resolved = resolved_path(syntax)) return std::move(*resolved);
  if (dynamic()) return failing(syntax, unknown_text(syntax));
  unknown_name(syntax);
  return node_at(syntax, NodeKind::constant, simple(TypeKind::never));
}

std::vector<std::string> Checker::known_names() const {
  std::vector<std::string> names;
  for (const auto& slot : environment_.slots())
    names.push_back(slot.record.empty() ? slot.name : slot.record);
  for (const Local& local : locals_) names.push_back(local.name);
  return names;
}

std::string Checker::unknown_text(const Syntax& syntax) const {
  const std::string near = nearest_name(syntax.name, known_names());
  return fmt::format("unknown {} '{}'{}", environment_.variable_noun(), syntax.name,
                     near.empty() ? "" : "; did you mean '" + near + "'?");
}

void Checker::unknown_name(const Syntax& syntax) {
  const auto is_function = environment_.has_function(syntax.name);
  if (environment_.is_record(syntax.name)) {
    diagnostics_.error(place(syntax), "'{}' is a record: name one of its fields", syntax.name);
    return;
  }
  auto& error = diagnostics_.error(place(syntax), "unknown {} '{}'", environment_.variable_noun(),
                                   syntax.name);
  if (is_function)
    error.with_hint("it is a function: write " + syntax.name + "(...)");
  else
    error.did_you_mean(syntax.name, known_names());
}

bool Checker::names_record(const Syntax& syntax) const {
  const auto record = path_of(syntax);
  return record && !starts_at_local(syntax) && environment_.is_record(*record);
}

Node Checker::select(const Syntax& syntax) {
  if (auto resolved = resolved_path(syntax)) return std::move(*resolved);
  const Syntax& record = syntax.children[0];
  const bool has_slot = record.kind == SyntaxKind::name && environment_.find(record.name);
  if (names_record(record) && !(has_slot && syntax.name == "id")) {
    unknown_field(syntax);
    return node_at(syntax, NodeKind::constant, simple(TypeKind::never));
  }
  return field(syntax);
}

Node Checker::field(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::field, simple(TypeKind::dyn));
  node.name = syntax.name;
  node.optional_select = syntax.optional_select;
  node.children.push_back(check(syntax.children[0]));
  const Type whole = node.children[0].type;
  const bool from_optional = whole.kind == TypeKind::optional;
  const Type& record = from_optional && whole.element ? *whole.element : whole;
  const bool entity_id = record.kind == TypeKind::entity && syntax.name == "id";
  const bool has_fields = record.kind == TypeKind::map || record.kind == TypeKind::dyn ||
                          record.kind == TypeKind::never || from_optional || entity_id;
  if (!has_fields) {
    diagnostics_.error(name_place(syntax), "a value of type {} has no field '{}'", to_text(record),
                       syntax.name);
    node.type = simple(TypeKind::never);
    return node;
  }
  if (record.kind == TypeKind::never) node.type = record;
  if (record.kind == TypeKind::map && record.element) node.type = *record.element;
  if (entity_id) node.type = simple(TypeKind::string);
  if ((from_optional || syntax.optional_select) && record.kind != TypeKind::never)
    node.type = optional_of(node.type);
  return node;
}

void Checker::unknown_field(const Syntax& syntax) {
  const std::string record = *path_of(syntax.children[0]);
  std::vector<std::string> fields;
  for (const auto& slot : environment_.slots())
    if (slot.record == record) fields.push_back(slot.name);
  diagnostics_.error(name_place(syntax), "'{}' has no field '{}'", record, syntax.name)
      .did_you_mean(syntax.name, fields);
}

}  // namespace harbinger::expr::detail
