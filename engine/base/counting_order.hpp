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

/// Where each key's begin among `things` ordered by `key`, which is below `keys`; and one more, their number.
template <class Thing, class Key>
[[nodiscard]] std::vector<std::uint32_t> starts_by_key(std::span<const Thing> things,
                                                       std::size_t keys, Key key) {
  std::vector<std::uint32_t> starts(keys + 1, 0);
  for (const Thing& thing : things) ++starts[key(thing) + 1];
  for (std::size_t k = 0; k < keys; ++k) starts[k + 1] += starts[k];
  return starts;
}

/// The things by `key`, those of one key as they were; `starts` as starts_by_key gives them. Linear.
template <class Thing, class Key>
[[nodiscard]] std::vector<Thing> grouped(std::span<const Thing> things,
                                         std::vector<std::uint32_t> starts, Key key) {
  std::vector<Thing> groups(things.size());
  for (const Thing& thing : things) groups[starts[key(thing)]++] = thing;
  return groups;
}

/// `order` with its entries by `key`, which is below `keys`; those of one key stay as they were. Linear.
template <class Key>
[[nodiscard]] std::vector<std::uint32_t> counting_order(std::span<const std::uint32_t> order,
                                                        std::size_t keys, Key key) {
  return grouped(order, starts_by_key(order, keys, key), key);
}

}  // namespace harbinger
