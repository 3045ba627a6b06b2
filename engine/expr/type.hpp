// SPDX-License-Identifier: Apache-2.0
// Types of expressions: those of CEL (Common Expression Language, language definition, "Values"), and
// three of ours: `date`, a day, month or year; `entity`, a node or edge of the graph; `never`, the type
// of an expression that failed to check, so that one mistake is told once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace harbinger::expr {

enum class TypeKind : unsigned char {
  never,
  dyn,
  null,
  boolean,
  integer,
  unsigned_integer,
  number,
  string,
  bytes,
  list,
  map,
  type,
  optional,
  timestamp,
  duration,
  date,
  entity
};

[[nodiscard]] inline bool is_whole(TypeKind kind) {
  return kind == TypeKind::integer || kind == TypeKind::unsigned_integer;
}
[[nodiscard]] inline bool is_number(TypeKind kind) {
  return kind == TypeKind::number || is_whole(kind);
}

/// A type; a list or optional has its element in `element`, a map its key and value.
struct Type {
  TypeKind kind = TypeKind::dyn;
  std::shared_ptr<const Type> key;
  std::shared_ptr<const Type> element;

  friend bool operator==(const Type& a, const Type& b);
};

/// Whether CEL knows a type by that name, as `type(x)` gives it: `int`, `google.protobuf.Timestamp`.
[[nodiscard]] bool names_type(std::string_view name);

[[nodiscard]] inline Type simple(TypeKind kind) { return {kind, nullptr, nullptr}; }
[[nodiscard]] Type list_of(Type element);
[[nodiscard]] Type map_of(Type key, Type value);
[[nodiscard]] Type optional_of(Type element);
/// As CEL writes it: `double`, `list(string)`; ours are `date` and `entity`.
[[nodiscard]] std::string to_text(const Type& type);

}  // namespace harbinger::expr
