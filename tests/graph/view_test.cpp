// SPDX-License-Identifier: Apache-2.0
#include "graph/view.hpp"

#include <catch2/catch.hpp>

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
