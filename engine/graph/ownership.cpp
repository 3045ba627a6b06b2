// SPDX-License-Identifier: Apache-2.0
#include "graph/ownership.hpp"

#include <algorithm>

#include "graph/detail/ownership_state.hpp"

namespace harbinger::graph {

detail::OwnershipState::OwnershipState(const GraphView& seen_from, Day held_on)
    : day(held_on), ties(links_on(seen_from, held_on)), public_bodies(ties.size(), false) {
  const EntityGraph& graph = seen_from.graph();
  const KindId public_body = graph.schema().roles.public_body;
  if (!public_body.valid()) return;
  for (std::size_t i = 0; i < ties.size(); ++i)
    public_bodies[i] = graph.node(ties.node(detail::PartyId(i))).kind() == public_body;
}

Ownership::Ownership(const GraphView& view) : Ownership(view, view.as_of()) {}

Ownership::Ownership(const GraphView& view, Day day)
    : days_(std::make_shared<detail::OwnershipDays>(view)) {
  *this = on(day);
}

Ownership Ownership::on(Day day) const {
  Ownership other = *this;
  other.state_ = days_->days.get(
      day, [&] { return std::make_shared<const detail::OwnershipState>(days_->view, day); });
  return other;
}

const GraphView& Ownership::view() const { return days_->view; }

Day Ownership::day() const { return state_->day; }

std::vector<OwnershipLink> Ownership::stakes_in(NodeId entity) const {
  std::vector<OwnershipLink> stakes;
  const detail::Ties& ties = state_->ties;
  const detail::PartyId party = ties.party(entity);
  if (!party.valid()) return stakes;
  for (const detail::Tie& tie : ties.holders_of(party))
    if (!ties.is_control(tie)) stakes.push_back(ties.link(tie));
  return stakes;
}

std::vector<NodeId> Ownership::holders_behind(NodeId entity) const {
  const detail::Ties& ties = state_->ties;
  const detail::PartyId target = ties.party(entity);
  if (!target.valid()) return {};
  std::vector<bool> seen(ties.size(), false);
  std::vector<detail::PartyId> open{target};
  seen[target.index()] = true;
  std::vector<NodeId> holders;
  while (!open.empty()) {
    const detail::PartyId held = open.back();
    open.pop_back();
    for (const detail::Tie& tie : ties.holders_of(held)) {
      const bool carries = ties.is_control(tie) || ties.share(tie, detail::End::high) > Decimal{};
      if (!carries || seen[tie.from.index()]) continue;
      seen[tie.from.index()] = true;
      holders.push_back(ties.node(tie.from));
      open.push_back(tie.from);
    }
  }
  std::sort(holders.begin(), holders.end());
  return holders;
}

}  // namespace harbinger::graph
