// SPDX-License-Identifier: Apache-2.0
// The fraction of each party that a group of parties, taken as one owner, holds over all chains.
//
//     x = r + S' x,   r: direct stakes of the group,   S: stakes among the others
//
// Chains end where they come back to the group. Components first: what is upstream is solved before
// what it holds, each component on its own (component_solver.hpp); most have one party and need no
// solver.
//
// A component diverges where the spectral radius of its S is 1 or more: a closed group that owns
// itself, and that the group holds as well, so that more than the whole is held. I - S' is then no
// M-matrix, which shows in the solution of (I - S') y = 1: y >= 1 in every entry exactly where it
// is one. Shares have nine places, so y beyond 10^12 is rounding noise of a singular matrix. The
// sum of chains of a diverging component is not defined: at the low end it counts as 0, at the high
// end as 1.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "graph/detail/ties.hpp"

namespace harbinger::graph::detail {

struct PartyShare {
  PartyId party;
  double share = 0;  ///< In [0, 1].
};

/// All parties outside the group, which is ordered, in which it has a share other than zero; ordered by id. Cost:
/// linear in the stakes of what it reaches, but for components of several parties.
[[nodiscard]] std::vector<PartyShare> integrated_shares(const Ties& ties,
                                                        std::span<const PartyId> group, End end);

}  // namespace harbinger::graph::detail
