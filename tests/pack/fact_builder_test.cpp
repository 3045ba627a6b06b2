// SPDX-License-Identifier: Apache-2.0
#include "pack/fact_builder.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "pack/pack.hpp"

using namespace harbinger;
using pack::Cell;
using pack::FactBuilder;

namespace {

pack::Schema small_schema() {
  using enum pack::AttributeType;
  pack::Schema schema;
  schema.kinds = {
      {"Port", {{"n", number, false, false, {}, {}}, {"t", texts, false, false, {}, {}}}, {}, {}},
      {"Ship", {}, {}, {}}};
  schema.relations = {{"CALLS_AT", {{"d", date, false, false, {}, {}}}, {}, {}},
                      {"OWNS", {{"share", share, false, false, {}, {}}}, {}, {}}};
  return schema;
}

pack::Pack built(FactBuilder builder) {
  pack::Pack pack;
  pack.schema = small_schema();
  pack.set_facts(std::move(builder).build());
  return pack;
}

/// A fact as it was drawn.
struct Drawn {
  std::string id;  // of an edge: empty where it is derived
  std::string name, note;
  std::uint32_t shape = 0;
  std::size_t from = 0, to = 0;
  pack::Validity validity;
  std::uint32_t confidence = 0, table = 0, line = 0;
  std::vector<pack::SourceId> sources;
  std::vector<Cell> cells;
};

template <class T>
T below(T count) {
  return *rc::gen::inRange<T>(0, count);
}

std::optional<Date> drawn_date() {
  static const std::vector<const char*> written{
      "2019", "2019-01", "2019-01-01", "2020-02-29", "1969-12-31", "2021-11-30", "1850"};
  if (below(3) == 0) return std::nullopt;
  return parse_date(written[below(written.size())]);
}

Drawn drawn_fact(std::uint32_t line) {
  Drawn fact;
  fact.validity = {drawn_date(), drawn_date()};
  fact.confidence = below(3u);
  fact.table = below(4u);
  fact.line = line;
  if (below(3) == 0) fact.note = "note " + std::to_string(below(4));
  for (std::uint32_t i = 0; i < below(3u); ++i) fact.sources.emplace_back(below(5u));
  return fact;
}

Cell drawn_number() {
  if (below(3) == 0) return pack::UnknownCell{};
  const double low = below(7) - 3;
  return pack::NumberRange{low, below(3) == 0 ? low + 1.5 : low};
}

Cell drawn_texts() {
  if (below(3) == 0) return pack::UnknownCell{};
  static const std::vector<std::string_view> words{"", "a", "b", "a longer text, with a comma"};
  std::vector<std::string_view> texts;
  for (int i = below(4); i > 0; --i) texts.push_back(words[below(words.size())]);
  return texts;
}

Cell drawn_share() {
  const Decimal low{*rc::gen::inRange<std::int64_t>(-5, 1'000'000'001)};
  return DecimalRange{low, below(3) == 0 ? Decimal{low.units + 7} : low};
}

struct DrawnPack {
  std::vector<Drawn> nodes, edges;
};

DrawnPack drawn_pack() {
  DrawnPack drawn;
  const std::size_t nodes = 1 + below(std::size_t{12});
  for (std::size_t i = 0; i < nodes; ++i) {
    Drawn node = drawn_fact(static_cast<std::uint32_t>(i));
    node.id = "n" + std::to_string(i * 7 % 13) + "-" + std::to_string(i);
    node.name = "name " + std::to_string(below(3));
    node.shape = below(2u);
    if (node.shape == 0) node.cells = {drawn_number(), drawn_texts()};
    drawn.nodes.push_back(std::move(node));
  }
  const std::size_t edges = below(std::size_t{40});
  for (std::size_t i = 0; i < edges; ++i) {
    Drawn edge = drawn_fact(static_cast<std::uint32_t>(1000 + i));
    if (below(2) == 0) edge.id = "e" + std::to_string(i * 31 % 97) + "-" + std::to_string(i);
    edge.shape = below(2u);
    edge.from = below(nodes);
    edge.to = below(nodes);
    const auto date = drawn_date();
    edge.cells = {edge.shape == 1 ? drawn_share() : date ? Cell(*date) : Cell()};
    drawn.edges.push_back(std::move(edge));
  }
  return drawn;
}

void set_row(pack::FactRow& row, const Drawn& fact) {
  row = {fact.id,   fact.validity, fact.confidence, fact.sources,
         fact.note, fact.table,    fact.line,       fact.cells};
}

/// Adds the drawn facts; an edge whose id is taken is left out of `drawn` too.
FactBuilder added(DrawnPack& drawn) {
  FactBuilder builder(small_schema());
  for (const Drawn& node : drawn.nodes) {
    pack::NodeRow row;
    set_row(row, node);
    row.kind = pack::KindId(node.shape);
    row.name = node.name;
    RC_ASSERT_FALSE(builder.add_node(row));
  }
  std::map<std::string, int> ids;
  std::vector<Drawn> kept;
  for (Drawn& edge : drawn.edges) {
    const std::string id =
        !edge.id.empty()
            ? edge.id
            : pack::derived_id(small_schema().relations[edge.shape].name, drawn.nodes[edge.from].id,
                               drawn.nodes[edge.to].id, edge.validity.from);
    if (ids[id]++ > 0) continue;
    pack::EdgeRow row;
    set_row(row, edge);
    row.relation = pack::RelationId(edge.shape);
    row.from = pack::NodeId(edge.from);
    row.to = pack::NodeId(edge.to);
    RC_ASSERT_FALSE(builder.add_edge(row));
    kept.push_back(std::move(edge));
  }
  drawn.edges = std::move(kept);
  return builder;
}

std::vector<Cell> cells_of(const auto& fact) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < fact.cell_count(); ++i) cells.push_back(fact.cell(i));
  return cells;
}

void check_same(const pack::Fact& fact, const Drawn& drawn) {
  RC_ASSERT(fact.validity() == drawn.validity);
  RC_ASSERT(fact.confidence() == drawn.confidence);
  RC_ASSERT(fact.table() == drawn.table);
  RC_ASSERT(fact.note() == drawn.note);
  RC_ASSERT(std::ranges::equal(fact.sources(), drawn.sources));
}

/// The pack holds what was drawn: nodes by id, edges by relation, ends, beginning and id. The line of a fact says
/// which it is.
void check_pack(const pack::Pack& pack, const DrawnPack& drawn) {
  RC_ASSERT(pack.nodes.size() == drawn.nodes.size());
  RC_ASSERT(pack.edges.size() == drawn.edges.size());
  std::map<std::uint32_t, const Drawn*> by_line;
  for (const auto* facts : {&drawn.nodes, &drawn.edges})
    for (const Drawn& fact : *facts) by_line[fact.line] = &fact;
  for (const pack::NodeFact node : pack.nodes) {
    const Drawn& was = *by_line.at(node.line());
    check_same(node, was);
    RC_ASSERT(node.id() == was.id);
    RC_ASSERT(node.name() == was.name);
    RC_ASSERT(node.kind() == pack::KindId(was.shape));
    RC_ASSERT(cells_of(node) == was.cells);
    RC_ASSERT(pack.find_fact(was.id) == node.place());
  }
  for (const pack::EdgeFact edge : pack.edges) {
    const Drawn& was = *by_line.at(edge.line());
    check_same(edge, was);
    RC_ASSERT(edge.written_id() == was.id);
    RC_ASSERT(edge.relation() == pack::RelationId(was.shape));
    RC_ASSERT(pack.nodes[edge.from()].id() == drawn.nodes[was.from].id);
    RC_ASSERT(pack.nodes[edge.to()].id() == drawn.nodes[was.to].id);
    RC_ASSERT(cells_of(edge) == was.cells);
    RC_ASSERT(pack.find_fact(edge.id()) == edge.place());
  }
  for (std::uint32_t i = 1; i < pack.nodes.size(); ++i)
    RC_ASSERT(pack.nodes[i - 1].id() < pack.nodes[i].id());
  const auto key = [&](std::uint32_t i) {
    const pack::EdgeFact edge = pack.edges[i];
    const pack::ValidityDays days = edge.validity_days();
    return std::tuple(edge.relation(), edge.from(), edge.to(), days.from_first,
                      -std::int64_t{days.from_last.number}, edge.written_id());
  };
  for (std::uint32_t i = 1; i < pack.edges.size(); ++i) RC_ASSERT(key(i - 1) < key(i));
}

}  // namespace

