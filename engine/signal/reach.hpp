// SPDX-License-Identifier: Apache-2.0
// Reach: which facts can have a part in which signals at which sites, seen from either end. A superset: what the
// patterns of the signals allow, conditions not asked.
#pragma once

#include <span>
#include <vector>

#include "base/bits.hpp"
#include "graph/view.hpp"
#include "signal/places.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

/// For each signal and changed fact, the sites it may reach, as rows of `view`: what may have moved them.
struct FactReach {
  graph::FactRef fact;
  std::vector<Bits> rows;  ///< By SignalId; empty where it reaches none.
};
[[nodiscard]] std::vector<FactReach> reach_of(const SignalSet& set, const graph::GraphView& view,
                                              const PlaceIndex& places,
                                              std::span<const graph::FactRef> facts);

/// All facts on which some signal's value at a site may rest: what a walk of its pattern passes, and what the
/// functions asked of nodes on it look at. More are found than need be, and never fewer. `world.places` is set.
[[nodiscard]] std::vector<graph::FactRef> facts_in_reach(const SignalSet& set, const World& world,
                                                         graph::NodeId site);

}  // namespace harbinger::signal
