// SPDX-License-Identifier: Apache-2.0
// A vector whose elements, where it is made of a length alone, are left as they are: for columns that are written
// whole right after, by several threads, where filling them first would be a second pass by one.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace harbinger {

template <class T>
struct RawAllocator : std::allocator<T> {
  static_assert(std::is_trivially_default_constructible_v<T>);
  template <class U>
  struct rebind {
    using other = RawAllocator<U>;
  };
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    std::construct_at(at, std::forward<Arguments>(arguments)...);
  }
};

/// `RawVector<double>(n)` holds n doubles of no particular value.
template <class T>
using RawVector = std::vector<T, RawAllocator<T>>;

}  // namespace harbinger
