// SPDX-License-Identifier: Apache-2.0
#include "graph/ownership.hpp"

#include <algorithm>

#include "graph/detail/ownership_state.hpp"
#include "graph/detail/party_map.hpp"

namespace harbinger::graph {

detail::OwnershipState::OwnershipState(const GraphView& seen_from, Day held_on)
    : day(held_on), ties(links_on(seen_from, held_on)) {
  mark_public_bodies(seen_from.graph());
}

detail::OwnershipState::OwnershipState(const GraphView& seen_from, Day held_on, NodeId below)
    : day(held_on), entity(below), ties(links_above(seen_from, held_on, below)) {
  mark_public_bodies(seen_from.graph());
}

void detail::OwnershipState::mark_public_bodies(const EntityGraph& graph) {
  public_bodies.resize(ties.size(), false);
  const KindId public_body = graph.schema().roles.public_body;
  if (!public_body.valid()) return;
  for (std::size_t i = 0; i < ties.size(); ++i)
    public_bodies[i] = graph.node(ties.node(detail::PartyId(i))).kind() == public_body;
}

Ownership::Ownership(const GraphView& view) : Ownership(view, view.as_of()) {}

Ownership::Ownership(const GraphView& view, Day day)
    : days_(std::make_shared<detail::OwnershipDays>(view)), day_(day), state_(days_->of_all(day)) {}

Ownership::Ownership(std::shared_ptr<detail::OwnershipDays> days)
    : days_(std::move(days)), day_(days_->view.as_of()) {}

Ownership Ownership::above_few(const GraphView& view) {
  return Ownership(std::make_shared<detail::OwnershipDays>(view));
}

Ownership Ownership::on(Day day) const {
  Ownership other = *this;
  other.day_ = day;
  if (state_) other.state_ = days_->of_all(day);
  return other;
}

const GraphView& Ownership::view() const { return days_->view; }

Day Ownership::day() const { return day_; }

const detail::OwnershipState& Ownership::state() const {
  return state_ ? *state_ : *days_->of_all(day_);
}

const detail::OwnershipState& Ownership::state_about(NodeId entity) const {
  return state_ ? *state_ : *days_->above(day_, entity);
}

std::vector<OwnershipLink> Ownership::stakes_in(NodeId entity) const {
  std::vector<OwnershipLink> stakes;
  const detail::Ties& ties = state_about(entity).ties;
  const detail::PartyId party = ties.party(entity);
  if (!party.valid()) return stakes;
  for (const detail::Tie& tie : ties.holders_of(party))
    if (!ties.is_control(tie)) stakes.push_back(ties.link(tie));
  return stakes;
}

std::vector<NodeId> Ownership::holders_behind(NodeId entity) const {
  const detail::Ties& ties = state_about(entity).ties;
  const detail::PartyId target = ties.party(entity);
  if (!target.valid()) return {};
  detail::PartySet seen(ties.size());
  std::vector<detail::PartyId> open{target};
  seen.add(target);
  std::vector<NodeId> holders;
  while (!open.empty()) {
    const detail::PartyId held = open.back();
    open.pop_back();
    for (const detail::Tie& tie : ties.holders_of(held)) {
      const bool carries = ties.is_control(tie) || ties.share(tie, detail::End::high) > Decimal{};
      if (!carries || !seen.add(tie.from)) continue;
      holders.push_back(ties.node(tie.from));
      open.push_back(tie.from);
    }
  }
  std::sort(holders.begin(), holders.end());
  return holders;
}

}  // namespace harbinger::graph
