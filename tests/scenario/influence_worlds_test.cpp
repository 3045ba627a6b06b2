// SPDX-License-Identifier: Apache-2.0
// The influence of all there is in random worlds, most of it told from the few sites that each reaches, against fresh
// runs without it.
#include <catch2/catch.hpp>

#include "ranking/fact_dice.hpp"
#include "ranking/local_change.hpp"
#include "ranking/same_assessment.hpp"
#include "scenario/random_world.hpp"
#include "scenario/recounted_influence.hpp"
#include "signal/evidence.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using scenario::Influence;
using scenario::InfluenceBy;
using scenario::InfluenceRow;

namespace {

/// A few sites or many, and now and then a model that looks at all of them.
struct DrawnWorld {
  DrawnWorld(std::uint32_t seed, std::size_t most_ports)
      : world(seed, seed % 5 == 0 ? 5 + seed % 20 : most_ports / 2 + 7 * seed % most_ports / 2,
              seed % 8 != 0),
        base(ranking::Basis{world.inputs->graph, world.inputs->rules, world.inputs->model},
             graph::GraphView(world.inputs->graph, world.inputs->graph.pack().date), 1) {}

  RandomWorld world;
  ranking::Assessment base;
};

ranking::Basis basis_without(const ranking::Assessment& base, InfluenceBy by,
                             const std::string& id) {
  ranking::Basis basis = base.basis;
  if (by == InfluenceBy::rule) basis.rules_off = {*basis.rules.find(id)};
  if (by == InfluenceBy::signal) basis.left_out = {*basis.rules.signals().find(id)};
  return basis;
}

/// What a row leaves out.
std::vector<graph::FactRef> facts_of(const ranking::Assessment& base, InfluenceBy by,
                                     const InfluenceRow& row) {
  std::vector<graph::FactRef> facts;
  const graph::EntityGraph& graph = base.basis.graph;
  if (by == InfluenceBy::rule || by == InfluenceBy::signal) return facts;
  if (by != InfluenceBy::source || !row.source.empty()) return {*graph.find_fact(row.id)};
  const auto add = [&](graph::FactRef fact) {
    const auto cited = graph.fact(fact).sources();
    if (cited.size() == 1 && graph.pack().sources[cited[0].index()].id == row.id)
      facts.push_back(fact);
  };
  for (std::size_t i = 0; i < graph.node_count(); ++i) add(graph::fact_of(graph::NodeId(i)));
  for (std::size_t i = 0; i < graph.edge_count(); ++i) add(graph::fact_of(graph::EdgeId(i)));
  return facts;
}

/// Rows of a world compared, by one way of leaving out.
std::size_t compared(const ranking::Assessment& base, InfluenceBy by, std::uint32_t seed) {
  const std::size_t asked = seed % base.sites();
  const std::size_t top = seed % 12;
  const Influence influence = scenario::influence(base, by, asked, top, 1 + seed % 2);
  std::size_t count = 0;
  for (std::size_t i = seed % 7; i < influence.rows.size(); i += by == InfluenceBy::fact ? 5 : 3) {
    const InfluenceRow& row = influence.rows[i];
    const ranking::Assessment fresh(basis_without(base, by, row.id),
                                    base.view.without(facts_of(base, by, row)), 1);
    check_same(row, recounted(base, fresh, row, asked, top));
    ++count;
  }
  return count;
}

std::size_t compared_in_worlds(std::uint32_t first, std::uint32_t worlds) {
  std::size_t count = 0;
  for (std::uint32_t seed = first; seed < first + worlds; ++seed) {
    const DrawnWorld drawn(seed, 200);
    INFO(seed << drawn.world.rules_text << drawn.world.model_text);
    for (const InfluenceBy by : {InfluenceBy::fact, InfluenceBy::entity, InfluenceBy::source,
                                 InfluenceBy::rule, InfluenceBy::signal})
      count += compared(drawn.base, by, seed);
  }
  return count;
}

struct LocalCounts {
  std::size_t local = 0;
  std::size_t moved = 0;
  std::size_t tiers = 0;
  std::size_t gone = 0;
};

/// Each site's score and tier, as the local change says it, against an assessment made from the base.
void check_local(const ranking::Assessment& base, const graph::GraphView& view,
                 LocalCounts& counts) {
  const auto change = ranking::local_change(base, view);
  if (!change) return;
  const ranking::Assessment full(base, base.basis, view, 1);
  ++counts.local;
  counts.tiers += change->tiers.size();
  std::vector<std::optional<double>> scores(base.scores.total->begin(), base.scores.total->end());
  for (const ranking::MovedRow& moved : change->moved) {
    ++(moved.score ? counts.moved : counts.gone);
    if (moved.score) REQUIRE(*moved.score != base.scores.total[moved.row]);
    scores[moved.row] = moved.score;
  }
  std::uint32_t now = 0;
  for (std::uint32_t row = 0; row < base.sites(); ++row) {
    if (!scores[row]) continue;
    REQUIRE(now < full.sites());
    REQUIRE(full.site_id(now) == base.site_id(row));
    REQUIRE(same_bits(*scores[row], full.scores.total[now]));
    REQUIRE(change->tier_of(base, row) == full.scores.tier[now]);
    ++now;
  }
  REQUIRE(now == full.sites());
}

LocalCounts checked_locally(std::uint32_t first, std::uint32_t worlds) {
  LocalCounts counts;
  for (std::uint32_t seed = first; seed < first + worlds; ++seed) {
    const DrawnWorld drawn(seed, 900);  // many, so that few of them are reached
    INFO(seed << drawn.world.rules_text << drawn.world.model_text);
    FactDice dice(drawn.base.basis.graph, seed);
    // From the whole world, and from one of which something was taken out, with a rule off.
    ranking::Basis basis = drawn.base.basis;
    basis.rules_off = {rule::RuleId(std::size_t{0})};
    const ranking::Assessment less(drawn.base, basis, drawn.base.view.without(dice.facts(3)), 1);
    for (int i = 0; i < 60; ++i) {
      const ranking::Assessment& base = i % 3 == 0 ? less : drawn.base;
      check_local(base, base.view.without(dice.facts(i % 5 == 4 ? 1 + dice.below(8) : 1)), counts);
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("Scores and tiers told from the sites reached are those of the whole made again",
          "[influence][local][property]") {
  const LocalCounts counts = checked_locally(1, 120);
  WARN(counts.local << " local, " << counts.moved << " moved, " << counts.tiers << " tiers, "
                    << counts.gone << " gone");
  CHECK(counts.local > 800);
  CHECK(counts.moved > 80);
  CHECK(counts.tiers > 10);
  CHECK(counts.gone > 20);
}

TEST_CASE("The influence of what there is in random worlds is a fresh run without it",
          "[influence][local][property]") {
  CHECK(compared_in_worlds(1, 12) > 300);
}

namespace {

struct DecisiveCounts {
  std::size_t decisive = 0;
  std::size_t others = 0;
};

/// Every fact shown for a signal at one site of each world, beside the signal searched in the world without it.
DecisiveCounts compared_evidence(std::uint32_t first_seed, std::uint32_t last_seed) {
  DecisiveCounts counts;
  for (std::uint32_t seed = first_seed; seed <= last_seed; ++seed) {
    const DrawnWorld drawn(seed, 200);
    INFO(seed << drawn.world.rules_text);
    const ranking::Assessment& base = drawn.base;
    const signal::SignalSet& signals = base.basis.rules.signals();
    for (std::size_t i = 0; i < signals.size(); ++i) {
      const graph::SiteId site((seed + i) % base.sites());
      const auto evidence = signal::evidence(signals, signal::SignalId(i), base.world(), site);
      if (!evidence.complete) continue;  // then no fact was tried alone
      std::map<graph::FactRef, bool> shown;
      for (const signal::Support& support : evidence.supports)
        for (const signal::Witness& witness : support.alternatives)
          for (const signal::WitnessFact& fact : witness.facts) shown[fact.fact] = fact.decisive;
      for (const auto& [fact, is_decisive] : shown) {
        const graph::GraphView view = base.view.without({&fact, 1});
        const graph::Ownership ownership(view);
        const auto value =
            signal::evaluate_one(signals, signal::SignalId(i), {view, ownership, base.places.get()},
                                 base.site(site.index()));
        INFO(signals.id(signal::SignalId(i)) << " without " << base.basis.graph.fact(fact).id());
        REQUIRE(is_decisive == (expr::to_text(value) != expr::to_text(evidence.value)));
        ++(is_decisive ? counts.decisive : counts.others);
      }
    }
  }
  return counts;
}

}  // namespace

TEST_CASE(
    "A fact shown in a random world is decisive where the signal searched without it is another",
    "[influence][evidence][property]") {
  const DecisiveCounts counts = compared_evidence(1, 60);
  CHECK(counts.decisive > 200);
  CHECK(counts.others > 200);
}

TEST_CASE("The evidence of more of them", "[.][slow]") {
  const DecisiveCounts counts = compared_evidence(1000, 3000);
  WARN(counts.decisive << " decisive, " << counts.others << " not");
}

TEST_CASE("The same in more of them", "[.][slow]") {
  const LocalCounts counts = checked_locally(1000, 1500);
  WARN(counts.local << " local, " << counts.moved << " moved");
  CHECK(compared_in_worlds(1000, 300) > 5000);
}
