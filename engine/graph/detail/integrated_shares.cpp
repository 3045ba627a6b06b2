// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/integrated_shares.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "graph/detail/component_solver.hpp"
#include "graph/detail/party_map.hpp"
#include "graph/detail/strong_components.hpp"

namespace harbinger::graph::detail {

namespace {

using Place = std::uint32_t;

/// The parties that chains from the group reach, and the stakes on these chains, by place in
/// `parties`.
struct Reach {
  std::vector<PartyId> parties;                 ///< Ordered.
  std::vector<double> direct;                   ///< r: what the group holds itself.
  std::vector<std::pair<Place, Place>> stakes;  ///< Holder and held, ordered.
  std::vector<double> shares;                   ///< Of the stakes.
  std::vector<std::size_t>
      first;  ///< Where the stakes of each party start; one more entry at the end.
};

class Walk {
 public:
  Walk(const Ties& ties, std::span<const PartyId> group, End end)
      : ties_(ties), group_(group), end_(end), marks_(ties.size()) {}

  Reach reach() {
    collect_parties();
    for (const PartyId member : group_)
      for (const Tie& tie : ties_.held_by(member))
        if (const double share = share_of(tie); share > 0 && marks_[tie.to] != member_of_group)
          reach_.direct[place_of(tie.to)] += share;
    reach_.first.reserve(reach_.parties.size() + 1);
    for (Place from = 0; from < reach_.parties.size(); ++from) {
      reach_.first.push_back(reach_.stakes.size());
      for (const Tie& tie : ties_.held_by(reach_.parties[from])) {
        const double share = share_of(tie);
        if (share <= 0 || marks_[tie.to] == member_of_group) continue;
        reach_.stakes.emplace_back(from, place_of(tie.to));
        reach_.shares.push_back(share);
      }
    }
    reach_.first.push_back(reach_.stakes.size());
    return std::move(reach_);
  }

 private:
  /// Marks: 0 not seen, 1 of the group, else the party's place and 2.
  static constexpr std::uint32_t member_of_group = 1;
  static constexpr std::uint32_t first_place = 2;

  [[nodiscard]] double share_of(const Tie& tie) const { return ties_.share(tie, end_).to_double(); }
  [[nodiscard]] Place place_of(PartyId party) { return marks_[party] - first_place; }

  void collect_parties() {
    for (const PartyId member : group_) marks_[member] = member_of_group;
    std::vector<PartyId> open(group_.begin(), group_.end());
    while (!open.empty()) {
      const PartyId holder = open.back();
      open.pop_back();
      for (const Tie& tie : ties_.held_by(holder)) {
        if (ties_.share(tie, end_) <= Decimal{}) continue;
        std::uint32_t& mark = marks_[tie.to];
        if (mark != 0) continue;
        mark = first_place;
        reach_.parties.push_back(tie.to);
        open.push_back(tie.to);
      }
    }
    std::sort(reach_.parties.begin(), reach_.parties.end());
    for (Place place = 0; place < reach_.parties.size(); ++place)
      marks_[reach_.parties[place]] = first_place + place;
    reach_.direct.resize(reach_.parties.size());
  }

  const Ties& ties_;
  std::span<const PartyId> group_;
  End end_;
  PartyMap<std::uint32_t> marks_;
  Reach reach_;
};

/// A component on its own, by place in `members`.
Component component_of(const Reach& reach, std::span<const Place> members,
                       const std::vector<double>& inflow) {
  Component component;
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    component.inflow.push_back(inflow[members[i]]);
    for (std::size_t s = reach.first[members[i]]; s < reach.first[members[i] + 1]; ++s) {
      const Place held = reach.stakes[s].second;
      const auto to = std::lower_bound(members.begin(), members.end(), held);
      if (to != members.end() && *to == held)
        component.holdings.push_back(
            {i, static_cast<std::uint32_t>(to - members.begin()), reach.shares[s]});
    }
  }
  return component;
}

/// The stakes in each party, its holders in their order: sums in this order are the same, to the last digit, whatever
/// stands elsewhere in the network.
struct Holders {
  std::vector<std::size_t> first;
  std::vector<std::pair<Place, double>> stakes;  ///< Holder and share.

  explicit Holders(const Reach& reach)
      : first(reach.parties.size() + 1), stakes(reach.stakes.size()) {
    for (const auto& [holder, held] : reach.stakes) ++first[held + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for (std::size_t s = 0; s < stakes.size(); ++s)
      stakes[next[reach.stakes[s].second]++] = {reach.stakes[s].first, reach.shares[s]};
  }
};

bool holds_itself(const Reach& reach, Place place) {
  return std::any_of(reach.stakes.begin() + static_cast<std::ptrdiff_t>(reach.first[place]),
                     reach.stakes.begin() + static_cast<std::ptrdiff_t>(reach.first[place + 1]),
                     [&](const auto& stake) { return stake.second == place; });
}

}  // namespace

std::vector<PartyShare> integrated_shares(const Ties& ties, std::span<const PartyId> group,
                                          End end) {
  HARBINGER_ASSERT(std::is_sorted(group.begin(), group.end()));
  const Reach reach = Walk(ties, group, end).reach();
  const StrongComponents components = strong_components(reach.parties.size(), reach.stakes);

  const Holders holders(reach);
  std::vector<double> inflow = reach.direct;
  std::vector<PartyShare> shares;
  shares.reserve(reach.parties.size());
  for (const PartyId party : reach.parties) shares.push_back({party, 0.0});
  for (std::size_t c = 0; c < components.size(); ++c) {
    const std::span<const Place> members = components[c];
    // Shares within the component are still zero, and are left to its solution.
    for (const Place held : members)
      for (std::size_t s = holders.first[held]; s < holders.first[held + 1]; ++s)
        inflow[held] += shares[holders.stakes[s].first].share * holders.stakes[s].second;
    if (members.size() == 1 && !holds_itself(reach, members.front())) {
      shares[members.front()].share = std::clamp(inflow[members.front()], 0.0, 1.0);
    } else {
      const auto x = solution(component_of(reach, members, inflow));
      const double undefined = end == End::low ? 0.0 : 1.0;
      for (std::size_t i = 0; i < members.size(); ++i)
        shares[members[i]].share = x ? std::clamp((*x)[i], 0.0, 1.0) : undefined;
    }
  }
  return shares;
}

}  // namespace harbinger::graph::detail
