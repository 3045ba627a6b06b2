// SPDX-License-Identifier: Apache-2.0
// The bindings of one site, by backtracking over the steps of the pattern: for patterns that are no trees,
// and for evidence, as it sees every binding with all its facts. Slow twin of set_program.hpp.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// A binding found: each slot's node or edge, how sure its conditions are (never `no`), and the facts of
/// the path, far end first, without the site.
struct Found {
  std::span<const std::uint32_t> binding;
  Presence presence = Presence::yes;
  std::span<const graph::FactRef> facts;  ///< Only for `Walks::all`.
};

/// Of an edge that repeats: only where its walks end, or each walk on its own.
enum class Walks : unsigned char { ends, all };

/// Calls `visit` for each binding whose node 0 is `root`; stops where it returns true.
void search(const Plan& plan, const World& world, graph::NodeId root, Walks walks,
            const std::function<bool(const Found&)>& visit);

}  // namespace harbinger::signal::detail
