// SPDX-License-Identifier: Apache-2.0
// Hand-computed examples. The properties over generated graphs are in ownership_property_test.cpp,
// the worked legal cases in ownership_cases_test.cpp.
#include "graph/ownership.hpp"

#include <catch2/catch.hpp>

#include "base/parallel.hpp"
#include "graph/owned_graph.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using Catch::Matchers::WithinAbs;
using graph::ShareBounds;
using graph::Truth;
using Ids = std::vector<std::string>;

TEST_CASE("A stake that returns through a cycle is counted in full", "[ownership]") {
  // By hand: v = 0.5 + 0.4 * (0.2 * v), so v = 0.5 / 0.92.
  const Owned owned(OwnedGraph()
                        .owns("state", "maker", "0.5")
                        .owns("maker", "bank", "0.2")
                        .owns("bank", "maker", "0.4"));
  const ShareBounds share = owned.look_through("maker", "state");
  CHECK_THAT(share.low, WithinAbs(0.5 / 0.92, 1e-12));
  CHECK(share.low == share.high);
  CHECK_THAT(owned.look_through("bank", "state").low, WithinAbs(0.1 / 0.92, 1e-12));
}

TEST_CASE("What a holder owns counts once, though the chain comes back to it", "[ownership]") {
  // Plain S (I - S)^-1 would count maker's 0.5 of bank again for each turn: 0.5 / 0.75.
  const Owned owned(OwnedGraph().owns("maker", "bank", "0.5").owns("bank", "maker", "0.5"));
  CHECK(owned.look_through("bank", "maker") == ShareBounds{0.5, 0.5});
}

TEST_CASE("Two public bodies of one state are one owner", "[ownership]") {
  // By hand: 0.2 of the fund and 0.3 of the ministry; the ministry's 0.9 of the fund adds nothing.
  const OwnedGraph written = OwnedGraph()
                                 .public_body("ministry")
                                 .public_body("fund")
                                 .controls("state", "ministry")
                                 .owns("ministry", "fund", "0.9")
                                 .owns("ministry", "maker", "0.3")
                                 .owns("fund", "maker", "0.2");
  const Owned owned(written);
  CHECK_THAT(owned.look_through("maker", "state").low, WithinAbs(0.5, 1e-12));
  CHECK(owned.look_through("fund", "state") == ShareBounds{1, 1});
  CHECK(owned.ids(owned.ownership.one_owner(owned.node("state"))) ==
        Ids{"fund", "ministry", "state"});
  CHECK(owned.ids(owned.ownership.look_through_chain(owned.node("maker"), owned.node("state"))) ==
        Ids{"CONTROLS:state:ministry", "OWNS:ministry:fund", "OWNS:fund:maker",
            "OWNS:ministry:maker"});
}

TEST_CASE(
    "A company that a state controls is not part of it, a public body behind the company neither",
    "[ownership]") {
  const Owned owned(OwnedGraph()
                        .public_body("institute")
                        .owns("state", "group", "0.6")
                        .owns("group", "institute", "1")
                        .owns("institute", "maker", "1"));
  CHECK_THAT(owned.look_through("maker", "state").low, WithinAbs(0.6, 1e-12));
  CHECK(owned.ids(owned.ownership.one_owner(owned.node("state"))) == Ids{"state"});
}

TEST_CASE("A public body that may or may not be controlled widens the bounds", "[ownership]") {
  // Surely 0.4 * 0.5; if the state holds 0.6 of the body, all of the body's 0.5.
  const Owned owned(OwnedGraph()
                        .public_body("fund")
                        .owns("state", "fund", "0.4 0.6")
                        .owns("fund", "maker", "0.5"));
  const ShareBounds share = owned.look_through("maker", "state");
  CHECK_THAT(share.low, WithinAbs(0.2, 1e-12));
  CHECK_THAT(share.high, WithinAbs(0.5, 1e-12));
}

TEST_CASE("An unknown share is at most what the other holders leave", "[ownership]") {
  const Owned owned(OwnedGraph().owns("state", "maker", "").owns("founder", "maker", "0.7"));
  CHECK(owned.look_through("maker", "state").low == 0);
  CHECK_THAT(owned.look_through("maker", "state").high, WithinAbs(0.3, 1e-12));
  CHECK(owned.controlled_by("maker", "state") == Truth::no);
  CHECK(owned.controlled_by("maker", "founder") == Truth::yes);
}

