// SPDX-License-Identifier: Apache-2.0
// Where in a list of values one stands, without going through them all.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>

#include "expr/value.hpp"

namespace harbinger::expr {

/// Whether equal values of its kind have equal hashes: texts, truth values, numbers, entities.
[[nodiscard]] bool is_hashable(const Value& value);

class ValueIndex {
 public:
  /// `value`, which is hashable, stands at `at`.
  void add(const Value& value, std::size_t at);

  /// Where a value equal to this hashable one stands; `value_at(i)` gives the one that was added at i.
  template <class ValueAt>
  [[nodiscard]] std::optional<std::size_t> find(const Value& value, ValueAt value_at) const {
    const auto [first, last] = by_hash_.equal_range(hash_of(value));
    for (auto entry = first; entry != last; ++entry)
      if (same(value_at(entry->second), value)) return entry->second;
    return std::nullopt;
  }

 private:
  [[nodiscard]] static std::size_t hash_of(const Value& value);
  [[nodiscard]] static bool same(const Value& a, const Value& b);

  std::unordered_multimap<std::size_t, std::size_t> by_hash_;
};

}  // namespace harbinger::expr
