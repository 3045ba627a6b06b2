// SPDX-License-Identifier: Apache-2.0
// Some edges in ascending order: either ids that follow each other, as those that leave a node do, or a part of an
// array of ids.
#pragma once

#include <cstdint>
#include <iterator>
#include <span>

#include "pack/fact_store.hpp"

namespace harbinger::graph {

using pack::EdgeId;
using pack::NodeId;

class EdgeRange {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = EdgeId;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = EdgeId;
    Iterator() = default;
    Iterator(const EdgeId* ids, std::uint32_t at) : ids_(ids), at_(at) {}
    EdgeId operator*() const { return ids_ != nullptr ? ids_[at_] : EdgeId(at_); }
    Iterator& operator++() { return ++at_, *this; }
    Iterator operator++(int) { return {ids_, at_++}; }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }

   private:
    const EdgeId* ids_ = nullptr;
    std::uint32_t at_ = 0;
  };

  EdgeRange() = default;
  /// The edges [first, last).
  EdgeRange(std::uint32_t first, std::uint32_t last) : first_(first), last_(last) {}
  explicit EdgeRange(std::span<const EdgeId> ids)
      : ids_(ids.data()), last_(static_cast<std::uint32_t>(ids.size())) {}

  [[nodiscard]] Iterator begin() const { return {ids_, first_}; }
  [[nodiscard]] Iterator end() const { return {ids_, last_}; }
  [[nodiscard]] std::size_t size() const { return last_ - first_; }
  [[nodiscard]] bool empty() const { return first_ == last_; }
  [[nodiscard]] EdgeId operator[](std::size_t i) const {
    return *Iterator(ids_, first_ + static_cast<std::uint32_t>(i));
  }
  [[nodiscard]] EdgeId front() const { return *begin(); }

 private:
  const EdgeId* ids_ = nullptr;  ///< Where they do not follow each other.
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
};

}  // namespace harbinger::graph
