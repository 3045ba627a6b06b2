// SPDX-License-Identifier: Apache-2.0
// What a ranking hangs on, against fresh runs without it.
#include "scenario/influence.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "pack/pack_folder.hpp"
#include "ranking/bundled.hpp"
#include "ranking/rank_correlation.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using scenario::Influence;
using scenario::InfluenceBy;
using scenario::InfluenceRow;

namespace {

constexpr std::size_t top = 10;
constexpr std::size_t asked = 6;  ///< A place, not a row.

std::size_t asked_row() { return bundled_assessment().ranking.order[asked]; }

/// All that a row says, from a fresh run, site by site.
InfluenceRow recounted(const ranking::Assessment& fresh, InfluenceRow row) {
  const ranking::Assessment& base = bundled_assessment();
  std::map<std::string, std::size_t> now;
  for (std::size_t i = 0; i < fresh.sites(); ++i) now[fresh.site_id(i)] = i;
  row.moved = row.entered = row.left = 0;
  row.score = row.rank = {};
  row.here.reset();
  row.here_rank.reset();
  std::vector<double> were;
  std::vector<double> are;
  for (std::size_t was = 0; was < base.sites(); ++was) {
    const std::string& id = base.site_id(was);
    const bool was_in = base.ranking.rank[was] <= top;
    if (!now.contains(id)) {
      row.left += was_in ? 1u : 0u;
      continue;
    }
    const std::size_t is = now[id];
    const double change = fresh.scores.total[is] - base.scores.total[was];
    const double places = double(fresh.ranking.rank[is]) - double(base.ranking.rank[was]);
    if (change != 0) ++row.moved;
    if (std::abs(change) > std::abs(row.score.change)) row.score = {id, change};
    if (std::abs(places) > std::abs(row.rank.change)) row.rank = {id, places};
    const bool is_in = fresh.ranking.rank[is] <= top;
    row.entered += is_in && !was_in ? 1u : 0u;
    row.left += was_in && !is_in ? 1u : 0u;
    were.push_back(base.scores.total[was]);
    are.push_back(fresh.scores.total[is]);
    if (was == asked_row()) {
      row.here = change;
      row.here_rank = places;
    }
  }
  row.kendall = ranking::kendall_tau_b(were, are);
  return row;
}

void check_same(const InfluenceRow& a, const InfluenceRow& b) {
  INFO(a.id);
  CHECK(a.id == b.id);
  CHECK(a.title == b.title);
  CHECK(a.source == b.source);
  CHECK(a.facts == b.facts);
  CHECK(a.moved == b.moved);
  CHECK(a.score.site == b.score.site);
  CHECK(a.score.change == b.score.change);
  CHECK(a.rank.site == b.rank.site);
  CHECK(a.rank.change == b.rank.change);
  CHECK(a.kendall == b.kendall);
  CHECK(a.entered == b.entered);
  CHECK(a.left == b.left);
  CHECK(a.here == b.here);
  CHECK(a.here_rank == b.here_rank);
}

/// The influence, asked once for all tests of it.
const Influence& influence_by(InfluenceBy by) {
  static std::map<InfluenceBy, Influence> known;
  if (!known.contains(by))
    known[by] = scenario::influence(bundled_assessment(), by, asked_row(), top, 2);
  return known[by];
}

/// The first ten rows, which move most, and twenty all over the rest.
std::vector<const InfluenceRow*> sample(const Influence& influence) {
  std::vector<const InfluenceRow*> rows;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, influence.rows.size()); ++i)
    rows.push_back(&influence.rows[i]);
  const std::size_t step = std::max<std::size_t>(1, influence.rows.size() / 20);
  for (std::size_t i = 10; i < influence.rows.size(); i += step) rows.push_back(&influence.rows[i]);
  return rows;
}

std::vector<graph::FactRef> all_facts() {
  std::vector<graph::FactRef> facts;
  for (std::size_t i = 0; i < bundled().graph.node_count(); ++i)
    facts.push_back(graph::fact_of(graph::NodeId(i)));
  for (std::size_t i = 0; i < bundled().graph.edge_count(); ++i)
    facts.push_back(graph::fact_of(graph::EdgeId(i)));
  return facts;
}

const pack::Source& source(std::string_view id) {
  const auto& sources = bundled().graph.pack().sources;
  return *std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.id == id; });
}

/// The facts that cite this source and no other.
std::vector<graph::FactRef> facts_of_source(const std::string& id) {
  std::vector<graph::FactRef> facts;
  const auto& sources = bundled().graph.pack().sources;
  for (const graph::FactRef fact : all_facts()) {
    const auto cited = bundled().graph.fact(fact).sources();
    if (cited.size() == 1 && sources[cited[0].index()].id == id) facts.push_back(fact);
  }
  return facts;
}

