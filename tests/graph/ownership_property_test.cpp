// SPDX-License-Identifier: Apache-2.0
// Properties of look-through and control over generated graphs.
#include <algorithm>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "graph/ownership.hpp"
#include "graph/ownership_twin.hpp"
#include "graph/random_ownership.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using graph::EdgeId;
using graph::FactRef;
using graph::NodeId;
using graph::Ownership;
using graph::OwnershipLink;
using graph::ShareBounds;
using graph::Truth;

namespace {

constexpr double tiny = 1e-9;

/// Calls check(entity, holder) for each ordered pair of parties.
template <class Check>
void for_each_pair(const RandomOwnership& random, Check check) {
  for (int entity = 0; entity < random.parties; ++entity)
    for (int holder = 0; holder < random.parties; ++holder) check(entity, holder);
}

NodeId node(const Owned& owned, int party) { return owned.node(RandomOwnership::name(party)); }

Ownership without(const Owned& owned, std::vector<FactRef> facts) {
  return Ownership(owned.view.without(facts));
}

/// Every edge but those of a chain.
std::vector<FactRef> all_but(const Owned& owned, const std::vector<OwnershipLink>& chain) {
  std::vector<FactRef> facts;
  for (std::size_t i = 0; i < owned.graph.edge_count(); ++i) {
    const bool shown =
        std::any_of(chain.begin(), chain.end(), [&](const auto& l) { return l.edge.index() == i; });
    if (!shown) facts.push_back(graph::fact_of(EdgeId(i)));
  }
  return facts;
}

bool shows(const std::vector<OwnershipLink>& chain, std::size_t edge) {
  return std::any_of(chain.begin(), chain.end(),
                     [&](const auto& l) { return l.edge.index() == edge; });
}

}  // namespace

TEST_CASE("Look-through by components is the dense S (I - S)^-1", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({});
    RC_LOG() << random;
    const Owned owned(random.written());
    const OwnershipTwin low(random, false);
    const OwnershipTwin high(random, true);
    for (int holder = 0; holder < random.parties; ++holder) {
      const auto least = low.look_through(holder);
      const auto most = high.look_through(holder);
      const auto all = owned.ownership.look_through_to_all(node(owned, holder));
      for (int entity = 0; entity < random.parties; ++entity) {
        const auto e = static_cast<std::size_t>(entity);
        const ShareBounds found =
            owned.ownership.look_through(node(owned, entity), node(owned, holder));
        RC_ASSERT(std::abs(found.low - least[e]) < tiny);
        RC_ASSERT(std::abs(found.high - most[e]) < tiny);
        RC_ASSERT(found == all[node(owned, entity).index()]);
      }
    }
  }));
}

TEST_CASE("Control is the fixed point that looks at everybody until nothing changes",
          "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({.consistent = *rc::gen::arbitrary<bool>()});
    RC_LOG() << random;
    const Owned owned(random.written());
    const OwnershipTwin low(random, false);
    const OwnershipTwin high(random, true);
    for_each_pair(random, [&](int entity, int holder) {
      const auto e = static_cast<std::size_t>(entity);
      const Truth expected =
          graph::truth_between(low.controlled_by(holder)[e], high.controlled_by(holder)[e]);
      RC_ASSERT(owned.ownership.controlled_by(node(owned, entity), node(owned, holder)) ==
                expected);
    });
  }));
}

TEST_CASE("Companies elsewhere, however many, change no answer", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({});
    RC_LOG() << random;
    const Owned alone(random.written());
    OwnedGraph written = random.written();
    // Many enough that walks over few of them keep their marks in a table (detail/party_map.hpp).
    for (int i = 0; i < 150; ++i)
      written.owns("elsewhere" + std::to_string(i), "elsewhere" + std::to_string(i + 1), "0.5");
    const Owned among(written);
    for_each_pair(random, [&](int entity, int holder) {
      RC_ASSERT(among.ownership.look_through(node(among, entity), node(among, holder)) ==
                alone.ownership.look_through(node(alone, entity), node(alone, holder)));
      RC_ASSERT(among.ownership.controlled_by(node(among, entity), node(among, holder)) ==
                alone.ownership.controlled_by(node(alone, entity), node(alone, holder)));
      RC_ASSERT(
          among.ids(among.ownership.look_through_chain(node(among, entity), node(among, holder))) ==
          alone.ids(alone.ownership.look_through_chain(node(alone, entity), node(alone, holder))));
      RC_ASSERT(
          among.ids(among.ownership.control_chain(node(among, entity), node(among, holder))) ==
          alone.ids(alone.ownership.control_chain(node(alone, entity), node(alone, holder))));
    });
  }));
}

