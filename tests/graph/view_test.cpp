// SPDX-License-Identifier: Apache-2.0
#include "graph/view.hpp"

#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "graph/changes.hpp"
#include "graph/owned_graph.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using graph::FactRef;
using graph::GraphView;

namespace {

pack::Validity valid(const char* from, const char* to) {
  pack::Validity validity;
  if (from != nullptr) validity.from = parse_date(from);
  if (to != nullptr) validity.to = parse_date(to);
  return validity;
}

bool holds(const graph::EntityGraph& graph, std::string_view fact, std::string_view day) {
  return GraphView(graph, day_of(day)).has(graph.find_fact(fact).value());
}

}  // namespace

TEST_CASE("A fact holds from the first day of a partial date to the last of another", "[view]") {
  const auto graph = OwnedGraph().near("a", "b", valid("2019-11", "2020")).graph();
  const char* fact = "NEAR:a:b:2019-11";
  CHECK_FALSE(holds(graph, fact, "2019-10-31"));
  CHECK(holds(graph, fact, "2019-11-01"));
  CHECK(holds(graph, fact, "2020-12-31"));
  CHECK_FALSE(holds(graph, fact, "2021-01-01"));
}

TEST_CASE("A side without a date is open", "[view]") {
  const auto graph = OwnedGraph().near("a", "b", valid(nullptr, "2020-06")).near("b", "c").graph();
  CHECK(holds(graph, "NEAR:a:b", "0001-01-01"));
  CHECK(holds(graph, "NEAR:a:b", "2020-06-30"));
  CHECK_FALSE(holds(graph, "NEAR:a:b", "2020-07-01"));
  CHECK(holds(graph, "NEAR:b:c", "9999-12-31"));
}

TEST_CASE("A node that does not hold on the day takes its edges with it", "[view]") {
  const auto graph = OwnedGraph()
                         .near("a", "b")
                         .near("b", "c")
                         .near("a", "c")
                         .company("b", valid("2020", nullptr))
                         .graph();
  CHECK_FALSE(holds(graph, "b", "2019-12-31"));
  CHECK_FALSE(holds(graph, "NEAR:a:b", "2019-12-31"));
  CHECK_FALSE(holds(graph, "NEAR:b:c", "2019-12-31"));
  CHECK(holds(graph, "NEAR:a:c", "2019-12-31"));
  CHECK(holds(graph, "NEAR:a:b", "2020-01-01"));
}

TEST_CASE("Taking out a node takes out its edges, taking out an edge leaves its ends", "[view]") {
  const auto graph =
      OwnedGraph().near("a", "b").near("b", "c").near("c", "a").near("b", "b").graph();
  const GraphView whole(graph, day_of("2020-01-01"));
  const auto fact = [&](std::string_view id) { return graph.find_fact(id).value(); };

  const FactRef node[] = {fact("b")};
  const GraphView without_node = whole.without(node);
  CHECK_FALSE(without_node.has(fact("b")));
  CHECK_FALSE(without_node.has(fact("NEAR:a:b")));
  CHECK_FALSE(without_node.has(fact("NEAR:b:c")));
  CHECK_FALSE(without_node.has(fact("NEAR:b:b")));
  CHECK(without_node.has(fact("NEAR:c:a")));
  CHECK(whole.has(fact("b")));  // the view it comes from is as it was

  const FactRef edge[] = {fact("NEAR:a:b")};
  const GraphView without_edge = without_node.without(edge);
  CHECK(without_edge.has(fact("a")));
  CHECK_FALSE(without_edge.has(fact("b")));  // what was taken out stays out
}

TEST_CASE("An earlier day is seen without what was taken out and without what began later",
          "[view]") {
  const auto graph = OwnedGraph()
                         .near("a", "b", valid("2010", "2012"))
                         .near("a", "c", valid("2018", nullptr))
                         .near("a", "d", valid("2010", nullptr))
                         .company("d", valid("2011", nullptr))
                         .graph();
  const auto edge = [&](std::string_view id) {
    return graph::EdgeId(graph.find_fact(id).value().index);
  };
  const GraphView view(graph, day_of("2015-06-30"));
  CHECK_FALSE(view.has(edge("NEAR:a:b:2010")));                      // over by then
  CHECK(view.held_on(edge("NEAR:a:b:2010"), day_of("2012-12-31")));  // but seen from then
  CHECK_FALSE(view.held_on(edge("NEAR:a:b:2010"), day_of("2013-01-01")));
  CHECK_FALSE(view.held_on(edge("NEAR:a:c:2018"), day_of("2019-01-01")));  // the view ends in 2015
  CHECK_FALSE(view.held_on(edge("NEAR:a:d:2010"), day_of("2010-06-01")));  // one end did not exist
  CHECK(view.held_on(edge("NEAR:a:d:2010"), day_of("2011-01-01")));

  const FactRef taken[] = {graph.find_fact("NEAR:a:b:2010").value()};
  CHECK_FALSE(view.without(taken).held_on(edge("NEAR:a:b:2010"), day_of("2012-01-01")));
}

TEST_CASE(
    "A view without facts is one made without them, however few or many, and in how many steps",
    "[view][property]") {
  OwnedGraph owned;
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back(fmt::format("n{:02}", i));
  std::mt19937_64 random(20261127);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::set<std::pair<std::size_t, std::size_t>> drawn;
  for (int i = 0; i < 400; ++i) {
    const std::pair pair(below(40), below(40));
    if (!drawn.insert(pair).second) continue;
    owned.near(names[pair.first].c_str(), names[pair.second].c_str(),
               below(3) == 0 ? valid("2010", "2012") : valid(nullptr, nullptr));
  }
  const auto graph = owned.graph();
  const GraphView whole(graph, day_of("2015-06-30"));
  for (int round = 0; round < 60; ++round) {
    GraphView view = whole;
    std::set<FactRef> gone;  // by hand: a node takes its edges with it
    for (std::size_t steps = 1 + below(4); steps > 0; --steps) {
      std::vector<FactRef> facts;
      for (std::size_t count = 1 + below(round % 3 == 0 ? 90 : 5); count > 0; --count) {
        const bool is_edge = below(8) != 0;
        facts.push_back({is_edge, static_cast<std::uint32_t>(
                                      below(is_edge ? graph.edge_count() : graph.node_count()))});
        gone.insert(facts.back());
        for (std::uint32_t e = 0; !is_edge && e < graph.edge_count(); ++e)
          if (graph.source(graph::EdgeId(e)).value() == facts.back().index ||
              graph.target(graph::EdgeId(e)).value() == facts.back().index)
            gone.insert({true, e});
      }
      view = view.without(facts);
    }
    const auto changes = graph::changes_between(whole, view);
    CHECK(changes.before == std::vector<FactRef>(gone.begin(), gone.end()));
    CHECK(graph::changes_between(view, whole).before == changes.before);
    for (const bool is_edge : {false, true})
      for (std::uint32_t i = 0; i < (is_edge ? graph.edge_count() : graph.node_count()); ++i) {
        const FactRef fact{is_edge, i};
        REQUIRE(view.is_removed(fact) == gone.contains(fact));
        REQUIRE(view.has(fact) == (whole.has(fact) && !gone.contains(fact)));
        REQUIRE(view.on(day_of("2011-01-01")).is_removed(fact) == gone.contains(fact));
      }
  }
}
