// SPDX-License-Identifier: Apache-2.0
#include "expr/value_index.hpp"

#include <functional>

#include "expr/detail/operations.hpp"

namespace harbinger::expr {

bool is_hashable(const Value& value) {
  return value.is<std::string>() || value.is<bool>() || value.is<std::int64_t>() ||
         value.is<std::uint64_t>() || value.is<double>() || value.is<Entity>();
}

/// Numbers are equal across their types, so they share the hash of a double; an entity that of its id.
std::size_t ValueIndex::hash_of(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return std::hash<std::string>{}(*text);
  if (const auto* entity = value.get_if<Entity>()) return std::hash<std::string>{}(entity->id);
  if (const auto* truth = value.get_if<bool>()) return *truth ? 1 : 2;
  return std::hash<double>{}(detail::as_number(value).get<double>());
}

bool ValueIndex::same(const Value& a, const Value& b) {
  const Value equal = detail::equal(a, b);
  return equal.is<bool>() && equal.get<bool>();
}

void ValueIndex::add(const Value& value, std::size_t at) { by_hash_.emplace(hash_of(value), at); }

}  // namespace harbinger::expr
