// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/takeover.hpp"

#include <algorithm>

#include "graph/detail/party_map.hpp"

namespace harbinger::graph::detail {

Takeover::Takeover(std::vector<std::pair<PartyId, std::uint32_t>> rounds) {
  std::sort(rounds.begin(), rounds.end());
  parties_.reserve(rounds.size());
  rounds_.reserve(rounds.size());
  for (const auto& [party, round] : rounds) {
    parties_.push_back(party);
    rounds_.push_back(round);
  }
}

std::optional<std::uint32_t> Takeover::round(PartyId party) const {
  const auto found = std::lower_bound(parties_.begin(), parties_.end(), party);
  if (found == parties_.end() || *found != party) return std::nullopt;
  return rounds_[static_cast<std::size_t>(found - parties_.begin())];
}

Takeover takeover(const Ties& ties, std::span<const PartyId> from, const TakeoverRule& rule,
                  End end) {
  struct Standing {
    Decimal held{};
    bool taken = false;
  };
  PartyMap<Standing> standings(ties.size());
  std::vector<std::pair<PartyId, std::uint32_t>>
      rounds;  // the frontier is what the last round added
  for (const PartyId party : from) {
    if (!party.valid() || standings[party].taken) continue;
    standings[party].taken = true;
    rounds.emplace_back(party, 0);
  }
  std::size_t begin = 0;
  for (std::uint32_t round = 1; begin < rounds.size(); ++round) {
    const std::size_t frontier_end = rounds.size();
    for (; begin < frontier_end; ++begin)
      for (const Tie& tie : ties.held_by(rounds[begin].first)) {
        if (rule.only != nullptr && !(*rule.only)[tie.to.index()]) continue;
        Standing& standing = standings[tie.to];
        if (standing.taken) continue;
        standing.held = standing.held + ties.share(tie, end);
        // Marked at once, so that it is taken over once; its own ties wait for the next round.
        standing.taken = ties.is_control(tie) ? rule.control_counts : rule.met_by(standing.held);
        if (standing.taken) rounds.emplace_back(tie.to, round);
      }
  }
  return Takeover(std::move(rounds));
}

}  // namespace harbinger::graph::detail
