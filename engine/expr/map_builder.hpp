// SPDX-License-Identifier: Apache-2.0
// A map as it grows: each key stands once, and is of a type that a key may have (CEL, "Aggregate Values").
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "expr/value.hpp"
#include "expr/value_index.hpp"

namespace harbinger::expr {

class MapBuilder {
 public:
  /// `real_keys`: doubles are keys too, as where rules write `{1: "a"}`; CEL has none.
  explicit MapBuilder(bool real_keys = false) : real_keys_(real_keys) {}

  /// The error where the key is none, or is there already.
  [[nodiscard]] std::optional<Error> add(Value key, Value value);
  [[nodiscard]] Map map() && { return {std::move(entries_), std::move(index_)}; }

 private:
  void extend_index();

  bool real_keys_;
  std::shared_ptr<std::vector<std::pair<Value, Value>>> entries_ =
      std::make_shared<std::vector<std::pair<Value, Value>>>();
  std::shared_ptr<ValueIndex> index_;  ///< Of larger maps only.
};

}  // namespace harbinger::expr
