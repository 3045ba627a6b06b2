// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/strong_components.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace harbinger::graph::detail {

std::vector<std::vector<std::uint32_t>> strong_components(
    std::size_t nodes, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  using Rows =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  const Rows rows(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                  static_cast<std::uint32_t>(nodes));
  std::vector<std::uint32_t> component(nodes);
  const std::uint32_t count = boost::strong_components(
      rows,
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, rows)));
  // Boost numbers a component after all those that it leads to.
  std::vector<std::vector<std::uint32_t>> members(count);
  for (std::uint32_t i = 0; i < nodes; ++i) members[count - 1 - component[i]].push_back(i);
  return members;
}

}  // namespace harbinger::graph::detail
