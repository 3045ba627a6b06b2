// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/restricted.hpp"

#include <algorithm>

#include "graph/detail/ownership_state.hpp"
#include "graph/detail/party_map.hpp"

namespace harbinger::graph::detail {

namespace {

using pack::LegalPeriod;
using pack::LegalTest;

/// Of those above an entity, and of itself, the ones that are listed; ordered by party.
std::vector<ListedOwner> listed_above(const Ownership& ownership, const LegalTest& test,
                                      const Ties& ties, NodeId entity) {
  const EntityGraph& graph = ownership.view().graph();
  std::vector<ListedOwner> listed;
  const auto add = [&](NodeId party) {
    for (std::size_t list = 0; list < test.lists.size(); ++list) {
      const auto found = graph.find_node(test.lists[list]);
      for (const EdgeId edge : graph.out_edges(party, graph.schema().roles.listed_on))
        if (found && graph.target(edge) == *found &&
            ownership.view().held_on(edge, ownership.day()))
          return listed.push_back({party, list});
    }
  };
  for (std::size_t i = 0; i < ties.size(); ++i) add(ties.node(PartyId(i)));
  if (!ties.party(entity).valid()) add(entity);
  return listed;
}

Restricted restricted_under(const Ownership& ownership, const OwnershipState& state,
                            const LegalTest& test, const LegalPeriod& period) {
  const Ties& ties = state.ties;
  Restricted result;
  result.listed = state.entity ? listed_above(ownership, test, ties, *state.entity)
                               : listed_parties(ownership, test, ownership.day());
  const bool at_least = period.comparison == LegalPeriod::Comparison::at_least;
  result.by_shares = {period.threshold, at_least, false, nullptr};
  result.by_all = {period.threshold, at_least, period.control_counts, nullptr};
  for (const ListedOwner& listed : result.listed) {
    const PartyId party = ties.party(listed.party);
    if (!party.valid()) continue;
    if (result.pools.empty() || period.added_over == LegalPeriod::AddedOver::each)
      result.pools.emplace_back();
    result.pools.back().from.push_back(party);
  }
  const auto spread = [&](const Restricted::Pool& pool, const TakeoverRule& rule) {
    return TakeoverBounds{takeover(ties, pool.from, rule, End::low),
                          takeover(ties, pool.from, rule, End::high)};
  };
  for (Restricted::Pool& pool : result.pools) {
    pool.owned = spread(pool, result.by_shares);
    pool.reached = period.control_counts ? spread(pool, result.by_all) : pool.owned;
  }
  for (std::uint32_t pool = 0; pool < result.pools.size(); ++pool)
    for (const PartyId party : result.pools[pool].reached.possible.parties())
      result.pools_of.emplace_back(party, pool);
  std::sort(result.pools_of.begin(), result.pools_of.end());
  return result;
}

}  // namespace

std::vector<std::uint32_t> Restricted::pools_near(const Ties& ties, PartyId entity) const {
  std::vector<std::uint32_t> near;
  const auto add = [&](PartyId party) {
    auto found = std::lower_bound(pools_of.begin(), pools_of.end(), std::pair(party, 0u));
    for (; found != pools_of.end() && found->first == party; ++found) near.push_back(found->second);
  };
  add(entity);
  for (const Tie& tie : ties.holders_of(entity)) add(tie.from);
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  return near;
}

const ListedOwner* Restricted::find_listed(NodeId node) const {
  const auto found = std::lower_bound(listed.begin(), listed.end(), node,
                                      [](const ListedOwner& l, NodeId n) { return l.party < n; });
  return found == listed.end() || found->party != node ? nullptr : &*found;
}

std::shared_ptr<const Restricted> restricted_of(const Ownership& ownership,
                                                const OwnershipState& state, const LegalTest& test,
                                                const LegalPeriod& period) {
  const detail::RestrictedKey key{
      test.lists, period.threshold.units, period.comparison == LegalPeriod::Comparison::at_least,
      period.added_over == LegalPeriod::AddedOver::each, period.control_counts};
  return state.restricted.get(key, [&] {
    return std::make_shared<const Restricted>(restricted_under(ownership, state, test, period));
  });
}

DecimalRange sum_held(const Ties& ties, const TakeoverBounds& restricted, PartyId entity) {
  constexpr Decimal whole{Decimal::one};
  DecimalRange sum{};
  for (const Tie& tie : ties.holders_of(entity)) {
    if (tie.from == entity) continue;
    if (restricted.sure.has(tie.from)) sum.low = sum.low + ties.share(tie, End::low);
    if (restricted.possible.has(tie.from)) sum.high = sum.high + ties.share(tie, End::high);
  }
  return {std::min(sum.low, whole), std::min(sum.high, whole)};
}

void add_listed_behind(const Ties& ties, const Restricted& restricted, const Restricted::Pool& pool,
                       PartyId entity, std::vector<ListedOwner>& into) {
  PartySet seen(ties.size());
  std::vector<PartyId> open{entity};
  seen.add(entity);
  while (!open.empty()) {
    const PartyId held = open.back();
    open.pop_back();
    for (const Tie& tie : ties.holders_of(held)) {
      const bool carries = ties.is_control(tie) ? restricted.by_all.control_counts
                                                : ties.share(tie, End::high) > Decimal{};
      if (!carries || !pool.reached.possible.has(tie.from)) continue;
      if (!seen.add(tie.from)) continue;
      open.push_back(tie.from);
      const ListedOwner* listed = restricted.find_listed(ties.node(tie.from));
      if (listed != nullptr && std::find(into.begin(), into.end(), *listed) == into.end())
        into.push_back(*listed);
    }
  }
}

}  // namespace harbinger::graph::detail
