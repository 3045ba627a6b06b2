// SPDX-License-Identifier: Apache-2.0
// Control as a least fixed point, and the chain of single majorities.
#include <algorithm>

#include "graph/detail/ownership_state.hpp"
#include "graph/detail/party_map.hpp"
#include "graph/ownership.hpp"

namespace harbinger::graph {

namespace {

using detail::End;
using detail::OwnershipState;
using detail::PartyId;
using detail::TakeoverBounds;
using detail::TakeoverRule;
using detail::Tie;
using detail::Ties;

TakeoverRule control_rule(Decimal more_than) {
  TakeoverRule rule;
  rule.threshold = more_than;
  return rule;
}

/// Made once for each holder and threshold.
std::shared_ptr<const TakeoverBounds> control_of(const OwnershipState& state, NodeId holder,
                                                 Decimal more_than) {
  return state.control.get({holder, more_than.units}, [&] {
    const std::array from{state.ties.party(holder)};
    const TakeoverRule rule = control_rule(more_than);
    TakeoverBounds bounds{takeover(state.ties, from, rule, End::low),
                          takeover(state.ties, from, rule, End::high)};
    return std::make_shared<const TakeoverBounds>(std::move(bounds));
  });
}

/// Whether the target is reached over links each of which is a majority alone; the stakes of one
/// holder in one entity are one link.
bool majorities_lead(const Ties& ties, PartyId from, PartyId target, Decimal more_than, End end) {
  detail::PartySet seen(ties.size());
  std::vector<PartyId> open{from};
  seen.add(from);
  while (!open.empty()) {
    const PartyId holder = open.back();
    open.pop_back();
    if (holder == target) return true;
    PartyId held;
    Decimal sum;
    for (const Tie& tie : ties.held_by(holder)) {  // ordered by the entity held
      if (tie.to != held) sum = {};
      held = tie.to;
      sum = sum + ties.share(tie, end);
      if (sum <= more_than || !seen.add(held)) continue;
      open.push_back(held);
    }
  }
  return false;
}

}  // namespace

Truth Ownership::controlled_by(NodeId entity, NodeId holder, Decimal more_than) const {
  if (entity == holder) return Truth::yes;
  const OwnershipState& state = state_about(entity);
  const PartyId party = state.ties.party(entity);
  if (!party.valid() || !state.ties.party(holder).valid()) return Truth::no;
  return control_of(state, holder, more_than)->has(party);
}

Truth Ownership::majority_chain(NodeId entity, NodeId holder, Decimal more_than) const {
  if (entity == holder) return Truth::yes;
  const Ties& ties = state_about(entity).ties;
  const PartyId target = ties.party(entity);
  const PartyId from = ties.party(holder);
  if (!target.valid() || !from.valid()) return Truth::no;
  return truth_between(majorities_lead(ties, from, target, more_than, End::low),
                       majorities_lead(ties, from, target, more_than, End::high));
}

std::vector<OwnershipLink> Ownership::control_chain(NodeId entity, NodeId holder,
                                                    Decimal more_than) const {
  const Truth truth = controlled_by(entity, holder, more_than);
  if (entity == holder || truth == Truth::no) return {};
  const Ties& ties = state_about(entity).ties;
  const std::array from{ties.party(holder)};
  return takeover_chain(ties, from, control_rule(more_than),
                        truth == Truth::yes ? End::low : End::high, ties.party(entity));
}

}  // namespace harbinger::graph
