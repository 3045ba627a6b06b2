// SPDX-License-Identifier: Apache-2.0
// Whether a branch of the pattern can be completed so that conditions hold which read the rest of it too:
//
//     (site)<-[call]-(ship), (site)<-[d:DELIVERED_TO]-(:Activity)      where call.date > d.date, value: call.id
//
// A thousand calls and a thousand deliveries at one site are not multiplied to a million rows. Rows that conditions
// read alike (here: calls on one day) are asked once for each node that the branch hangs on, of ways that differ in
// what they read, and only until one is found that is as sure as can be.
//
// Slow twin: the search of one site (search.hpp).
#pragma once

#include <span>
#include <vector>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/route.hpp"

namespace harbinger::signal::detail {

/// What the rows bind a node of the pattern to, ascending, each once.
[[nodiscard]] std::vector<graph::NodeId> nodes_bound(const BindingRows& rows, std::uint32_t slot);

/// Lowers the presence of rows to how surely the branch can be completed, `no` where it cannot. `nodes` are those that
/// it hangs on, and the group of a way is the place of its node.
void lower_by_branch(const Plan& plan, const Branch& branch, std::span<const graph::NodeId> nodes,
                     const BindingRows& ways, BindingRows& rows);

}  // namespace harbinger::signal::detail
