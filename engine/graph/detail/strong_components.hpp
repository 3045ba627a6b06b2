// SPDX-License-Identifier: Apache-2.0
// Strongly connected components of a small directed graph, upstream components first.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace harbinger::graph::detail {

/// The components of the graph on 0 .. nodes - 1, so ordered that every edge between two of them
/// leads from an earlier to a later one; the nodes of each in ascending order. Linear (Tarjan).
[[nodiscard]] std::vector<std::vector<std::uint32_t>> strong_components(
    std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

}  // namespace harbinger::graph::detail
