// SPDX-License-Identifier: Apache-2.0
// How the copies of a kind are numbered: dealt in rounds, each of which holds every node of the model once, in
// an order of its own: place = a * node + b modulo their number, a without a common divisor, a and b by the
// round.
//
//     nodes 0 1 2   round 0: 2 0 1   round 1: 1 0 2   ->   number 3 is the second copy of node 1
#pragma once

#include <cstdint>
#include <vector>

namespace harbinger::synth::detail {

class Dealing {
 public:
  /// Of `nodes` nodes of the model, at least 1.
  Dealing(std::uint32_t nodes, std::uint64_t seed) : nodes_(nodes), seed_(seed) {}

  [[nodiscard]] std::uint32_t nodes() const { return nodes_; }
  /// The number of the copy of a node in a round.
  [[nodiscard]] std::uint32_t number(std::uint32_t node, std::uint32_t round) const;
  /// The nodes of a round in the order of their numbers.
  [[nodiscard]] std::vector<std::uint32_t> nodes_of(std::uint32_t round) const;

 private:
  std::uint32_t nodes_;
  std::uint64_t seed_;
};

}  // namespace harbinger::synth::detail
