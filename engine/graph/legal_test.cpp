// SPDX-License-Identifier: Apache-2.0
#include "graph/legal_test.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/assert.hpp"
#include "graph/detail/ownership_state.hpp"

namespace harbinger::graph {

namespace {

using detail::End;
using detail::PartyId;
using detail::Restricted;
using detail::restricted_of;
using detail::TakeoverBounds;
using detail::TakeoverRule;
using detail::Tie;
using detail::Ties;
using pack::LegalPeriod;
using pack::LegalTest;
using How = LegalAnswer::How;

/// What one pool says of an entity, and how many rounds it takes.
struct Finding {
  const Restricted::Pool* pool = nullptr;
  Truth truth = Truth::no;
  How how = How::not_reached;
  std::uint32_t round = 0;

  [[nodiscard]] End end() const { return truth == Truth::yes ? End::low : End::high; }
  /// Whether it says more: yes before unknown before no, shares before control, then the shorter
  /// way.
  [[nodiscard]] bool says_more_than(const Finding& other) const {
    const auto rank = [](const Finding& f) {
      const int known = f.truth == Truth::yes ? 2 : f.truth == Truth::unknown ? 1 : 0;
      return std::tuple(known, f.how == How::owned, ~f.round);
    };
    return rank(*this) > rank(other);
  }
};

Finding found_in(const Restricted::Pool& pool, PartyId entity) {
  Finding found{&pool, pool.reached.has(entity), How::controlled, 0};
  if (found.truth == Truth::no) return {};
  const bool owned = pool.owned.has(entity) == found.truth;
  if (owned) found.how = How::owned;
  const TakeoverBounds& bounds = owned ? pool.owned : pool.reached;
  found.round =
      (found.truth == Truth::yes ? bounds.sure : bounds.possible).round(entity).value_or(0);
  return found;
}

/// The fact that puts a party on a list.
OwnershipLink listing(const Ownership& ownership, const LegalTest& test,
                      const ListedOwner& listed) {
  const EntityGraph& graph = ownership.view().graph();
  const NodeId list = *graph.find_node(test.lists[listed.list]);
  for (const EdgeId edge : graph.out_edges(listed.party, graph.schema().roles.listed_on))
    if (graph.target(edge) == list && ownership.view().held_on(edge, ownership.day()))
      return {edge, listed.party, list, OwnershipLink::Kind::listing, {}};
  throw InternalFault("a listed party without a listing");
}

/// One test under one period, on the day of `ownership`.
class Question {
 public:
  Question(const Ownership& ownership, const LegalTest& test, const LegalPeriod& period,
           NodeId entity)
      : ownership_(ownership),
        ties_(ownership.state_about(entity).ties),
        test_(test),
        period_(period),
        restricted_(restricted_of(ownership, ownership.state_about(entity), test, period)),
        entity_(entity),
        party_(ties_.party(entity)) {}

  [[nodiscard]] LegalAnswer answer(bool with_chain) const {
    LegalAnswer answer;
    const bool owned = period_.effect == LegalPeriod::Effect::owned;
    if (owned && party_.valid()) add_owners(answer, with_chain);
    if (const ListedOwner* listed = restricted_->find_listed(entity_)) {
      answer.truth = Truth::yes;
      answer.how = How::listed;
      answer.listed_owners = {*listed};
      if (with_chain) answer.chain = {listing(ownership_, test_, *listed)};
    } else if (period_.effect == LegalPeriod::Effect::unknown) {
      answer.truth = Truth::unknown;
      answer.how = How::rule_not_known;
    }
    return answer;
  }