TEST_CASE("An unknown share of which nothing else is known may be control", "[ownership]") {
  const Owned owned(OwnedGraph().owns("state", "group", "").owns("group", "maker", "0.51"));
  CHECK(owned.controlled_by("maker", "state") == Truth::unknown);
  CHECK(owned.ids(owned.ownership.control_chain(owned.node("maker"), owned.node("state"))) ==
        Ids{"OWNS:state:group", "OWNS:group:maker"});
}

TEST_CASE("A closed group that owns itself belongs to nobody outside", "[ownership]") {
  const Owned owned(OwnedGraph()
                        .owns("a", "b", "1")
                        .owns("b", "a", "1")
                        .owns("state", "c", "0.5")
                        .owns("a", "c", "0.5"));
  CHECK(owned.look_through("a", "state") == ShareBounds{0, 0});
  CHECK(owned.look_through("c", "state") == ShareBounds{0.5, 0.5});
  CHECK(owned.look_through("b", "a") == ShareBounds{1, 1});
  CHECK(owned.controlled_by("b", "a") == Truth::yes);
}

TEST_CASE("Where shares contradict each other the look-through share is not known", "[ownership]") {
  // The ring owns all of itself, and the state half of it as well.
  const Owned owned(OwnedGraph()
                        .owns("a", "b", "1")
                        .owns("b", "a", "1")
                        .owns("state", "a", "0.5")
                        .owns("b", "c", "0.5")
                        .owns("state", "c", "0.25"));
  CHECK(owned.look_through("a", "state") == ShareBounds{0, 1});
  CHECK(owned.look_through("c", "state") == ShareBounds{0.25, 0.75});
}

TEST_CASE("Only possible contradiction leaves the low end as it is", "[ownership]") {
  const Owned owned(
      OwnedGraph().owns("a", "b", "0.2 1").owns("b", "a", "0.5 1").owns("state", "a", "0.5"));
  const ShareBounds share = owned.look_through("a", "state");
  CHECK_THAT(share.low, WithinAbs(0.5 / 0.9, 1e-12));
  CHECK(share.high == 1);
}

TEST_CASE("A group that owns nearly all of itself is solved, not given up", "[ownership]") {
  // By hand: a = 1e-9 + (1 - 1e-9) b, b = a: the outside billionth owns all.
  const Owned owned(OwnedGraph()
                        .owns("state", "a", "0.000000001")
                        .owns("b", "a", "0.999999999")
                        .owns("a", "b", "1"));
  CHECK_THAT(owned.look_through("b", "state").low, WithinAbs(1, 1e-6));
  CHECK_THAT(owned.look_through("b", "state").high, WithinAbs(1, 1e-6));
}

TEST_CASE("A majority is more than half, to the last place", "[ownership]") {
  const Owned owned(OwnedGraph().owns("state", "a", "0.5").owns("state", "b", "0.500000001"));
  CHECK(owned.controlled_by("a", "state") == Truth::no);
  CHECK(owned.controlled_by("b", "state") == Truth::yes);
  CHECK(owned.ownership.controlled_by(owned.node("b"), owned.node("state"),
                                      parse_decimal("0.6").value()) == Truth::no);
}

TEST_CASE("A party and the companies it controls are summed", "[ownership]") {
  const Owned owned(OwnedGraph()
                        .owns("state", "a", "0.6")
                        .owns("state", "b", "0.2")
                        .owns("a", "b", "0.31")
                        .owns("b", "c", "0.51")
                        .owns("a", "c", "0.1"));
  CHECK(owned.controlled_by("b", "state") == Truth::yes);
  CHECK(owned.controlled_by("b", "a") == Truth::no);
  CHECK(owned.ids(owned.ownership.control_chain(owned.node("c"), owned.node("state"))) ==
        Ids{"OWNS:state:a", "OWNS:a:b", "OWNS:state:b", "OWNS:b:c"});
}

TEST_CASE("A chain shows the few facts that suffice and leaves out a stake that changes nothing",
          "[ownership]") {
  const Owned owned(OwnedGraph()
                        .owns("state", "maker", "0.45")
                        .owns("state", "a", "0.9")
                        .owns("a", "maker", "0.1")
                        .owns("state", "b", "0.8")
                        .owns("b", "maker", "0.01"));
  CHECK(owned.ids(owned.ownership.control_chain(owned.node("maker"), owned.node("state"))) ==
        Ids{"OWNS:state:a", "OWNS:a:maker", "OWNS:state:maker"});
}

TEST_CASE("A chain of no answer is empty", "[ownership]") {
  const Owned owned(OwnedGraph().owns("state", "maker", "0.4"));
  CHECK(owned.ownership.control_chain(owned.node("maker"), owned.node("state")).empty());
  CHECK(owned.ownership.look_through_chain(owned.node("state"), owned.node("maker")).empty());
  CHECK(owned.look_through("state", "maker") == ShareBounds{0, 0});
}

