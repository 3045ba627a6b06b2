// SPDX-License-Identifier: Apache-2.0
// Strongly connected components of a directed graph, upstream components first.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace harbinger::graph::detail {

/// Components in an order in which every edge between two of them leads from an earlier to a later one.
class StrongComponents {
 public:
  /// `component_of` has the place of its component for each node; there are `count`.
  StrongComponents(std::span<const std::uint32_t> component_of, std::size_t count);

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  /// The nodes of a component, ascending.
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t component) const {
    return std::span(members_).subspan(first_[component],
                                       first_[component + 1] - first_[component]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> members_;
};

/// Those of the graph on 0 .. nodes - 1 with these edges, which are ordered by their first node. Linear (Tarjan).
[[nodiscard]] StrongComponents strong_components(
    std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

}  // namespace harbinger::graph::detail
