// SPDX-License-Identifier: Apache-2.0
#include "expr/type.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.hpp"

namespace harbinger::expr {

namespace {

bool same(const std::shared_ptr<const Type>& a, const std::shared_ptr<const Type>& b) {
  if (a == nullptr || b == nullptr) return a == b;
  return *a == *b;
}

std::string part_text(const std::shared_ptr<const Type>& part) {
  return part == nullptr ? "dyn" : to_text(*part);
}

constexpr std::array<std::string_view, 15> type_names = {"bool",
                                                         "int",
                                                         "uint",
                                                         "double",
                                                         "string",
                                                         "bytes",
                                                         "list",
                                                         "map",
                                                         "type",
                                                         "null_type",
                                                         "optional_type",
                                                         "date",
                                                         "entity",
                                                         "google.protobuf.Timestamp",
                                                         "google.protobuf.Duration"};

}  // namespace

bool names_type(std::string_view name) {
  return std::find(type_names.begin(), type_names.end(), name) != type_names.end();
}

bool operator==(const Type& a, const Type& b) {
  return a.kind == b.kind && same(a.key, b.key) && same(a.element, b.element);
}

Type list_of(Type element) {
  return {TypeKind::list, nullptr, std::make_shared<const Type>(std::move(element))};
}

Type map_of(Type key, Type value) {
  return {TypeKind::map, std::make_shared<const Type>(std::move(key)),
          std::make_shared<const Type>(std::move(value))};
}

Type optional_of(Type element) {
  return {TypeKind::optional, nullptr, std::make_shared<const Type>(std::move(element))};
}

std::string to_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::never: return "(unchecked)";
    case TypeKind::dyn: return "dyn";
    case TypeKind::null: return "null_type";
    case TypeKind::boolean: return "bool";
    case TypeKind::integer: return "int";
    case TypeKind::unsigned_integer: return "uint";
    case TypeKind::number: return "double";
    case TypeKind::string: return "string";
    case TypeKind::bytes: return "bytes";
    case TypeKind::list: return "list(" + part_text(type.element) + ")";
    case TypeKind::map: return "map(" + part_text(type.key) + ", " + part_text(type.element) + ")";
    case TypeKind::type: return "type";
    case TypeKind::optional: return "optional_type(" + part_text(type.element) + ")";
    case TypeKind::timestamp: return "timestamp";
    case TypeKind::duration: return "duration";
    case TypeKind::date: return "date";
    case TypeKind::entity: return "entity";
  }
  HARBINGER_ASSERT(false);
}

}  // namespace harbinger::expr
