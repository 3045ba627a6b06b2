// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/strong_components.hpp"

#include <functional>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include "base/counting_order.hpp"

namespace harbinger::graph::detail {

StrongComponents::StrongComponents(std::span<const std::uint32_t> component_of, std::size_t count)
    : first_(starts_by_key(component_of, count, std::identity())),
      members_(grouped<std::uint32_t>(counted(component_of.size()), first_,
                                      [&](std::uint32_t node) { return component_of[node]; })) {}

StrongComponents strong_components(std::size_t nodes,
                                   std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  using Rows =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t, std::uint32_t>;
  const Rows rows(boost::edges_are_sorted, edges.begin(), edges.end(),
                  static_cast<std::uint32_t>(nodes), static_cast<std::uint32_t>(edges.size()));
  std::vector<std::uint32_t> component(nodes);
  const std::uint32_t count = boost::strong_components(
      rows,
      boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, rows)));
  // Boost numbers a component after all those that it leads to.
  for (std::uint32_t& place : component) place = count - 1 - place;
  return {component, count};
}

}  // namespace harbinger::graph::detail
