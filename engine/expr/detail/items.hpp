// SPDX-License-Identifier: Apache-2.0
// What a macro runs over: the items of a list, or the entries of a map, in their order.
#pragma once

#include <cstdint>

#include "expr/value.hpp"

namespace harbinger::expr::detail {

class Items {
 public:
  /// `range` must outlive this.
  explicit Items(const Value& range) : list_(range.get_if<List>()), map_(range.get_if<Map>()) {}

  [[nodiscard]] bool iterable() const { return list_ != nullptr || map_ != nullptr; }
  [[nodiscard]] bool is_map() const { return map_ != nullptr; }
  /// 0 where it is not iterable.
  [[nodiscard]] std::size_t size() const {
    if (list_ != nullptr) return list_->items->size();
    return map_ != nullptr ? map_->entries->size() : 0;
  }
  /// What a macro of one variable binds: the item of a list, the key of a map.
  [[nodiscard]] const Value& one(std::size_t i) const {
    return list_ != nullptr ? (*list_->items)[i] : (*map_->entries)[i].first;
  }
  /// What a macro of two variables binds first: the index of an item, the key of a map.
  [[nodiscard]] Value key(std::size_t i) const {
    return is_map() ? one(i) : Value(static_cast<std::int64_t>(i));
  }
  /// And second: the item of a list, the value of a map.
  [[nodiscard]] const Value& value(std::size_t i) const {
    return list_ != nullptr ? (*list_->items)[i] : (*map_->entries)[i].second;
  }

 private:
  const List* list_;
  const Map* map_;
};

}  // namespace harbinger::expr::detail
