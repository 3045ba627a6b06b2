// SPDX-License-Identifier: Apache-2.0
// What an Ownership keeps: the ties of its day, and the answers made so far.
#pragma once

#include <array>
#include <optional>
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
  /// Of all ties.
  OwnershipState(const GraphView& seen_from, Day held_on);
  /// Of the ties above an entity.
  OwnershipState(const GraphView& seen_from, Day held_on, NodeId below);

  Day day;
  std::optional<NodeId> entity;  ///< Whose ties these are; nothing: all.
  Ties ties;
  std::vector<bool> public_bodies;  ///< For each party.

  mutable Memo<NodeId, LookThrough> look_through;
  mutable Memo<std::pair<NodeId, std::int64_t>, TakeoverBounds> control;
  mutable Memo<RestrictedKey, Restricted> restricted;

 private:
  void mark_public_bodies(const EntityGraph& graph);
};

/// A view, and its ownership on each day asked about.
struct OwnershipDays {
  explicit OwnershipDays(GraphView seen) : view(std::move(seen)) {}
  GraphView view;

  /// Made once for each day; kept as long as this is.
  [[nodiscard]] std::shared_ptr<const OwnershipState> of_all(Day day) {
    return all_.get(day, [&] { return std::make_shared<const OwnershipState>(view, day); });
  }
  /// Made once for each day and entity; kept as long as this is.
  [[nodiscard]] std::shared_ptr<const OwnershipState> above(Day day, NodeId entity) {
    return above_.get({day, entity},
                      [&] { return std::make_shared<const OwnershipState>(view, day, entity); });
  }

 private:
  Memo<Day, OwnershipState> all_;
  Memo<std::pair<Day, NodeId>, OwnershipState> above_;
};

}  // namespace harbinger::graph::detail
