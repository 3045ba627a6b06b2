// SPDX-License-Identifier: Apache-2.0
// Ordering many things by a small whole number, without comparing them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace harbinger {

/// 0 .. count - 1.
[[nodiscard]] inline std::vector<std::uint32_t> counted(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

/// `order` with its entries by `key`, which is below `keys`; those of one key stay as they were. Linear.
template <class Key>
[[nodiscard]] std::vector<std::uint32_t> counting_order(std::span<const std::uint32_t> order,
                                                        std::size_t keys, Key key) {
  std::vector<std::uint32_t> next(keys + 1, 0);
  for (const std::uint32_t i : order) ++next[key(i) + 1];
  for (std::size_t k = 0; k < keys; ++k) next[k + 1] += next[k];
  std::vector<std::uint32_t> ordered(order.size());
  for (const std::uint32_t i : order) ordered[next[key(i)]++] = i;
  return ordered;
}

}  // namespace harbinger
