// SPDX-License-Identifier: Apache-2.0
// Look-through shares, and the facts that add to them.
#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

#include "graph/detail/ownership_state.hpp"
#include "graph/ownership.hpp"

namespace harbinger::graph {

namespace {

using detail::End;
using detail::LookThrough;
using detail::OwnershipState;
using detail::PartyId;
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

/// The number of stakes of the shortest chain to each party from some parties (or, backwards, from
/// it to them), over stakes that count and not through the group.
std::vector<std::optional<std::uint32_t>> distances(const Reading& reading,
                                                    std::span<const PartyId> from, bool backwards) {
  std::vector<std::optional<std::uint32_t>> distance(reading.ties.size());
  std::deque<PartyId> open(from.begin(), from.end());
  for (const PartyId party : from) distance[party.index()] = 0;
  while (!open.empty()) {
    const PartyId party = open.front();
    open.pop_front();
    const auto ties = backwards ? reading.ties.holders_of(party) : reading.ties.held_by(party);
    for (const Tie& tie : ties) {
      const PartyId next = backwards ? tie.from : tie.to;
      if (!reading.counts(tie) || distance[next.index()] || reading.group.has(next)) continue;
      distance[next.index()] = *distance[party.index()] + 1;
      open.push_back(next);
    }
  }
  return distance;
}

/// The stakes on chains from the group to a target outside it, by distance from the group.
std::vector<Tie> stakes_between(const Reading& reading, PartyId target) {
  const Ties& ties = reading.ties;
  const auto from_group = distances(reading, reading.group.parties(), false);
  const std::array ends{target};
  const auto to_target = distances(reading, ends, true);
  std::vector<Tie> stakes;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (!to_target[i] || reading.group.has(PartyId(i))) continue;
    for (const Tie& tie : ties.holders_of(PartyId(i)))
      if (reading.counts(tie) && from_group[tie.from.index()]) stakes.push_back(tie);
  }
  const auto place = [&](const Tie& tie) {
    return std::tuple(*from_group[tie.from.index()], tie.from, tie.to, ties.link(tie).edge);
  };
  std::sort(stakes.begin(), stakes.end(),
            [&](const Tie& a, const Tie& b) { return place(a) < place(b); });
  return stakes;
}

}  // namespace

ShareBounds Ownership::look_through(NodeId entity, NodeId holder) const {
  if (entity == holder) return {1, 1};
  const PartyId party = state_->ties.party(entity);
  if (!party.valid() || !state_->ties.party(holder).valid()) return {};
  return bounds_in(*look_through_of(*state_, holder), party);
}

std::vector<ShareBounds> Ownership::look_through_to_all(NodeId holder) const {
  std::vector<ShareBounds> shares(view().graph().node_count());
  shares[holder.index()] = {1, 1};
  const Ties& ties = state_->ties;
  if (!ties.party(holder).valid()) return shares;
  const auto row = look_through_of(*state_, holder);
  for (std::size_t i = 0; i < ties.size(); ++i)
    shares[ties.node(PartyId(i)).index()] = bounds_in(*row, PartyId(i));
  return shares;
}

std::vector<NodeId> Ownership::one_owner(NodeId holder) const {
  const Ties& ties = state_->ties;
  if (!ties.party(holder).valid()) return {holder};
  std::vector<NodeId> nodes;
  for (const PartyId party : look_through_of(*state_, holder)->group.sure.parties())
    nodes.push_back(ties.node(party));
  return nodes;
}

std::vector<OwnershipLink> Ownership::look_through_chain(NodeId entity, NodeId holder) const {
  const Ties& ties = state_->ties;
  const PartyId target = ties.party(entity);
  const std::array from{ties.party(holder)};
  if (entity == holder || !target.valid() || !from.front().valid()) return {};
  const auto row = look_through_of(*state_, holder);
  const std::array readings{Reading{ties, row->group.possible, End::high},
                            Reading{ties, row->group.sure, End::low}};
  std::vector<OwnershipLink> chain;
  std::set<EdgeId> shown;
  const auto add = [&](const OwnershipLink& link) {
    if (shown.insert(link.edge).second) chain.push_back(link);
  };
  const auto add_membership = [&](PartyId member, End end) {
    for (const OwnershipLink& link : takeover_chain(ties, from, group_rule(*state_), end, member))
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
