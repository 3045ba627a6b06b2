// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/checker.hpp"

#include <array>

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

/// Names that stand for a type where nothing else has them.
constexpr std::array<std::string_view, 14> type_names = {"bool",
                                                         "int",
                                                         "uint",
                                                         "double",
                                                         "string",
                                                         "bytes",
                                                         "list",
                                                         "map",
                                                         "type",
                                                         "null_type",
                                                         "date",
                                                         "entity",
                                                         "google.protobuf.Timestamp",
                                                         "google.protobuf.Duration"};

std::optional<std::string> path_of(const Syntax& syntax) {
  if (syntax.kind == SyntaxKind::name) return syntax.name;
  if (syntax.kind != SyntaxKind::select) return std::nullopt;
  const auto record = path_of(syntax.children[0]);
  return record ? std::optional(*record + "." + syntax.name) : std::nullopt;
}

bool names_type(const std::string& path) {
  for (const std::string_view name : type_names)
    if (name == path) return true;
  return false;
}

/// The element type that all items share; dyn where they differ.
Type common_type(const std::vector<Node>& nodes, std::size_t first, std::size_t step) {
  Type common = simple(TypeKind::dyn);
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

Node Checker::slot(const Syntax& syntax, std::uint32_t slot) const {
  Node node = node_at(syntax, NodeKind::slot, environment_.slots()[slot].type);
  node.index = slot;
  node.name = text_.value.substr(syntax.begin, syntax.end - syntax.begin);
  return node;
}

Node Checker::name(const Syntax& syntax) {
  for (std::size_t i = locals_.size(); i-- > 0;)
    if (locals_[i].name == syntax.name) {
      Node node = node_at(syntax, NodeKind::local, locals_[i].type);
      node.index = static_cast<std::uint32_t>(i);
      node.name = syntax.name;
      return node;
    }
  if (const auto found = environment_.find(syntax.name)) return slot(syntax, *found);
  if (names_type(syntax.name)) {
    Node node = node_at(syntax, NodeKind::constant, simple(TypeKind::type));
    node.folded = TypeValue{syntax.name};
    return node;
  }
  unknown_name(syntax);
  return node_at(syntax, NodeKind::constant, simple(TypeKind::never));
}

void Checker::unknown_name(const Syntax& syntax) {
  const auto is_function = !named(syntax.name).empty();
  if (environment_.is_record(syntax.name)) {
    diagnostics_.error(place(syntax), "'{}' is a record: name one of its fields", syntax.name);
    return;
  }
  std::vector<std::string> names;
  for (const auto& slot : environment_.slots())
    names.push_back(slot.record.empty() ? slot.name : slot.record);
  for (const Local& local : locals_) names.push_back(local.name);
  auto& error = diagnostics_.error(place(syntax), "unknown {} '{}'", environment_.variable_noun(),
                                   syntax.name);
  if (is_function)
    error.with_hint("it is a function: write " + syntax.name + "(...)");
  else
    error.did_you_mean(syntax.name, names);
}

std::optional<std::uint32_t> Checker::slot_of_path(const Syntax& syntax) const {
  const auto record = path_of(syntax.children[0]);
  if (!record) return std::nullopt;
  const std::string first = record->substr(0, record->find('.'));
  for (const Local& local : locals_)
    if (local.name == first) return std::nullopt;
  if (const auto field = environment_.find_field(*record, syntax.name)) return field;
  return environment_.find(*record + "." + syntax.name);
}

bool Checker::names_record(const Syntax& syntax) const {
  const auto record = path_of(syntax);
  if (!record || !environment_.is_record(*record)) return false;
  for (const Local& local : locals_)
    if (local.name == *record) return false;
  return true;
}

Node Checker::select(const Syntax& syntax) {
  if (const auto found = slot_of_path(syntax)) return slot(syntax, *found);
  if (const auto path = path_of(syntax); path && names_type(*path)) {
    Node node = node_at(syntax, NodeKind::constant, simple(TypeKind::type));
    node.folded = TypeValue{*path};
    return node;
  }
  const bool has_slot = path_of(syntax.children[0]) &&
                        syntax.children[0].kind == SyntaxKind::name &&
                        environment_.find(syntax.children[0].name);
  if (names_record(syntax.children[0]) && !(has_slot && syntax.name == "id")) {
    unknown_field(syntax);
    return node_at(syntax, NodeKind::constant, simple(TypeKind::never));
  }
  Node node = node_at(syntax, NodeKind::field, simple(TypeKind::dyn));
  node.name = syntax.name;
  node.children.push_back(check(syntax.children[0]));
  const Type& record = node.children[0].type;
  const bool entity_id = record.kind == TypeKind::entity && syntax.name == "id";
  if (record.kind == TypeKind::map && record.element) node.type = *record.element;
  if (record.kind == TypeKind::never) node.type = record;
  if (entity_id) node.type = simple(TypeKind::string);
  const bool has_fields = record.kind == TypeKind::map || record.kind == TypeKind::dyn ||
                          record.kind == TypeKind::never || entity_id;
  if (!has_fields) {
    diagnostics_.error(name_place(syntax), "a value of type {} has no field '{}'", to_text(record),
                       syntax.name);
    node.type = simple(TypeKind::never);
  }
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

Node Checker::index(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::index, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  const Type& operand = node.children[0].type;
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
    good = operand.kind == TypeKind::dyn || operand.kind == TypeKind::never;
  }
  if (!good)
    diagnostics_.error(place(syntax), "a value of type {} cannot be indexed by {}",
                       to_text(operand), to_text(key.type));
  if (operand.element) node.type = *operand.element;
  if (!good || operand.kind == TypeKind::never || key.type.kind == TypeKind::never)
    node.type = simple(TypeKind::never);
  return node;
}

Node Checker::list(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::list, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  node.type = list_of(common_type(node.children, 0, 1));
  return node;
}

Node Checker::map(const Syntax& syntax) {
  Node node = node_at(syntax, NodeKind::map, simple(TypeKind::dyn));
  for (const Syntax& child : syntax.children) node.children.push_back(check(child));
  node.type = map_of(common_type(node.children, 0, 2), common_type(node.children, 1, 2));
  return node;
}

}  // namespace harbinger::expr::detail
