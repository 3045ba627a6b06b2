// SPDX-License-Identifier: Apache-2.0
// Facts numbered in the order in which they are met, so that what is known of each is an array.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/hash_slots.hpp"
#include "graph/entity_graph.hpp"

namespace harbinger::signal::detail {

class FactNumbers {
 public:
  /// The number of a fact: the one it has, or the next.
  std::uint32_t number(graph::FactRef fact) {
    const auto next = static_cast<std::uint32_t>(facts_.size());
    const std::uint32_t number = slots_.find_or_insert(
        hash_of(fact), next, [&](std::uint32_t known) { return facts_[known] == fact; });
    if (number == next) facts_.push_back(fact);
    return number;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(graph::FactRef fact) const {
    return slots_.find(hash_of(fact), [&](std::uint32_t known) { return facts_[known] == fact; });
  }
  [[nodiscard]] graph::FactRef fact(std::uint32_t number) const { return facts_[number]; }
  [[nodiscard]] std::size_t size() const { return facts_.size(); }

 private:
  static std::uint32_t hash_of(graph::FactRef fact) {
    return static_cast<std::uint32_t>((2 * std::uint64_t{fact.index} + fact.is_edge) *
                                          0x9E3779B97F4A7C15u >>  // 2^64 over the golden ratio
                                      32u);
  }
  std::vector<graph::FactRef> facts_;
  HashSlots slots_;
};

}  // namespace harbinger::signal::detail
