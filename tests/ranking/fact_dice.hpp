// SPDX-License-Identifier: Apache-2.0
// Facts drawn at random: every kind of fact is as likely as any other, however many there are of each.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "graph/entity_graph.hpp"

namespace harbinger::tests {

class FactDice {
 public:
  FactDice(const graph::EntityGraph& graph, std::uint32_t seed) : graph_(graph), dice_(seed) {}

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(dice_);
  }

  graph::FactRef fact() {
    const auto& schema = graph_.schema();
    while (true) {
      const std::size_t kind = below(schema.kinds.size() + schema.relations.size());
      if (kind < schema.kinds.size()) {
        const auto nodes = graph_.nodes_of(pack::KindId(kind));
        if (!nodes.empty()) return graph::fact_of(nodes[below(nodes.size())]);
      } else {
        const auto edges = graph_.edges_of(pack::RelationId(kind - schema.kinds.size()));
        if (!edges.empty()) return graph::fact_of(edges[below(edges.size())]);
      }
    }
  }

  std::vector<graph::FactRef> facts(std::size_t count) {
    std::vector<graph::FactRef> facts;
    for (std::size_t i = 0; i < count; ++i) facts.push_back(fact());
    return facts;
  }

 private:
  const graph::EntityGraph& graph_;
  std::mt19937 dice_;
};

}  // namespace harbinger::tests
