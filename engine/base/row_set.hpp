// SPDX-License-Identifier: Apache-2.0
// Some of many rows: as bits, as a list, and with the place of each in the list.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/bits.hpp"

namespace harbinger {

class RowSet {
 public:
  explicit RowSet(Bits bits) : bits_(std::move(bits)) {
    list_.reserve(bits_.count());
    before_.reserve(bits_.words().size() + 1);
    for (std::size_t word = 0; word < bits_.words().size(); ++word) {
      before_.push_back(static_cast<std::uint32_t>(list_.size()));
      for (std::uint64_t left = bits_.words()[word]; left != 0; left &= left - 1)
        list_.push_back(static_cast<std::uint32_t>(word * 64) +
                        static_cast<std::uint32_t>(std::countr_zero(left)));
    }
    before_.push_back(static_cast<std::uint32_t>(list_.size()));
  }

  /// Of all rows; those of the set are true.
  [[nodiscard]] const Bits& bits() const { return bits_; }
  /// The rows of the set, ascending.
  [[nodiscard]] std::span<const std::uint32_t> list() const { return list_; }
  [[nodiscard]] std::size_t count() const { return list_.size(); }
  /// Whether it is so small a part of all rows that a column is better patched in them than written anew.
  [[nodiscard]] bool is_small() const { return count() * 4 <= bits_.size(); }
  [[nodiscard]] bool operator[](std::size_t row) const { return bits_[row]; }
  /// How many rows of the set stand before a row, which may be one behind the last. Cost: one word.
  [[nodiscard]] std::size_t before(std::size_t row) const {
    const std::size_t place = before_[row / 64];
    if (row % 64 == 0) return place;
    const std::uint64_t below = bits_.words()[row / 64] & ((1ull << (row % 64)) - 1);
    return place + static_cast<std::size_t>(std::popcount(below));
  }
  /// Those of [begin, end).
  [[nodiscard]] std::span<const std::uint32_t> between(std::size_t begin, std::size_t end) const {
    const std::size_t first = before(begin);
    return list().subspan(first, before(end) - first);
  }

 private:
  Bits bits_;
  std::vector<std::uint32_t> list_;
  std::vector<std::uint32_t> before_;  ///< By word, and one behind the last.
};

}  // namespace harbinger