TEST_CASE("A holder owns and controls itself", "[ownership]") {
  const Owned owned(OwnedGraph().company("nobody's"));
  CHECK(owned.look_through("nobody's", "nobody's") == ShareBounds{1, 1});
  CHECK(owned.controlled_by("nobody's", "nobody's") == Truth::yes);
}

TEST_CASE("Two stakes of one holder are one majority", "[ownership]") {
  const Owned owned(OwnedGraph().owns("state", "maker", "0.3").owns("state", "maker", "0.21"));
  CHECK(owned.ownership.majority_chain(owned.node("maker"), owned.node("state")) == Truth::yes);
  CHECK(owned.ownership.stakes_in(owned.node("maker")).size() == 2);
}

TEST_CASE("Ownership on another day is seen from the view's day", "[ownership]") {
  pack::Validity until;
  until.to = parse_date("2020");
  pack::Validity since;
  since.from = parse_date("2021");
  pack::Validity later;
  later.from = parse_date("2030");
  const Owned owned(OwnedGraph()
                        .owns("state", "maker", "0.6", until)
                        .owns("state", "maker", "0.4", since)
                        .owns("state", "bank", "0.9", later));
  const auto maker = owned.node("maker");
  const auto state = owned.node("state");
  CHECK(owned.controlled_by("maker", "state") == Truth::no);
  CHECK(owned.ownership.on(day_of("2020-12-31")).controlled_by(maker, state) == Truth::yes);
  CHECK(owned.ownership.on(day_of("2020-12-31")).day() == day_of("2020-12-31"));
  CHECK(owned.ownership.on(day_of("2030-06-01")).controlled_by(owned.node("bank"), state) ==
        Truth::no);

  const graph::FactRef taken[] = {owned.graph.find_fact("OWNS:state:maker").value()};
  const graph::Ownership without(owned.view.without(taken));
  CHECK(without.on(day_of("2020-12-31")).controlled_by(maker, state) == Truth::no);
}

TEST_CASE("Everybody behind an entity is found once, the entity itself not", "[ownership]") {
  const Owned owned(OwnedGraph()
                        .owns("state", "a", "0.1")
                        .owns("a", "b", "0.1")
                        .owns("b", "a", "0.1")
                        .controls("boss", "b")
                        .owns("a", "c", "0.1"));
  CHECK(owned.ids(owned.ownership.holders_behind(owned.node("a"))) == Ids{"b", "boss", "state"});
}

TEST_CASE("A chain of ten thousand companies is followed to its end", "[ownership]") {
  const auto name = [](int i) { return fmt::format("c{:05}", i); };
  OwnedGraph written;
  for (int i = 1; i < 10'000; ++i) written.owns(name(i - 1), name(i), "1");
  const graph::EntityGraph graph = written.graph();
  const graph::Ownership ownership(graph::GraphView(graph, day_of(some_day)));
  const graph::NodeId first(0u);
  const graph::NodeId last(9'999u);
  CHECK(ownership.look_through(last, first) == ShareBounds{1, 1});
  CHECK(ownership.controlled_by(last, first) == Truth::yes);
  CHECK(ownership.control_chain(last, first).size() == 9'999);
  CHECK(ownership.look_through_chain(last, first).size() == 9'999);
}

TEST_CASE("Several threads get the answers of one", "[ownership]") {
  OwnedGraph written;
  for (int i = 0; i < 40; ++i)
    written.owns("c" + std::to_string(i), "c" + std::to_string((i * 7 + 3) % 40),
                 i % 3 == 0 ? "0.6" : "0.3");
  const Owned one(written);
  const Owned many(written);
  const std::size_t count = one.graph.node_count();
  std::vector<ShareBounds> shares(count * count);
  std::vector<Truth> control(count * count);
  parallel_for(count * count, 8, [&](std::size_t i) {
    const graph::NodeId entity(i / count);
    const graph::NodeId holder(i % count);
    const graph::Ownership ownership =
        many.ownership.on(day_of(i % 2 == 0 ? "2020-01-01" : some_day));
    shares[i] = ownership.look_through(entity, holder);
    control[i] = ownership.controlled_by(entity, holder);
  });
  for (std::size_t i = 0; i < count * count; ++i) {
    CHECK(shares[i] ==
          one.ownership.look_through(graph::NodeId(i / count), graph::NodeId(i % count)));
    CHECK(control[i] ==
          one.ownership.controlled_by(graph::NodeId(i / count), graph::NodeId(i % count)));
  }
}