 private:
  void add_owners(LegalAnswer& answer, bool with_chain) const {
    Finding best;
    const std::vector<std::uint32_t> near = restricted_->pools_near(ties_, party_);
    for (const std::uint32_t at : near) {
      const Restricted::Pool& pool = restricted_->pools[at];
      const Finding here = found_in(pool, party_);
      if (here.says_more_than(best)) best = here;
      const DecimalRange held = sum_held(ties_, pool.reached, party_);
      answer.held = {std::max(answer.held.low, held.low), std::max(answer.held.high, held.high)};
    }
    answer.truth = best.truth;
    answer.how = best.how;
    if (answer.truth == Truth::no || !with_chain) return;
    answer.chain = chain_of(best);
    for (const std::uint32_t at : near)
      if (const Restricted::Pool& pool = restricted_->pools[at];
          pool.reached.has(party_) != Truth::no)
        add_listed_behind(ties_, *restricted_, pool, party_, answer.listed_owners);
    std::sort(answer.listed_owners.begin(), answer.listed_owners.end(),
              [](const auto& a, const auto& b) {
                return std::tuple(a.list, a.party) < std::tuple(b.list, b.party);
              });
  }

  /// The listings of the parties that the chain starts from, then the chain.
  [[nodiscard]] std::vector<OwnershipLink> chain_of(const Finding& found) const {
    const TakeoverRule& rule =
        found.how == How::owned ? restricted_->by_shares : restricted_->by_all;
    const auto chain = takeover_chain(ties_, found.pool->from, rule, found.end(), party_);
    std::set<NodeId> starts;
    for (const OwnershipLink& link : chain) starts.insert(link.from);
    std::vector<OwnershipLink> whole;
    for (const PartyId party : found.pool->from)
      if (const NodeId start = ties_.node(party); starts.contains(start))
        whole.push_back(listing(ownership_, test_, *restricted_->find_listed(start)));
    whole.insert(whole.end(), chain.begin(), chain.end());
    return whole;
  }

  const Ownership& ownership_;
  const Ties& ties_;
  const LegalTest& test_;
  const LegalPeriod& period_;
  std::shared_ptr<const Restricted> restricted_;
  NodeId entity_;
  PartyId party_;
};

LegalAnswer answer_on(const Ownership& ownership, const LegalTest& test, NodeId entity, Day on,
                      bool with_chain) {
  const auto period = period_on(test, on);
  LegalAnswer answer{Truth::unknown, How::rule_not_known, period, {}, {}, {}};
  if (!period) return answer;
  answer = Question(ownership.on(on), test, test.periods[*period], entity).answer(with_chain);
  answer.period = period;
  return answer;
}

}  // namespace

std::string_view to_text(LegalAnswer::How how) {
  switch (how) {
    case How::not_reached: return "not_reached";
    case How::listed: return "listed";
    case How::owned: return "owned";
    case How::controlled: return "controlled";
    case How::rule_not_known: return "rule_not_known";
  }
  return "";
}

std::optional<std::size_t> period_on(const LegalTest& test, Day day) {
  for (std::size_t i = 0; i < test.periods.size(); ++i) {
    const LegalPeriod& period = test.periods[i];
    if ((!period.from || period.from->first <= day) && (!period.to || day <= period.to->last))
      return i;
  }
  return std::nullopt;
}

std::vector<ListedOwner> listed_parties(const Ownership& ownership, const LegalTest& test, Day on) {
  const EntityGraph& graph = ownership.view().graph();
  std::vector<ListedOwner> listed;
  for (std::size_t i = 0; i < test.lists.size(); ++i) {
    const auto list = graph.find_node(test.lists[i]);
    if (!list) continue;
    for (const EdgeId edge : graph.in_edges(*list, graph.schema().roles.listed_on))
      if (ownership.view().held_on(edge, on)) listed.push_back({graph.source(edge), i});
  }
  std::stable_sort(listed.begin(), listed.end(),
                   [](const ListedOwner& a, const ListedOwner& b) { return a.party < b.party; });
  const auto same = [](const ListedOwner& a, const ListedOwner& b) { return a.party == b.party; };
  listed.erase(std::unique(listed.begin(), listed.end(), same), listed.end());
  return listed;
}

LegalAnswer legal_answer(const Ownership& ownership, const LegalTest& test, NodeId entity, Day on) {
  return answer_on(ownership, test, entity, on, true);
}

Truth legal_truth(const Ownership& ownership, const LegalTest& test, NodeId entity, Day on) {
  return answer_on(ownership, test, entity, on, false).truth;
}

}  // namespace harbinger::graph
