// SPDX-License-Identifier: Apache-2.0
// What an Ownership keeps: the ties of its day, and the answers made so far.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "graph/detail/integrated_shares.hpp"
#include "graph/detail/memo.hpp"
#include "graph/detail/restricted.hpp"
#include "graph/detail/takeover.hpp"

namespace harbinger::graph::detail {

/// One holder's look-through: its group, sure and possible, and the shares of each.
struct LookThrough {
  TakeoverBounds group;
  std::vector<PartyShare> low;
  std::vector<PartyShare> high;
};

struct OwnershipState {
  OwnershipState(const GraphView& seen_from, Day held_on);

  Day day;
  Ties ties;
  std::vector<bool> public_bodies;  ///< For each party.

  mutable Memo<NodeId, LookThrough> look_through;
  mutable Memo<std::pair<NodeId, std::int64_t>, TakeoverBounds> control;
  mutable Memo<RestrictedKey, Restricted> restricted;
};

/// A view, and its ownership on each day asked about.
struct OwnershipDays {
  explicit OwnershipDays(GraphView seen) : view(std::move(seen)) {}
  GraphView view;
  Memo<Day, OwnershipState> days;
};

}  // namespace harbinger::graph::detail
