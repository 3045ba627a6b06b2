// SPDX-License-Identifier: Apache-2.0
// Look-through shares, and the facts that add to them.
#include <algorithm>
#include <set>
#include <tuple>

#include "graph/detail/ownership_state.hpp"
#include "graph/detail/party_map.hpp"
#include "graph/ownership.hpp"

namespace harbinger::graph {

namespace {

using detail::End;
using detail::LookThrough;
using detail::OwnershipState;
using detail::PartyId;
using detail::PartyMap;
using detail::PartyShare;
using detail::TakeoverRule;
using detail::Tie;
using detail::Ties;

/// How a public body becomes part of its holder: by control, through public bodies alone.
TakeoverRule group_rule(const OwnershipState& state) {
  TakeoverRule rule;
  rule.only = &state.public_bodies;
  return rule;
}

/// Made once for each holder that takes part in ownership.
std::shared_ptr<const LookThrough> look_through_of(const OwnershipState& state, NodeId holder) {
  return state.look_through.get(holder, [&] {
    const std::array from{state.ties.party(holder)};
    const TakeoverRule rule = group_rule(state);
    auto made = std::make_shared<LookThrough>();
    made->group = {takeover(state.ties, from, rule, End::low),
                   takeover(state.ties, from, rule, End::high)};
    made->low = integrated_shares(state.ties, made->group.sure.parties(), End::low);
    made->high = integrated_shares(state.ties, made->group.possible.parties(), End::high);
    return made;
  });
}

double share_in(const std::vector<PartyShare>& shares, PartyId party) {
  const auto found = std::lower_bound(shares.begin(), shares.end(), party,
                                      [](const PartyShare& s, PartyId p) { return s.party < p; });
  return found == shares.end() || found->party != party ? 0.0 : found->share;
}

ShareBounds bounds_in(const LookThrough& holder, PartyId party) {
  const double low = holder.group.sure.has(party) ? 1.0 : share_in(holder.low, party);
  const double high = holder.group.possible.has(party) ? 1.0 : share_in(holder.high, party);
  // Only facts that contradict each other can bring the low end above the high one.
  return {low, std::max(low, high)};
}

/// One reading of who the holder is and what it has: what is sure, or what is possible.
struct Reading {
  const Ties& ties;
  const detail::Takeover& group;
  End end;
  [[nodiscard]] bool counts(const Tie& tie) const { return ties.share(tie, end) > Decimal{}; }
};

/// Parties reached, and how far away each is.
struct Distances {
  PartyMap<std::uint32_t> steps;  ///< One more than the number of stakes; 0: not reached.
  std::vector<PartyId> reached;
};

/// The number of stakes of the shortest chain to each party from some parties (or, backwards, from
/// it to them), over stakes that count and not through the group.
Distances distances(const Reading& reading, std::span<const PartyId> from, bool backwards) {
  Distances found{PartyMap<std::uint32_t>(reading.ties.size()), {from.begin(), from.end()}};
  for (const PartyId party : from) found.steps[party] = 1;
  for (std::size_t i = 0; i < found.reached.size(); ++i) {
    const PartyId party = found.reached[i];
    const std::uint32_t further = found.steps[party] + 1;
    const auto ties = backwards ? reading.ties.holders_of(party) : reading.ties.held_by(party);
    for (const Tie& tie : ties) {
      const PartyId next = backwards ? tie.from : tie.to;
      if (!reading.counts(tie) || found.steps.get(next) != 0 || reading.group.has(next)) continue;
      found.steps[next] = further;
      found.reached.push_back(next);
    }
  }
  return found;
}

/// The stakes on chains from the group to a target outside it, by distance from the group.
std::vector<Tie> stakes_between(const Reading& reading, PartyId target) {
  const Ties& ties = reading.ties;
  const Distances from_group = distances(reading, reading.group.parties(), false);
  const std::array ends{target};
  std::vector<Tie> stakes;
  for (const PartyId held : distances(reading, ends, true).reached) {
    if (reading.group.has(held)) continue;
    for (const Tie& tie : ties.holders_of(held))
      if (reading.counts(tie) && from_group.steps.get(tie.from) != 0) stakes.push_back(tie);
  }
  const auto place = [&](const Tie& tie) {
    return std::tuple(from_group.steps.get(tie.from), tie.from, tie.to, ties.link(tie).edge);
  };
  std::sort(stakes.begin(), stakes.end(),
            [&](const Tie& a, const Tie& b) { return place(a) < place(b); });
  return stakes;
}

}  // namespace

ShareBounds Ownership::look_through(NodeId entity, NodeId holder) const {
  if (entity == holder) return {1, 1};
  const OwnershipState& state = state_about(entity);
  const PartyId party = state.ties.party(entity);
  if (!party.valid() || !state.ties.party(holder).valid()) return {};
  return bounds_in(*look_through_of(state, holder), party);
}

std::vector<ShareBounds> Ownership::look_through_to_all(NodeId holder) const {
  std::vector<ShareBounds> shares(view().graph().node_count());
  shares[holder.index()] = {1, 1};
  const OwnershipState& state = this->state();
  const Ties& ties = state.ties;
  if (!ties.party(holder).valid()) return shares;
  const auto row = look_through_of(state, holder);
  const auto of = [&](PartyId party) -> ShareBounds& { return shares[ties.node(party).index()]; };
  for (const PartyShare& share : row->low) of(share.party).low = share.share;
  for (const PartyShare& share : row->high) of(share.party).high = share.share;
  for (const PartyId member : row->group.sure.parties()) of(member).low = 1;
  for (const PartyId member : row->group.possible.parties()) of(member).high = 1;
  for (ShareBounds& bounds : shares) bounds.high = std::max(bounds.low, bounds.high);
  return shares;
}

std::vector<NodeId> Ownership::one_owner(NodeId holder) const {
  const OwnershipState& state = this->state();
  const Ties& ties = state.ties;
  if (!ties.party(holder).valid()) return {holder};
  std::vector<NodeId> nodes;
  for (const PartyId party : look_through_of(state, holder)->group.sure.parties())
    nodes.push_back(ties.node(party));
  return nodes;
}

std::vector<OwnershipLink> Ownership::look_through_chain(NodeId entity, NodeId holder) const {
  const OwnershipState& state = state_about(entity);
  const Ties& ties = state.ties;
  const PartyId target = ties.party(entity);
  const std::array from{ties.party(holder)};
  if (entity == holder || !target.valid() || !from.front().valid()) return {};
  const auto row = look_through_of(state, holder);
  const std::array readings{Reading{ties, row->group.possible, End::high},
                            Reading{ties, row->group.sure, End::low}};
  std::vector<OwnershipLink> chain;
  std::set<EdgeId> shown;
  const auto add = [&](const OwnershipLink& link) {
    if (shown.insert(link.edge).second) chain.push_back(link);
  };
  const auto add_membership = [&](PartyId member, End end) {
    for (const OwnershipLink& link : takeover_chain(ties, from, group_rule(state), end, member))
      add(link);
  };
  std::vector<Tie> stakes;
  for (const Reading& reading : readings) {
    if (reading.group.has(target)) {
      add_membership(target, reading.end);
      continue;
    }
    const std::vector<Tie> more = stakes_between(reading, target);
    for (const Tie& tie : more)
      if (reading.group.has(tie.from)) add_membership(tie.from, reading.end);
    stakes.insert(stakes.end(), more.begin(), more.end());
  }
  for (const Tie& tie : stakes) add(ties.link(tie));
  return chain;
}

}  // namespace harbinger::graph