TEST_CASE("What is above an entity decides all about it, with some facts taken out too",
          "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random =
        random_ownership({.listings = true, .consistent = *rc::gen::arbitrary<bool>()});
    RC_LOG() << random;
    const Owned owned(random.written());
    std::vector<FactRef> facts;
    for (std::size_t i = 0; i < owned.graph.edge_count(); ++i)
      if (*rc::gen::inRange(0, 8) == 0) facts.push_back(graph::fact_of(EdgeId(i)));
    const graph::GraphView view = owned.view.without(facts);
    const Ownership all(view);
    const Ownership few = Ownership::above_few(view);
    for_each_pair(random, [&](int e, int h) {
      const NodeId entity = node(owned, e);
      const NodeId holder = node(owned, h);
      RC_ASSERT(few.look_through(entity, holder) == all.look_through(entity, holder));
      RC_ASSERT(few.look_through_chain(entity, holder) == all.look_through_chain(entity, holder));
      for (const Decimal more_than : {Ownership::half, Decimal{Decimal::one / 4}}) {
        const auto truth = all.controlled_by(entity, holder, more_than);
        RC_ASSERT(few.controlled_by(entity, holder, more_than) == truth);
        RC_ASSERT(few.majority_chain(entity, holder, more_than) ==
                  all.majority_chain(entity, holder, more_than));
        RC_ASSERT(few.control_chain(entity, holder, more_than) ==
                  all.control_chain(entity, holder, more_than));
      }
    });
    for (int party = 0; party < random.parties; ++party) {
      const NodeId entity = node(owned, party);
      RC_ASSERT(few.stakes_in(entity) == all.stakes_in(entity));
      RC_ASSERT(few.holders_behind(entity) == all.holders_behind(entity));
      RC_ASSERT(few.one_owner(entity) == all.one_owner(entity));
    }
  }));
}

TEST_CASE("Bounds stay within [0, 1] and in order, whatever the facts say", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({.consistent = false});
    RC_LOG() << random;
    const Owned owned(random.written());
    for_each_pair(random, [&](int entity, int holder) {
      const ShareBounds found =
          owned.ownership.look_through(node(owned, entity), node(owned, holder));
      RC_ASSERT(0 <= found.low);
      RC_ASSERT(found.low <= found.high);
      RC_ASSERT(found.high <= 1);
    });
  }));
}

TEST_CASE("To know less about shares never narrows an answer", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({});
    RandomOwnership wider = random;
    for (RandomStake& stake : wider.stakes) {
      stake.share.low.units -= *rc::gen::inRange<std::int64_t>(0, stake.share.low.units + 1);
      stake.share.high.units +=
          *rc::gen::inRange<std::int64_t>(0, Decimal::one - stake.share.high.units + 1);
    }
    RC_LOG() << random << "\nwider: " << wider;
    const Owned narrow(random.written());
    const Owned wide(wider.written());
    for_each_pair(random, [&](int entity, int holder) {
      const ShareBounds inner =
          narrow.ownership.look_through(node(narrow, entity), node(narrow, holder));
      const ShareBounds outer = wide.ownership.look_through(node(wide, entity), node(wide, holder));
      RC_ASSERT(outer.low <= inner.low + tiny);
      RC_ASSERT(inner.high <= outer.high + tiny);
      const Truth sure = narrow.ownership.controlled_by(node(narrow, entity), node(narrow, holder));
      const Truth unsure = wide.ownership.controlled_by(node(wide, entity), node(wide, holder));
      RC_ASSERT(unsure == sure || unsure == Truth::unknown);
    });
  }));
}