ranking::Assessment without(const std::vector<graph::FactRef>& facts) {
  return {bundled().basis(), bundled().view().without(facts), 2};
}

}  // namespace

TEST_CASE("A source's influence is a fresh run without what rests on it alone",
          "[influence][bundled][long]") {
  const Influence& influence = influence_by(InfluenceBy::source);
  CHECK(influence.by == InfluenceBy::source);
  CHECK(influence.site == bundled_assessment().site_id(asked_row()));
  CHECK(influence.top == top);
  for (const InfluenceRow* row : sample(influence)) {
    INFO(row->id);
    if (row->source.empty()) {
      const auto facts = facts_of_source(row->id);
      CHECK(row->facts == facts.size());
      CHECK(row->title == source(row->id).title);
      check_same(*row, recounted(without(facts), *row));
    } else {
      const auto fact = bundled().graph.find_fact(row->id);
      REQUIRE(fact);
      CHECK(row->facts == 1);
      check_same(*row, recounted(without({*fact}), *row));
    }
  }
}

TEST_CASE("A collection is shown fact by fact, and a fact of two sources is in no source's set",
          "[influence][bundled][long]") {
  std::map<std::string, std::string> collection_of;  // by fact
  std::map<std::string, std::size_t> facts_of;       // by source
  for (const InfluenceRow& row : influence_by(InfluenceBy::source).rows) {
    if (!row.source.empty()) {
      CHECK(source(row.source).collection);
      CHECK(collection_of.emplace(row.id, row.source).second);
    } else {
      CHECK_FALSE(source(row.id).collection);
      CHECK(facts_of.emplace(row.id, row.facts).second);
    }
  }
  const auto& sources = bundled().graph.pack().sources;
  std::size_t of_two = 0;
  std::size_t collected = 0;
  std::map<std::string, std::size_t> counted;
  for (const graph::FactRef fact : all_facts()) {
    const pack::Fact known = bundled().graph.fact(fact);
    const bool alone = known.sources().size() == 1;
    of_two += known.sources().size() > 1 ? 1u : 0u;
    const bool is_collected = alone && sources[known.sources()[0].index()].collection;
    REQUIRE(collection_of.contains(known.id()) == is_collected);
    if (is_collected) {
      ++collected;
      REQUIRE(collection_of[known.id()] == sources[known.sources()[0].index()].id);
    } else if (alone) {
      ++counted[sources[known.sources()[0].index()].id];
    }
  }
  CHECK(facts_of == counted);
  CHECK(collected == collection_of.size());
  CHECK(of_two > 0);
  CHECK(collected > 0);
}

TEST_CASE("A fact's and an entity's influence is a fresh run without it",
          "[influence][bundled][slow]") {
  for (const InfluenceBy by : {InfluenceBy::fact, InfluenceBy::entity}) {
    const Influence& influence = influence_by(by);
    CHECK(influence.rows.size() ==
          (by == InfluenceBy::fact ? all_facts().size() : bundled().graph.node_count()));
    for (const InfluenceRow* row : sample(influence)) {
      const auto fact = bundled().graph.find_fact(row->id);
      REQUIRE(fact);
      if (!fact->is_edge)
        CHECK(row->title == bundled().graph.node(graph::NodeId(fact->index)).name());
      check_same(*row, recounted(without({*fact}), *row));
    }
  }
}

TEST_CASE("A rule's influence is a fresh run with the rule off", "[influence][bundled]") {
  const Influence& influence = influence_by(InfluenceBy::rule);
  for (const InfluenceRow* row : sample(influence)) {
    const auto id = bundled().rules.find(row->id);
    REQUIRE(id);
    CHECK(row->title == bundled().rules.rule(*id).title);
    ranking::Basis basis = bundled().basis();
    basis.rules_off = {*id};
    check_same(*row, recounted(ranking::Assessment(basis, bundled().view(), 2), *row));
  }
  // Rules that are off, or not valid on the day, have none.
  std::size_t apply = 0;
  for (const rule::Rule& rule : bundled().rules.rules())
    apply += rule.applies_on(bundled().as_of()) ? 1u : 0u;
  CHECK(influence.rows.size() == apply);
}

TEST_CASE("A signal's influence is a fresh run in which nobody asked it", "[influence][bundled]") {
  const Influence& influence = influence_by(InfluenceBy::signal);
  CHECK(influence.rows.size() == bundled().rules.signals().size());
  for (const InfluenceRow* row : sample(influence)) {
    ranking::Basis basis = bundled().basis();
    basis.left_out = {bundled().rules.signals().find(row->id).value()};
    check_same(*row, recounted(ranking::Assessment(basis, bundled().view(), 2), *row));
  }
}

