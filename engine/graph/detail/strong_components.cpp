// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/strong_components.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace harbinger::graph::detail {

StrongComponents::StrongComponents(std::span<const std::uint32_t> component_of, std::size_t count)
    : first_(count + 1, 0), members_(component_of.size()) {
  for (const std::uint32_t component : component_of) ++first_[component + 1];
  for (std::size_t i = 0; i < count; ++i) first_[i + 1] += first_[i];
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t node = 0; node < component_of.size(); ++node)
    members_[next[component_of[node]]++] = node;
}

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
