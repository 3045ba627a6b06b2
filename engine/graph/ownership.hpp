// SPDX-License-Identifier: Apache-2.0
// Who owns and who controls whom on one day: look-through shares, control, and the facts that carry
// them.
//
// Look-through (integrated ownership). S[i,j] is the fraction of j that i holds directly, and V = S
// (I - S)^-1 the sum over all chains, cycles included, of the product of their shares (Brioschi,
// Buzzacchi & Colombo 1989). The holder and every public body it controls count as one owner: its
// stakes are added, and a chain ends where it comes back to it, since what it holds counts once
// (the correction of Baldone, Brioschi & Paleari 1998 for a holder that is itself in a cycle).
//
// Control. A party controls an entity over which it has a CONTROLS fact, or of which it holds more
// than half together with the entities it already controls: the least fixed point, so that a ring
// of companies never controls itself. Sums of shares are exact decimals.
//
// A share that is a range gives bounds: low ends make what is sure, high ends what is possible. An
// unknown share lies between 0 and what the low ends of the other holders leave. Shares that
// contradict each other (a closed group that owns itself and that somebody else holds as well)
// leave [0, 1].
//
// Cost: the stakes are collected once, O(ownership facts); for each holder asked about one walk
// over what it reaches, and for look-through one solution per strongly connected component of several
// parties in it. Results are kept. Who has a few questions about a few entities of a large world asks
// Ownership::above_few: what is above an entity decides all about it, and the rest is not looked at.
#pragma once

#include <memory>
#include <vector>

#include "base/decimal.hpp"
#include "graph/entity_graph.hpp"
#include "graph/truth.hpp"
#include "graph/view.hpp"

namespace harbinger::graph {

/// A fraction that lies in [low, high], both within [0, 1].
struct ShareBounds {
  double low = 0;
  double high = 0;
  friend bool operator==(ShareBounds, ShareBounds) = default;
};

/// One fact of a chain: a stake, a CONTROLS fact or a listing.
struct OwnershipLink {
  enum class Kind : unsigned char { stake, control, listing };
  EdgeId edge;
  NodeId from;
  NodeId to;
  Kind kind = Kind::stake;
  DecimalRange share{};  ///< Kind stake: the share as used, an unknown one as its bounds.
  friend bool operator==(const OwnershipLink&, const OwnershipLink&) = default;
};

/// The link as a fact of the graph.
[[nodiscard]] inline FactRef fact_of(const OwnershipLink& link) { return fact_of(link.edge); }

namespace detail {
struct OwnershipDays;
struct OwnershipState;
}  // namespace detail

/// A cheap handle on the ownership facts of a view on one day; const methods may be called from
/// several threads. It keeps the view, not the graph, which must outlive it.
class Ownership {
 public:
  /// On the view's as-of day.
  explicit Ownership(const GraphView& view);
  /// On another day, as seen from the view (GraphView::held_on).
  Ownership(const GraphView& view, Day day);
  /// The same answers to the last digit, on the view's day, each from the ties above the entity asked about alone.
  /// Cost: O(those ties) for each entity; nothing where nobody asks. Who asks about a holder and no entity
  /// (one_owner, look_through_to_all) has all ties collected.
  [[nodiscard]] static Ownership above_few(const GraphView& view);

  [[nodiscard]] const GraphView& view() const;
  [[nodiscard]] Day day() const;
  /// The same view's ownership on another day; made once for each day.
  [[nodiscard]] Ownership on(Day day) const;

  /// The fraction of `entity` that `holder` owns over all chains; 1 for the holder itself and for a
  /// public body it controls.
  [[nodiscard]] ShareBounds look_through(NodeId entity, NodeId holder) const;
  /// The same for every node, indexed by NodeId.
  [[nodiscard]] std::vector<ShareBounds> look_through_to_all(NodeId holder) const;
  /// Whether `holder` controls `entity`, a majority being more than the fraction `more_than`. Yes
  /// for the holder itself.
  [[nodiscard]] Truth controlled_by(NodeId entity, NodeId holder, Decimal more_than = half) const;
  /// Whether one path leads from `holder` to `entity` on which every single stake is a majority.
  [[nodiscard]] Truth majority_chain(NodeId entity, NodeId holder, Decimal more_than = half) const;

  /// The direct stakes in an entity, those of one owner side by side, ordered by owner and fact.
  [[nodiscard]] std::vector<OwnershipLink> stakes_in(NodeId entity) const;
  /// The holder and the public bodies that it surely controls: one owner. Ordered by id.
  [[nodiscard]] std::vector<NodeId> one_owner(NodeId holder) const;
  /// Every node from which a chain of stakes or CONTROLS facts leads to `entity`, ordered by id.
  [[nodiscard]] std::vector<NodeId> holders_behind(NodeId entity) const;

  /// Every fact that adds to look_through(entity, holder), nearest to the holder first, and the
  /// facts that make public bodies part of it. Empty where there is no chain.
  [[nodiscard]] std::vector<OwnershipLink> look_through_chain(NodeId entity, NodeId holder) const;
  /// Facts from which alone controlled_by(entity, holder) is yes (or unknown, where it is), none of
  /// which can be left out; nearest to the holder first. Unless other facts say the same once more,
  /// the answer falls with any of them. Empty where the answer is no.
  [[nodiscard]] std::vector<OwnershipLink> control_chain(NodeId entity, NodeId holder,
                                                         Decimal more_than = half) const;

  static constexpr Decimal half{Decimal::one / 2};

  /// For the other files of this folder: of all ties, and of those that bear on an entity.
  [[nodiscard]] const detail::OwnershipState& state() const;
  [[nodiscard]] const detail::OwnershipState& state_about(NodeId entity) const;

 private:
  explicit Ownership(std::shared_ptr<detail::OwnershipDays> days);

  std::shared_ptr<detail::OwnershipDays> days_;
  Day day_;
  std::shared_ptr<const detail::OwnershipState> state_;  ///< nullptr: of a few entities.
};

}  // namespace harbinger::graph
