// SPDX-License-Identifier: Apache-2.0
// One plan that has a pattern, evaluated: rows of bindings, then terms, then values by group.
//
//     roots (sites) -> rows: group, slots -> terms of each row -> one value per group -> column
#pragma once

#include <optional>
#include <vector>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/combine.hpp"

namespace harbinger::signal::detail {

/// Groups of sites: what shares a value of `over`, or each site on its own.
struct Groups {
  static constexpr std::uint32_t none = 0xffffffff;
  std::vector<std::uint32_t> of_site;  ///< By SiteId; `none`: not in view, or `over` is unknown.
  std::size_t count = 0;
};
[[nodiscard]] Groups groups_of(const Plan& plan, const graph::GraphView& view);

/// One value per site of the view.
[[nodiscard]] std::vector<expr::Value> values_of_sites(const Plan& plan, const World& world,
                                                       unsigned threads);
/// The value of a plan that is not anchored.
[[nodiscard]] expr::Value value_of_graph(const Plan& plan, const World& world);

/// Some sites by search, one value each; the slow twin of values_of_sites.
[[nodiscard]] std::vector<expr::Value> values_by_search(const Plan& plan, const World& world,
                                                        std::span<const graph::NodeId> sites);
[[nodiscard]] inline expr::Value value_by_search(const Plan& plan, const World& world,
                                                 graph::NodeId site) {
  return values_by_search(plan, world, {&site, 1})[0];
}

/// The sites whose terms make the value at a site: itself, or for `over` all that share its value; none where
/// it is not in view, or the plan asks for a place or a value of `over` that it does not have.
[[nodiscard]] std::vector<graph::NodeId> sites_summed(const Plan& plan, const World& world,
                                                      graph::NodeId site);

}  // namespace harbinger::signal::detail
