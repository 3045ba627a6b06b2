// SPDX-License-Identifier: Apache-2.0
// Memory for arrays of millions of values that are written once and whole: it is not set to zero before, and is asked
// of the system in pages of 2 MiB where it has them, because to be given 8 MB in 2,048 small pages takes longer than
// to fill them.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace harbinger {

template <class T>
class LargePages {
 public:
  using value_type = T;

  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < page) return std::allocator<T>().allocate(count);
    const std::size_t whole = (bytes + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, whole);
    if (memory == nullptr) throw std::bad_alloc();
#if defined(MADV_HUGEPAGE)
    madvise(memory, whole, MADV_HUGEPAGE);  // a wish: where it is not granted, pages are small
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < page)
      std::allocator<T>().deallocate(memory, count);
    else
      std::free(memory);
  }

  /// No value given: none is written.
  template <class U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
  }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }

 private:
  static constexpr std::size_t page = std::size_t{1} << 21;
};

/// A vector whose values are not set before they are written: `LargeArray<int> a(n)` holds n of any value.
template <class T>
using LargeArray = std::vector<T, LargePages<T>>;

}  // namespace harbinger
