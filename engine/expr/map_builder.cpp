// SPDX-License-Identifier: Apache-2.0
#include "expr/map_builder.hpp"

#include <algorithm>
#include <functional>

#include <fmt/core.h>

#include "expr/detail/operations.hpp"

namespace harbinger::expr {

namespace {

bool may_be_key(const Value& value, bool real_keys) {
  return value.is<bool>() || value.is<std::int64_t>() || value.is<std::uint64_t>() ||
         value.is<std::string>() || (real_keys && value.is<double>());
}

/// Equal keys have equal hashes: numbers are equal across their types, so they share the hash of a double.
std::size_t hash_of(const Value& key) {
  if (const auto* text = key.get_if<std::string>()) return std::hash<std::string>{}(*text);
  if (const auto* truth = key.get_if<bool>()) return *truth ? 1 : 2;
  double number = 0;
  if (const auto* whole = key.get_if<std::int64_t>()) number = static_cast<double>(*whole);
  if (const auto* natural = key.get_if<std::uint64_t>()) number = static_cast<double>(*natural);
  if (const auto* real = key.get_if<double>()) number = *real;
  return std::hash<double>{}(number);
}

}  // namespace

bool MapBuilder::has(const Value& key, std::size_t hash) const {
  const auto [first, last] = by_hash_.equal_range(hash);
  return std::any_of(first, last, [&](const auto& entry) {
    const Value same = detail::equal((*entries_)[entry.second].first, key);
    return same.is<bool>() && same.get<bool>();
  });
}

std::optional<Error> MapBuilder::add(Value key, Value value) {
  if (!may_be_key(key, real_keys_))
    return Error{fmt::format("a value of type {} is no key of a map", type_name(key))};
  const std::size_t hash = hash_of(key);
  if (has(key, hash)) return Error{fmt::format("the key {} stands twice in a map", to_text(key))};
  by_hash_.emplace(hash, entries_->size());
  entries_->emplace_back(std::move(key), std::move(value));
  return std::nullopt;
}

}  // namespace harbinger::expr
