// SPDX-License-Identifier: Apache-2.0
// One plan that has a pattern, evaluated: for all sites, for the whole graph, and for some sites by search.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "signal/detail/combine.hpp"

namespace harbinger::signal::detail {

/// The values of all sites of the view, a row for each: a column for each of some plans of one Plan::walk. One that
/// groups sites or has no variables of terms comes alone.
[[nodiscard]] std::vector<expr::Column> columns_of_sites(std::span<const Plan* const> plans,
                                                         const World& world, unsigned threads);
[[nodiscard]] inline expr::Column column_of_sites(const Plan& plan, const World& world,
                                                  unsigned threads) {
  const Plan* plans[] = {&plan};
  return std::move(columns_of_sites(plans, world, threads)[0]);
}
/// The value of a plan that is not anchored.
[[nodiscard]] expr::Value value_of_graph(const Plan& plan, const World& world);

/// Some sites by search, one value each; the slow twin of column_of_sites.
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
