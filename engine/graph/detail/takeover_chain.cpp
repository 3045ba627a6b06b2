// SPDX-License-Identifier: Apache-2.0
// Chains in two steps: backwards from the target, at each entity the few facts of earlier rounds
// that suffice for it; then each fact is left out in turn, for good where the target falls without
// it.
#include <algorithm>
#include <tuple>

#include "graph/detail/party_map.hpp"
#include "graph/detail/takeover.hpp"

namespace harbinger::graph::detail {

namespace {

constexpr std::size_t most_thinned = 1000;

/// Facts that suffice to take over one entity: one CONTROLS fact, or the largest stakes; a single
/// stake rather than a CONTROLS fact, because it says how much.
std::vector<Tie> sufficient(const Ties& ties, const Takeover& taken, const TakeoverRule& rule,
                            End end, PartyId entity) {
  std::vector<Tie> stakes;
  std::optional<Tie> control;
  for (const Tie& tie : ties.holders_of(entity)) {
    const auto round = taken.round(tie.from);
    if (!round || *round >= *taken.round(entity)) continue;
    if (!ties.is_control(tie))
      stakes.push_back(tie);
    else if (rule.control_counts && !control)
      control = tie;
  }
  std::stable_sort(stakes.begin(), stakes.end(), [&](const Tie& a, const Tie& b) {
    return ties.share(a, end) > ties.share(b, end);
  });
  Decimal sum;
  std::size_t count = 0;
  while (count < stakes.size() && (count == 0 || !rule.met_by(sum)))
    sum = sum + ties.share(stakes[count++], end);
  if (control && (count != 1 || !rule.met_by(sum))) return {*control};
  stakes.resize(count);
  return stakes;
}

std::vector<OwnershipLink> gathered(const Ties& ties, const Takeover& taken,
                                    const TakeoverRule& rule, End end, PartyId target) {
  std::vector<OwnershipLink> links;
  PartySet seen(ties.size());
  std::vector<PartyId> open{target};
  seen.add(target);
  while (!open.empty()) {
    const PartyId entity = open.back();
    open.pop_back();
    if (*taken.round(entity) == 0) continue;
    for (const Tie& tie : sufficient(ties, taken, rule, end, entity)) {
      links.push_back(ties.link(tie));
      if (seen.add(tie.from)) open.push_back(tie.from);
    }
  }
  return links;
}

/// The takeover over a few facts alone.
struct Part {
  Ties ties;
  Takeover taken;

  Part(std::vector<OwnershipLink> links, const Ties& whole, std::span<const NodeId> from,
       TakeoverRule rule, End end)
      : ties(std::move(links)) {
    std::vector<PartyId> start;
    for (const NodeId node : from) start.push_back(ties.party(node));
    std::vector<bool> allowed(ties.size(), false);
    for (std::size_t i = 0; rule.only != nullptr && i < allowed.size(); ++i)
      allowed[i] = (*rule.only)[whole.party(ties.node(PartyId(i))).index()];
    if (rule.only != nullptr) rule.only = &allowed;
    taken = takeover(ties, start, rule, end);
  }
  [[nodiscard]] std::uint32_t round(NodeId node) const {
    return taken.round(ties.party(node)).value_or(0);
  }
  [[nodiscard]] bool has(NodeId node) const { return taken.has(ties.party(node)); }
};

}  // namespace

std::vector<OwnershipLink> takeover_chain(const Ties& ties, std::span<const PartyId> from,
                                          const TakeoverRule& rule, End end, PartyId target) {
  const Takeover taken = takeover(ties, from, rule, end);
  if (taken.round(target).value_or(0) == 0) return {};
  std::vector<OwnershipLink> links = gathered(ties, taken, rule, end, target);

  std::vector<NodeId> start;
  for (const PartyId party : from)
    if (party.valid()) start.push_back(ties.node(party));
  const auto part = [&](std::vector<OwnershipLink> some) {
    return Part(std::move(some), ties, start, rule, end);
  };

  const NodeId goal = ties.node(target);
  // The smallest stakes go first, so that what is left are the few that matter most.
  std::sort(links.begin(), links.end(), [&](const OwnershipLink& a, const OwnershipLink& b) {
    const auto share = [&](const OwnershipLink& l) {
      return end == End::low ? l.share.low : l.share.high;
    };
    return std::tuple(share(a), a.edge) < std::tuple(share(b), b.edge);
  });
  for (std::size_t i = 0; links.size() <= most_thinned && i < links.size();) {
    std::vector<OwnershipLink> fewer = links;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (part(fewer).has(goal))
      links = std::move(fewer);
    else
      ++i;
  }
  const Part whole = part(links);
  std::sort(links.begin(), links.end(), [&](const OwnershipLink& a, const OwnershipLink& b) {
    const auto place = [&](const OwnershipLink& l) {
      return std::tuple(whole.round(l.to), l.to, l.from, l.edge);
    };
    return place(a) < place(b);
  });
  return links;
}

}  // namespace harbinger::graph::detail
