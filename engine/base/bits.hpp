// SPDX-License-Identifier: Apache-2.0
// Truth values as bits, 64 to a word; the bits behind the last row are always zero, so that words can be
// counted and compared whole.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace harbinger {

/// A view of `size` bits.
class BitSpan {
 public:
  BitSpan() = default;
  BitSpan(std::span<const std::uint64_t> words, std::size_t size) : words_(words), size_(size) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool operator[](std::size_t i) const {
    return ((words_[i / 64] >> (i % 64)) & 1u) != 0;
  }
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  /// How many bits are set.
  [[nodiscard]] std::size_t count() const {
    std::size_t n = 0;
    for (const std::uint64_t word : words_) n += static_cast<std::size_t>(std::popcount(word));
    return n;
  }

 private:
  std::span<const std::uint64_t> words_;
  std::size_t size_ = 0;
};

class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t size, bool value = false)
      : words_((size + 63) / 64, value ? ~0ull : 0ull), size_(size) {
    clear_tail();
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool operator[](std::size_t i) const {
    return ((words_[i / 64] >> (i % 64)) & 1u) != 0;
  }
  void set(std::size_t i) { words_[i / 64] |= 1ull << (i % 64); }
  void reset(std::size_t i) { words_[i / 64] &= ~(1ull << (i % 64)); }
  void assign(std::size_t i, bool value) { value ? set(i) : reset(i); }
  /// Whole words may be written through this; call clear_tail() after a complement.
  [[nodiscard]] std::span<std::uint64_t> words() { return words_; }
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  void clear_tail() {
    if (size_ % 64 != 0 && !words_.empty()) words_.back() &= (1ull << (size_ % 64)) - 1;
  }
  [[nodiscard]] std::size_t count() const { return view().count(); }
  /// Calls visit(i) for each bit that is set, ascending.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t word = 0; word < words_.size(); ++word)
      for (std::uint64_t left = words_[word]; left != 0; left &= left - 1)
        visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
  }
  /// The bits that are set, ascending.
  [[nodiscard]] std::vector<std::uint32_t> ascending() const {
    std::vector<std::uint32_t> set;
    for_each([&](std::size_t i) { set.push_back(static_cast<std::uint32_t>(i)); });
    return set;
  }
  /// Sets the bits that another of the same size has set.
  Bits& operator|=(const Bits& more) {
    for (std::size_t word = 0; word < words_.size(); ++word) words_[word] |= more.words_[word];
    return *this;
  }
  [[nodiscard]] BitSpan view() const { return {words_, size_}; }
  operator BitSpan() const { return view(); }

  friend bool operator==(const Bits&, const Bits&) = default;

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
};

}  // namespace harbinger