TEST_CASE("Facts come back out of the columns as they went in, in order", "[fact_builder]") {
  CHECK(rc::check([] {
    DrawnPack drawn = drawn_pack();
    check_pack(built(added(drawn)), drawn);
  }));
}

TEST_CASE("The order in which facts are added does not tell", "[fact_builder]") {
  CHECK(rc::check([] {
    DrawnPack drawn = drawn_pack();
    const pack::Pack one = built(added(drawn));
    std::reverse(drawn.edges.begin(), drawn.edges.end());
    const pack::Pack other = built(added(drawn));
    RC_ASSERT(one.edges.size() == other.edges.size());
    for (std::uint32_t i = 0; i < one.edges.size(); ++i) {
      RC_ASSERT(one.edges[i].id() == other.edges[i].id());
      RC_ASSERT(one.edges[i].line() == other.edges[i].line());
      RC_ASSERT(pack::same_cells(one.edges[i], other.edges[i]));
    }
  }));
}

TEST_CASE("Kept facts with others are as all of them added at once", "[fact_builder]") {
  CHECK(rc::check([] {
    DrawnPack drawn = drawn_pack();
    const pack::Pack base = built(added(drawn));
    // Some edges go, and so do the nodes that no edge is at then, but one, which is replaced.
    std::vector<bool> nodes(base.nodes.size(), false), edges(base.edges.size());
    DrawnPack left;
    for (const pack::EdgeFact edge : base.edges) {
      edges[edge.place().index] = below(3) > 0;
      if (!edges[edge.place().index]) continue;
      nodes[edge.from().index()] = nodes[edge.to().index()] = true;
    }
    const std::uint32_t changed = below(static_cast<std::uint32_t>(nodes.size()));
    nodes[changed] = false;
    FactBuilder builder(base.schema, base.facts(), nodes, edges);
    builder.replace(pack::NodeId(changed));
    std::map<std::size_t, std::size_t> places;
    for (std::size_t i = 0; i < drawn.nodes.size(); ++i) {
      const std::uint32_t place = base.find_node(drawn.nodes[i].id)->value();
      if (!nodes[place] && place != changed) continue;
      places[i] = left.nodes.size();
      left.nodes.push_back(drawn.nodes[i]);
      if (place != changed) continue;
      left.nodes.back().name = "another";
      pack::NodeRow row;
      set_row(row, left.nodes.back());
      row.kind = pack::KindId(left.nodes.back().shape);
      row.name = left.nodes.back().name;
      RC_ASSERT_FALSE(builder.add_node(row));
    }
    builder.keep_edges();
    for (const Drawn& edge : drawn.edges)
      for (const pack::EdgeFact fact : base.edges)
        if (fact.line() == edge.line && edges[fact.place().index]) {
          left.edges.push_back(edge);
          left.edges.back().from = places.at(edge.from);
          left.edges.back().to = places.at(edge.to);
        }
    check_pack(built(std::move(builder)), left);
  }));
}

TEST_CASE("An id that is taken is told with the row that has it", "[fact_builder]") {
  FactBuilder builder(small_schema());
  pack::NodeRow node;
  node.kind = pack::KindId(1u);
  node.id = "CALLS_AT:a:a";
  node.table = 3;
  node.line = 9;
  CHECK_FALSE(builder.add_node(node));
  node.id = "a";
  node.line = 10;
  CHECK_FALSE(builder.add_node(node));
  CHECK(builder.add_node(node)->line == 10);
  pack::EdgeRow edge;
  edge.relation = pack::RelationId(0u);
  edge.from = edge.to = *builder.find_node("a");
  const auto taken = builder.add_edge(edge);  // its derived id is the id of a node
  REQUIRE(taken);
  CHECK(taken->table == 3);
  CHECK(taken->line == 9);
}
