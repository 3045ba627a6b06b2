// SPDX-License-Identifier: Apache-2.0
// Random graphs and random signals over them. A signal is drawn as a small tree of our own, which writes
// itself as text for the engine and is read as it is by the twin (naive_twin.hpp).
#pragma once

#include <random>

#include "small_world.hpp"

namespace harbinger::signal {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  /// 0 to n - 1.
  std::size_t below(std::size_t n) { return engine_() % n; }
  bool chance(double p) { return static_cast<double>(engine_()) / 4294967296.0 < p; }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937 engine_;
};

/// Every node has n (a number, a range or unknown), t (a text or unknown) and d (a day or unknown); so has
/// every edge, without t.
inline pack::Cell random_number(Dice& dice) {
  if (dice.chance(0.15)) return unknown();
  const auto low = static_cast<double>(dice.below(5)) / 4;
  return dice.chance(0.1) ? range(low, low + 0.5) : number(low);
}
inline pack::Cell random_text(Dice& dice) {
  if (dice.chance(0.15)) return unknown();
  return text(std::string(1, static_cast<char>('a' + dice.below(3))));
}
inline pack::Cell random_date(Dice& dice) {
  if (dice.chance(0.15)) return unknown();
  const Day day{static_cast<std::int32_t>(15000 + dice.below(40) * 20)};
  return Date{day, day};
}

struct RelationEnds {
  std::string name;
  std::vector<std::string> from;
  std::vector<std::string> to;
};

inline const std::vector<std::string> random_kinds = {"Port", "Land", "Maker", "Deal", "Ship"};
inline const std::vector<RelationEnds> random_relations = {
    {"PART", {"Port"}, {"Port"}},       {"IN", {"Port"}, {"Land"}},
    {"TO", {"Deal"}, {"Port", "Land"}}, {"BY", {"Maker"}, {"Deal"}},
    {"HOLDS", {"Maker"}, {"Maker"}},    {"CALL", {"Ship"}, {"Port"}},
    {"FLIES", {"Ship"}, {"Land"}}};

/// count(kind): how many nodes. A relation has so many edges for each node of the kind that has the most.
template <class Count>
graph::EntityGraph random_graph_of(Dice& dice, Count count, double edges_per_node) {
  using enum pack::AttributeType;
  PackBuilder b;
  const PackBuilder::Attributes attributes = {{"n", number}, {"t", text}, {"d", date}};
  for (const std::string& kind : random_kinds) b.kind(kind, attributes);
  b.roles().site = b.schema().kind("Port");
  for (const RelationEnds& r : random_relations)
    b.relation(r.name, r.from, r.to, {{"n", number}, {"d", date}});
  const auto id = [](const std::string& kind, std::size_t i) { return kind + std::to_string(i); };
  for (const std::string& kind : random_kinds)
    for (std::size_t i = 0; i < count(kind); ++i)
      b.node(kind, id(kind, i), {random_number(dice), random_text(dice), random_date(dice)});
  std::size_t most = 0;
  for (const std::string& kind : random_kinds) most = std::max<std::size_t>(most, count(kind));
  const auto end = [&](const std::vector<std::string>& kinds) {
    const std::string& kind = dice.one_of(kinds);
    return id(kind, dice.below(count(kind)));
  };
  for (const RelationEnds& r : random_relations) {
    const auto edges = static_cast<std::size_t>(edges_per_node * static_cast<double>(most));
    for (std::size_t i = 0; i < edges; ++i) {
      const std::string from = end(r.from);
      b.edge(r.name, from, end(r.to), {random_number(dice), random_date(dice)},
             dice.chance(0.2) ? "2020" : "", dice.chance(0.1) ? "2015" : "");
    }
  }
  return b.build();
}

inline graph::EntityGraph random_graph(Dice& dice, std::size_t nodes_per_kind,
                                       double edges_per_node) {
  return random_graph_of(
      dice, [&](const std::string&) { return nodes_per_kind; }, edges_per_node);
}

struct DrawnNode {
  std::string name;   ///< Empty: not named.
  std::string label;  ///< Empty: none.
  std::string text;   ///< `{t: 'a'}` where not empty.
};
struct DrawnEdge {
  std::size_t from = 0;  ///< Nodes, as the graph's edges lead.
  std::size_t to = 0;
  bool walked_from_from = true;
  bool either = false;
  std::string relation;
  std::string name;
  unsigned min = 1;
  unsigned max = 1;
  [[nodiscard]] bool repeats() const { return min != 1 || max != 1; }
};

/// One thing said of variables; a variable is a place among nodes, then edges.
struct DrawnAtom {
  enum class What { above, known, is_a, less, differs } what = What::known;
  std::size_t x = 0;
  std::size_t y = 0;
  double number = 0;
};
/// (atom || atom) && ...
using DrawnCondition = std::vector<std::vector<DrawnAtom>>;

struct DrawnValue {
  enum class What { none, number, sum, text, id, date, truth } what = What::none;
  std::size_t x = 0;
  std::size_t y = 0;
  DrawnAtom atom;
};

struct DrawnSignal {
  std::vector<DrawnNode> nodes;  ///< The first is the site.
  std::vector<DrawnEdge> edges;
  std::vector<std::vector<std::size_t>> paths;  ///< Edges of each path, in the order walked.
  DrawnCondition where;
  DrawnValue value;
  std::string combine;
  std::string missing;
  bool over = false;
  std::vector<DrawnEdge>
      without;  ///< A path from a named node; its nodes follow those of the match.
  std::vector<DrawnNode> without_nodes;

  [[nodiscard]] std::string name_of(std::size_t variable) const {
    return variable < nodes.size() ? nodes[variable].name : edges[variable - nodes.size()].name;
  }
};

}  // namespace harbinger::signal
