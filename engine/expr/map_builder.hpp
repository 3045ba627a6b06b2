// SPDX-License-Identifier: Apache-2.0
// A map as it grows: each key stands once, and is of a type that a key may have (CEL, "Aggregate Values").
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "expr/value.hpp"

namespace harbinger::expr {

class MapBuilder {
 public:
  /// `real_keys`: doubles are keys too, as where rules write `{1: "a"}`; CEL has none.
  explicit MapBuilder(bool real_keys = false) : real_keys_(real_keys) {}

  /// The error where the key is none, or is there already.
  [[nodiscard]] std::optional<Error> add(Value key, Value value);
  [[nodiscard]] Map map() && { return {std::move(entries_)}; }

 private:
  [[nodiscard]] bool has(const Value& key, std::size_t hash) const;

  bool real_keys_;
  std::unordered_multimap<std::size_t, std::size_t>
      by_hash_;  ///< Entries by the hash of their key.
  std::shared_ptr<std::vector<std::pair<Value, Value>>> entries_ =
      std::make_shared<std::vector<std::pair<Value, Value>>>();
};

}  // namespace harbinger::expr
