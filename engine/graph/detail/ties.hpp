// SPDX-License-Identifier: Apache-2.0
// The ownership facts in force on a day, as a compact network: only nodes that hold or are held
// take part, as parties numbered in order of NodeId, so that arrays over them stay small in a large
// graph.
//
//     OWNS and CONTROLS edges held on the day  ->  links  ->  ties by holder and by entity
#pragma once

#include <span>
#include <vector>

#include "base/strong_id.hpp"
#include "graph/ownership.hpp"

namespace harbinger::graph::detail {

using PartyId = StrongId<struct PartyTag>;

/// Which world is looked at: what is sure, or what is possible.
enum class End : unsigned char { low, high };

/// A link between two parties; `link` is its place in Ties::links.
struct Tie {
  PartyId from;
  PartyId to;
  std::uint32_t link = 0;
};

/// The stakes and CONTROLS facts held on a day as seen from a view. An unknown share becomes its
/// bounds: from 0 to what the low ends of the other stakes leave, or to 1 where these alone exceed
/// the whole.
[[nodiscard]] std::vector<OwnershipLink> links_on(const GraphView& view, Day day);
/// Those in an entity, in its holders, in theirs and so on: with each party all that is above it.
[[nodiscard]] std::vector<OwnershipLink> links_above(const GraphView& view, Day day, NodeId entity);

class Ties {
 public:
  explicit Ties(std::vector<OwnershipLink> links);

  /// The number of parties.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] NodeId node(PartyId party) const { return nodes_[party.index()]; }
  /// Invalid where the node neither holds nor is held.
  [[nodiscard]] PartyId party(NodeId node) const;

  [[nodiscard]] const OwnershipLink& link(const Tie& tie) const { return links_[tie.link]; }
  [[nodiscard]] bool is_control(const Tie& tie) const {
    return link(tie).kind == OwnershipLink::Kind::control;
  }
  /// The share of a stake at one end of its bounds; zero for a CONTROLS fact.
  [[nodiscard]] Decimal share(const Tie& tie, End end) const {
    const DecimalRange& share = link(tie).share;
    return end == End::low ? share.low : share.high;
  }

  /// Ordered by the entity held, then by fact.
  [[nodiscard]] std::span<const Tie> held_by(PartyId party) const {
    return at(out_, out_start_, party);
  }
  /// Ordered by holder, then by fact.
  [[nodiscard]] std::span<const Tie> holders_of(PartyId party) const {
    return at(in_, in_start_, party);
  }

 private:
  static std::span<const Tie> at(const std::vector<Tie>& ties,
                                 const std::vector<std::uint32_t>& start, PartyId party) {
    const std::size_t first = start[party.index()];
    return std::span(ties).subspan(first, start[party.index() + 1] - first);
  }

  std::vector<OwnershipLink> links_;
  std::vector<NodeId> nodes_;
  std::vector<Tie> out_;
  std::vector<Tie> in_;
  std::vector<std::uint32_t> out_start_;
  std::vector<std::uint32_t> in_start_;
};

}  // namespace harbinger::graph::detail