TEST_CASE("Rows come by what they move at the site asked about, or anywhere",
          "[influence][bundled][slow]") {
  const auto& here = influence_by(InfluenceBy::entity).rows;
  for (std::size_t i = 1; i < here.size(); ++i)
    REQUIRE(std::abs(here[i - 1].here.value_or(0)) >= std::abs(here[i].here.value_or(0)));
  const Influence all =
      scenario::influence(bundled_assessment(), InfluenceBy::rule, std::nullopt, top, 2);
  CHECK(all.site.empty());
  for (std::size_t i = 0; i < all.rows.size(); ++i) {
    CHECK_FALSE(all.rows[i].here);
    if (i > 0) CHECK(std::abs(all.rows[i - 1].score.change) >= std::abs(all.rows[i].score.change));
  }
}

TEST_CASE("The influence of the site asked about on itself is not told",
          "[influence][bundled][slow]") {
  for (const InfluenceRow& row : influence_by(InfluenceBy::entity).rows)
    CHECK(row.here.has_value() == (row.id != bundled_assessment().site_id(asked_row())));
}

TEST_CASE("Influence is the same for one and two threads, and progress goes to the end",
          "[influence][bundled][long]") {
  for (const InfluenceBy by : {InfluenceBy::rule, InfluenceBy::signal, InfluenceBy::source}) {
    std::size_t last = 0;
    std::size_t of = 0;
    bool in_order = true;
    const Influence one = scenario::influence(bundled_assessment(), by, asked_row(), top, 1,
                                              [&](std::size_t done, std::size_t all) {
                                                in_order = in_order && done == last + 1;
                                                last = done;
                                                of = all;
                                              });
    const Influence& two = influence_by(by);
    CHECK(in_order);
    CHECK(last == one.rows.size());
    CHECK(of == one.rows.size());
    REQUIRE(one.rows.size() == two.rows.size());
    for (std::size_t i = 0; i < one.rows.size(); ++i) check_same(one.rows[i], two.rows[i]);
  }
}

TEST_CASE("What was taken out of the base has no influence", "[influence][bundled][slow]") {
  const graph::EntityGraph& graph = bundled().graph;
  const graph::FactRef gone = graph::fact_of(graph.sites()[3]);
  const ranking::Assessment less(bundled().basis(), bundled().view().without(std::vector{gone}), 2);
  const Influence influence = scenario::influence(less, InfluenceBy::entity, std::nullopt, top, 2);
  CHECK(influence.rows.size() + 1 == graph.node_count());
  for (const InfluenceRow& row : influence.rows) CHECK(row.id != graph.fact(gone).id());
}

TEST_CASE("The only site leaves nothing to rank, and that is no fault", "[influence]") {
  const PackFolder folder;
  folder.write("sites.csv",
               "id,name,country,part_of,lat,confidence,source\nport,Port,AAA,,1.5,high,s1\n");
  Diagnostics wrong;
  auto pack = pack::load_pack(folder.path(), wrong);
  REQUIRE(pack);
  const graph::EntityGraph graph(*std::move(pack));
  const auto rules = rule::RuleSet::load(std::make_shared<const SourceText>("rules.yaml", R"yaml(
signals: [{id: latitude, match: "(site)", value: "site.lat", combine: max}]
rules:
  - {id: north, when: "latitude > 0", dimension: place, points: 40, because: north}
)yaml"),
                                         graph.schema(), wrong);
  REQUIRE(rules);
  for (const std::string by : {"score", "percentile"}) {
    const auto model = model::load_model(
        std::make_shared<const SourceText>(
            "model.yaml",
            "model: one\ndimensions:\n  - id: place\n    points: {full: 100}\n    indicators: "
            "[{signal: latitude, weight: 1, normalise: minmax, missing: mean}]\ntiers: {by: " +
                by + ", bounds: [{tier: high, at_least: 30}, {tier: low, at_least: 0}]}\n"),
        wrong);
    REQUIRE(model);
    const ranking::Assessment base({graph, *rules, *model}, {graph, graph.pack().date}, 1);
    const Influence influence = scenario::influence(base, InfluenceBy::entity, 0, top, 1);
    const auto row = std::find_if(influence.rows.begin(), influence.rows.end(),
                                  [](const InfluenceRow& r) { return r.id == "port"; });
    REQUIRE(row != influence.rows.end());
    CHECK(row->left == 1);
    CHECK(row->entered == 0);
    CHECK(row->moved == 0);
    CHECK(row->kendall == 1);
    CHECK_FALSE(row->here);
  }
}
