// SPDX-License-Identifier: Apache-2.0
// Which facts the answers of the functions of the graph may rest on, given the nodes that these were asked about: the
// stakes, control and listings of a node and of whoever is above it, through others or not, and the alliances of a
// country, but for those that another one covers.
#pragma once

#include <optional>
#include <set>
#include <unordered_set>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

class AskedAbout {
 public:
  /// All must outlive it. Cost: the ties above the nodes.
  AskedAbout(const Plan& plan, const graph::GraphView& view, const std::set<graph::NodeId>& nodes);

  /// Whether the plan names a node by its text, or may name any.
  [[nodiscard]] bool is_named(graph::FactRef fact) const;
  /// The nodes about which the functions may answer something else without a fact that is not named; ordered. Not the
  /// fact itself: what was asked about it lay on its walks.
  [[nodiscard]] std::vector<graph::NodeId> touched_by(graph::FactRef fact) const;

 private:
  using Nodes = std::set<graph::NodeId>;

  void add_touched(graph::EdgeId edge, std::optional<graph::NodeId> gone, Nodes& touched) const;
  void add_below(graph::NodeId holder, Nodes& touched) const;
  [[nodiscard]] bool is_ally_without(graph::EdgeId edge, graph::NodeId country,
                                     std::optional<graph::NodeId> gone) const;
  [[nodiscard]] bool is_above(graph::NodeId node) const { return above_.contains(node.value()); }

  const Plan& plan_;
  const graph::GraphView& view_;
  const std::set<graph::NodeId>& nodes_;
  std::unordered_set<std::uint32_t>
      above_;  ///< The nodes, and all who hold one of them, through others or not.
};

}  // namespace harbinger::signal::detail
