// SPDX-License-Identifier: Apache-2.0
#include "graph/entity_graph.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "graph/owned_graph.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using graph::EdgeId;
using graph::EntityGraph;
using graph::NodeId;
using graph::RelationId;

namespace {

/// Edges of three relations between a few nodes, some parallel, some from a node to itself.
EntityGraph random_graph() {
  OwnedGraph written;
  const int edges = *rc::gen::inRange(0, 30);
  for (int i = 0; i < 6; ++i) written.company("n" + std::to_string(i));
  for (int i = 0; i < edges; ++i) {
    const std::string from = "n" + std::to_string(*rc::gen::inRange(0, 6));
    const std::string to = "n" + std::to_string(*rc::gen::inRange(0, 6));
    switch (*rc::gen::inRange(0, 3)) {
      case 0: written.owns(from, to, "0.1"); break;
      case 1: written.controls(from, to); break;
      default: written.near(from, to);
    }
  }
  return written.graph();
}

/// By looking at every edge.
template <class Wanted>
std::vector<EdgeId> scanned(const EntityGraph& graph, Wanted wanted) {
  std::vector<EdgeId> found;
  for (std::size_t i = 0; i < graph.edge_count(); ++i)
    if (wanted(graph.edge(EdgeId(i)))) found.emplace_back(i);
  return found;
}

template <class Edges>
std::vector<EdgeId> list(const Edges& edges) {
  return {edges.begin(), edges.end()};
}

}  // namespace

TEST_CASE("The edges of a relation at a node are those that a look at every edge finds, either way",
          "[entity_graph]") {
  CHECK(rc::check([] {
    const EntityGraph graph = random_graph();
    for (std::size_t r = 0; r < graph.schema().relations.size(); ++r) {
      const RelationId relation(r);
      RC_ASSERT(list(graph.edges_of(relation)) ==
                scanned(graph, [&](const auto& e) { return e.relation() == relation; }));
      for (std::size_t n = 0; n < graph.node_count(); ++n) {
        const auto leaves = [&](const auto& e) {
          return e.from() == NodeId(n) && e.relation() == relation;
        };
        const auto enters = [&](const auto& e) {
          return e.to() == NodeId(n) && e.relation() == relation;
        };
        RC_ASSERT(list(graph.out_edges(NodeId(n), relation)) == scanned(graph, leaves));
        RC_ASSERT(list(graph.in_edges(NodeId(n), relation)) == scanned(graph, enters));
      }
    }
  }));
}

TEST_CASE("All edges at a node are ordered by relation, then by their numbers", "[entity_graph]") {
  CHECK(rc::check([] {
    const EntityGraph graph = random_graph();
    for (std::size_t n = 0; n < graph.node_count(); ++n) {
      std::vector<EdgeId> out;
      std::vector<EdgeId> in;
      for (std::size_t r = 0; r < graph.schema().relations.size(); ++r) {
        for (const EdgeId edge : graph.out_edges(NodeId(n), RelationId(r))) out.push_back(edge);
        for (const EdgeId edge : graph.in_edges(NodeId(n), RelationId(r))) in.push_back(edge);
      }
      RC_ASSERT(list(graph.out_edges(NodeId(n))) == out);
      RC_ASSERT(list(graph.in_edges(NodeId(n))) == in);
    }
  }));
}

TEST_CASE("A fact is found by its id, and a node only as a node", "[entity_graph]") {
  const EntityGraph graph = OwnedGraph().owns("state", "maker", "0.5").graph();
  CHECK(graph.node(graph.find_node("maker").value()).id() == "maker");
  CHECK(graph.fact(graph.find_fact("OWNS:state:maker").value()).id() == "OWNS:state:maker");
  CHECK(graph.find_fact("OWNS:state:maker")->is_edge);
  CHECK_FALSE(graph.find_node("OWNS:state:maker"));
  CHECK_FALSE(graph.find_fact("nobody"));
}

TEST_CASE("A relation or a kind that the pack does not declare has no members", "[entity_graph]") {
  const EntityGraph graph = OwnedGraph().owns("state", "maker", "0.5").graph();
  CHECK(graph.edges_of(graph.schema().roles.part_of).empty());
  CHECK(graph.out_edges(NodeId(0u), graph.schema().roles.part_of).empty());
  CHECK(graph.sites().empty());
}

TEST_CASE("An empty pack is a graph without nodes", "[entity_graph]") {
  const EntityGraph graph = OwnedGraph().graph();
  CHECK(graph.node_count() == 0);
  CHECK(graph.edge_count() == 0);
}
