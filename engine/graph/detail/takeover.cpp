// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/takeover.hpp"

#include <algorithm>

namespace harbinger::graph::detail {

Takeover::Takeover(std::span<const std::optional<std::uint32_t>> rounds) {
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    if (!rounds[i]) continue;
    parties_.emplace_back(i);
    rounds_.push_back(*rounds[i]);
  }
}

std::optional<std::uint32_t> Takeover::round(PartyId party) const {
  const auto found = std::lower_bound(parties_.begin(), parties_.end(), party);
  if (found == parties_.end() || *found != party) return std::nullopt;
  return rounds_[static_cast<std::size_t>(found - parties_.begin())];
}

Takeover takeover(const Ties& ties, std::span<const PartyId> from, const TakeoverRule& rule,
                  End end) {
  std::vector<std::optional<std::uint32_t>> rounds(ties.size());
  std::vector<Decimal> held(ties.size());
  std::vector<PartyId> frontier;
  for (const PartyId party : from) {
    if (!party.valid() || rounds[party.index()]) continue;
    rounds[party.index()] = 0;
    frontier.push_back(party);
  }
  for (std::uint32_t round = 1; !frontier.empty(); ++round) {
    std::vector<PartyId> next;
    for (const PartyId holder : frontier)
      for (const Tie& tie : ties.held_by(holder)) {
        const std::size_t to = tie.to.index();
        if (rounds[to] || (rule.only != nullptr && !(*rule.only)[to])) continue;
        held[to] = held[to] + ties.share(tie, end);
        const bool taken = ties.is_control(tie) ? rule.control_counts : rule.met_by(held[to]);
        if (!taken) continue;
        // Marked at once, so that it is taken over once; its own ties wait for the next round.
        rounds[to] = round;
        next.push_back(tie.to);
      }
    frontier = std::move(next);
  }
  return Takeover(rounds);
}

}  // namespace harbinger::graph::detail
