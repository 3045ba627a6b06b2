// SPDX-License-Identifier: Apache-2.0
// A few ids, most often none. Whether one is among them is asked of every edge that a search passes, so that the
// usual answer, no, is a shift and a test of a word that stays in a register.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace harbinger::graph {

class FewIds {
 public:
  /// More than so many are too many for a sorted list.
  static constexpr std::size_t most = 64;

  [[nodiscard]] bool contains(std::uint32_t id) const {
    return ((filter_ >> (id % 64)) & 1u) != 0 && std::binary_search(ids_.begin(), ids_.end(), id);
  }
  void add(std::uint32_t id) {
    filter_ |= 1ull << (id % 64);
    const auto place = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (place == ids_.end() || *place != id) ids_.insert(place, id);
  }
  /// Ascending.
  [[nodiscard]] std::span<const std::uint32_t> ids() const { return ids_; }

 private:
  std::uint64_t filter_ = 0;  ///< Bit i: some id of the same remainder by 64 is among them.
  std::vector<std::uint32_t> ids_;
};

}  // namespace harbinger::graph
