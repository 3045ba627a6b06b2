// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/dealing.hpp"

#include <numeric>

#include "synth/detail/random.hpp"

namespace harbinger::synth::detail {

std::uint32_t Dealing::number(std::uint32_t node, std::uint32_t round) const {
  const std::uint64_t hash = splitmix64(seed_ ^ splitmix64(round));
  std::uint64_t factor = 1 + (hash >> 32) % nodes_;
  while (std::gcd(factor, std::uint64_t{nodes_}) != 1) ++factor;
  const std::uint64_t place = (factor * node + (hash & 0xffffffffu)) % nodes_;
  return static_cast<std::uint32_t>(std::uint64_t{round} * nodes_ + place);
}

std::vector<std::uint32_t> Dealing::nodes_of(std::uint32_t round) const {
  std::vector<std::uint32_t> order(nodes_);
  for (std::uint32_t node = 0; node < nodes_; ++node)
    order[number(node, round) - round * nodes_] = node;
  return order;
}

}  // namespace harbinger::synth::detail