TEST_CASE("Names and the order of rows change no answer", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({});
    // Party i is called place[i] in the other graph, and the rows are turned round.
    std::vector<int> place(static_cast<std::size_t>(random.parties));
    for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<int>(i);
    for (std::size_t i = place.size(); i > 1; --i)
      std::swap(place[i - 1], place[*rc::gen::inRange<std::size_t>(0, i)]);
    const auto at = [&](int party) { return place[static_cast<std::size_t>(party)]; };
    RandomOwnership renamed = random;
    for (RandomStake& stake : renamed.stakes)
      stake = {at(stake.owner), at(stake.owned), stake.share};
    for (auto& [holder, entity] : renamed.controls) holder = at(holder), entity = at(entity);
    for (int i = 0; i < random.parties; ++i)
      renamed.public_bodies[static_cast<std::size_t>(at(i))] =
          random.public_bodies[static_cast<std::size_t>(i)];
    RandomOwnership turned = random;
    std::reverse(turned.stakes.begin(), turned.stakes.end());
    std::reverse(turned.controls.begin(), turned.controls.end());
    RC_LOG() << random;
    const Owned first(random.written());
    const Owned other(renamed.written());
    const Owned last(turned.written());
    for_each_pair(random, [&](int entity, int holder) {
      const ShareBounds here =
          first.ownership.look_through(node(first, entity), node(first, holder));
      const ShareBounds there =
          other.ownership.look_through(node(other, at(entity)), node(other, at(holder)));
      RC_ASSERT(std::abs(here.low - there.low) < tiny);
      RC_ASSERT(std::abs(here.high - there.high) < tiny);
      RC_ASSERT(first.ownership.controlled_by(node(first, entity), node(first, holder)) ==
                other.ownership.controlled_by(node(other, at(entity)), node(other, at(holder))));
      // The same rows in another order are the same bits.
      RC_ASSERT(here == last.ownership.look_through(node(last, entity), node(last, holder)));
    });
  }));
}

TEST_CASE(
    "A control chain suffices alone, can spare no fact, and holds every fact that the answer "
    "cannot spare",
    "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({.consistent = *rc::gen::arbitrary<bool>()});
    RC_LOG() << random;
    const Owned owned(random.written());
    for_each_pair(random, [&](int entity, int holder) {
      const NodeId of = node(owned, entity);
      const NodeId by = node(owned, holder);
      const Truth truth = owned.ownership.controlled_by(of, by);
      const auto chain = owned.ownership.control_chain(of, by);
      RC_ASSERT(chain.empty() == (truth == Truth::no || of == by));
      if (chain.empty()) return;
      RC_ASSERT(chain.front().from == by);
      const auto rest = all_but(owned, chain);
      RC_ASSERT(without(owned, rest).controlled_by(of, by) == truth);
      for (const OwnershipLink& link : chain) {
        auto fewer = rest;
        fewer.push_back(graph::fact_of(link));
        RC_ASSERT(without(owned, fewer).controlled_by(of, by) != truth);
      }
      for (std::size_t i = 0; i < owned.graph.edge_count(); ++i)
        if (without(owned, {graph::fact_of(EdgeId(i))}).controlled_by(of, by) != truth)
          RC_ASSERT(shows(chain, i));
    });
  }));
}

TEST_CASE("A look-through share falls with each stake of its chain and with no other",
          "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random =
        random_ownership({.ranges = false, .controls = false, .public_bodies = false});
    RC_LOG() << random;
    const Owned owned(random.written());
    for_each_pair(random, [&](int entity, int holder) {
      const NodeId of = node(owned, entity);
      const NodeId by = node(owned, holder);
      if (of == by) return;
      const double share = owned.ownership.look_through(of, by).low;
      const auto chain = owned.ownership.look_through_chain(of, by);
      RC_ASSERT(chain.empty() == (share == 0));
      for (std::size_t i = 0; i < owned.graph.edge_count(); ++i) {
        const double left = without(owned, {graph::fact_of(EdgeId(i))}).look_through(of, by).low;
        if (shows(chain, i))
          RC_ASSERT(left < share);
        else
          RC_ASSERT(std::abs(left - share) < tiny);
      }
    });
  }));
}

TEST_CASE("A look-through chain with public bodies carries the whole share alone", "[ownership]") {
  CHECK(rc::check([] {
    const RandomOwnership random = random_ownership({});
    RC_LOG() << random;
    const Owned owned(random.written());
    for_each_pair(random, [&](int entity, int holder) {
      const NodeId of = node(owned, entity);
      const NodeId by = node(owned, holder);
      const ShareBounds share = owned.ownership.look_through(of, by);
      const auto chain = owned.ownership.look_through_chain(of, by);
      const ShareBounds alone = without(owned, all_but(owned, chain)).look_through(of, by);
      RC_ASSERT(std::abs(alone.high - share.high) < tiny);
      RC_ASSERT(std::abs(alone.low - share.low) < tiny);
    });
  }));
}
