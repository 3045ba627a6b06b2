// SPDX-License-Identifier: Apache-2.0
// Properties of signals over random graphs: three ways to one value, the same bytes for any number of
// threads, and evidence that is what it says.
#include <rapidcheck.h>

#include "naive_twin.hpp"

namespace harbinger::signal {

namespace {

bool same_bytes(const expr::Column& a, const expr::Column& b) {
  const bool texts = (a.dictionary == nullptr) == (b.dictionary == nullptr) &&
                     (a.dictionary == nullptr || *a.dictionary == *b.dictionary);
  return a.kind == b.kind && a.numbers == b.numbers && a.uppers == b.uppers &&
         a.truths == b.truths && a.codes == b.codes && a.known == b.known && a.errors == b.errors &&
         texts;
}

bool same_text(const expr::Value& a, const expr::Value& b) {
  return a.data.index() == b.data.index() &&
         (a.is<expr::Error>() || expr::to_text(a) == expr::to_text(b));
}

/// The facts of the path of a witness, one of them, at random.
graph::FactRef one_fact(const Witness& witness, Dice& dice) {
  return witness.facts[dice.below(witness.path_facts)].fact;
}

}  // namespace

TEST_CASE("All sites at once, the search of one site and the definition give one value",
          "[signal][property]") {
  std::size_t relational = 0;
  std::size_t searched = 0;
  std::size_t not_empty = 0;
  const bool holds = rc::check("columns = search = twin", [&](std::uint32_t seed) {
    Dice dice(seed);
    const graph::EntityGraph graph = random_graph(dice, 4, dice.chance(0.5) ? 1.5 : 0.7);
    const TestWorld world(graph, dice.chance(0.5) ? "2024-06-30" : "2012-06-30");
    for (int i = 0; i < 20; ++i) {
      const DrawnSignal drawn = draw_signal(dice);
      const std::string yaml = yaml_of(drawn);
      const CheckedSignals checked_set = checked(yaml, graph.schema());
      if (!checked_set.set) RC_FAIL(yaml + checked_set.told);
      const SignalSet& set = *checked_set.set;
      ++(set.strategy(SignalId(0u)) == "all sites at once" ? relational : searched);
      const expr::Column column = evaluate(set, world.world(), 1)[0];
      NaiveTwin twin(drawn, world.view);
      for (std::size_t row = 0; row < graph.sites().size(); ++row) {
        const expr::Value one = evaluate_one(set, SignalId(0u), world.world(), SiteId(row));
        if (!same_text(one, column.at(row)))
          RC_FAIL(fmt::format("{}row {}: column {}, search {}", yaml, row, to_text(column.at(row)),
                              to_text(one)));
        const TwinValue expected = twin.at(graph.sites()[row]);
        not_empty += expected.what == TwinValue::What::number && expected.high > 0 ? 1 : 0;
        if (!agree(expected, one))
          RC_FAIL(fmt::format("{}row {}: twin {}, search {}", yaml, row, text_of(expected),
                              to_text(one)));
      }
    }
  });
  CHECK(holds);
  CHECK(relational > 1000);
  CHECK(searched > 50);
  CHECK(not_empty > 500);
}

TEST_CASE("One, two and eight threads write the same bytes", "[signal][property]") {
  const bool holds = rc::check("threads", [](std::uint32_t seed) {
    Dice dice(seed);
    const graph::EntityGraph graph = random_graph(dice, 2600, 1.5);
    const TestWorld world(graph, "2024-06-30");
    const DrawnSignal drawn = draw_signal(dice);
    const CheckedSignals checked_set = checked(yaml_of(drawn), graph.schema());
    const auto one = evaluate(*checked_set.set, world.world(), 1);
    RC_ASSERT(same_bytes(one[0], evaluate(*checked_set.set, world.world(), 2)[0]));
    RC_ASSERT(same_bytes(one[0], evaluate(*checked_set.set, world.world(), 8)[0]));
  });
  CHECK(holds);
}

TEST_CASE("A fact is decisive exactly where its removal changes the value",
          "[signal][evidence][property]") {
  std::size_t facts = 0;
  std::size_t supports = 0;
  const bool holds = rc::check("evidence", [&](std::uint32_t seed) {
    Dice dice(seed);
    const graph::EntityGraph graph = random_graph(dice, 4, 1.5);
    const TestWorld world(graph, "2024-06-30");
    for (int i = 0; i < 30; ++i) {
      DrawnSignal drawn = draw_signal(dice);
      if (dice.chance(0.5)) drawn.missing.clear();
      const SignalSet set = *checked(yaml_of(drawn), graph.schema()).set;
      const SiteId site(dice.below(graph.sites().size()));
      const Evidence found = evidence(set, SignalId(0u), world.world(), site);
      if (!found.complete) {  // too many walks: it says so, and that of no fact
        for (const Support& support : found.supports)
          for (const Witness& witness : support.alternatives)
            for (const WitnessFact& fact : witness.facts) RC_ASSERT(!fact.decisive);
        continue;
      }
      // A site that goes is no row any more, and those behind it move up.
      const auto without = [&](const std::vector<graph::FactRef>& removed) {
        const TestWorld less(world.view.without(removed));
        const auto sites = less.view.sites();
        const auto row = std::find(sites.begin(), sites.end(), graph.sites()[site.index()]);
        if (row == sites.end()) return expr::Value();
        return evaluate(set, less.world(), 1)[0]->at(static_cast<std::size_t>(row - sites.begin()));
      };
      for (const Support& support : found.supports)
        for (const Witness& witness : support.alternatives)
          for (const WitnessFact& fact : witness.facts) {
            ++facts;
            RC_ASSERT(fact.decisive == !same_text(without({fact.fact}), found.value));
          }
      // Where nothing stands in for what is gone, a support that loses a fact in each way to it is gone.
      static const std::set<std::string> monotone = {"any", "count", "count_distinct", "sum",
                                                     "max"};
      if (!monotone.contains(drawn.combine) || !drawn.without.empty() || !drawn.missing.empty())
        continue;
      if (!found.value.is<double>() && !found.value.is<bool>()) continue;
      for (const Support& support : found.supports) {
        if (support.term.is<expr::Unknown>()) continue;  // shown, and counts for nothing
        std::vector<graph::FactRef> removed;
        for (const Witness& witness : support.alternatives)
          if (witness.path_facts > 0) removed.push_back(one_fact(witness, dice));
        if (removed.size() < support.alternatives.size()) continue;
        ++supports;
        RC_ASSERT(!same_text(without(removed), found.value));
      }
    }
  });
  CHECK(holds);
  CHECK(facts > 1000);
  CHECK(supports > 100);
}

TEST_CASE("What is near is what the search of all pairs finds", "[signal][near][property]") {
  const bool holds = rc::check("near = all pairs", [](std::uint32_t seed) {
    Dice dice(seed);
    PackBuilder b;
    using enum pack::AttributeType;
    b.roles().site = b.kind("Port", {{"lat", number}, {"lon", number}});
    const auto degrees = [&](double most) {
      return (static_cast<double>(dice.below(20001)) / 10000 - 1) * most;
    };
    struct Place {
      double lat, lon;
    };
    std::map<std::string, Place> places;
    const bool polar = dice.chance(0.3);
    for (std::size_t i = 0; i < 60; ++i) {
      const std::string id = fmt::format("p{:02}", i);
      // Around a pole, or around the date line.
      const Place place = polar ? Place{90 - std::abs(degrees(3)), degrees(180)}
                                : Place{degrees(2), dice.chance(0.5) ? 180 - std::abs(degrees(2))
                                                                     : -180 + std::abs(degrees(2))};
      places[id] = place;
      b.node("Port", id, {signal::number(place.lat), signal::number(place.lon)});
    }
    const graph::EntityGraph graph = b.build();
    const TestWorld world(graph, "2024-06-30");
    const SignalSet set = signals(
        "  - {id: n, near: {match: '(o:Port)', within: 120 km}, combine: count}\n"
        "  - {id: w, near: {match: '(o:Port)', within: 120 km, decay: 40 km}, value: '1.0', "
        "combine: sum}\n",
        graph.schema());
    const auto columns = evaluate(set, world.world(), 1);
    const auto radians = [](double d) { return d * M_PI / 180; };
    for (std::size_t row = 0; row < graph.sites().size(); ++row) {
      const Place a = places[std::string(graph.node(graph.sites()[row]).id())];
      double count = 0;
      double sum = 0;
      for (const auto& [id, p] : places) {
        // By the chord between two points of the sphere, not the haversine.
        const double dx = std::cos(radians(a.lat)) * std::cos(radians(a.lon)) -
                          std::cos(radians(p.lat)) * std::cos(radians(p.lon));
        const double dy = std::cos(radians(a.lat)) * std::sin(radians(a.lon)) -
                          std::cos(radians(p.lat)) * std::sin(radians(p.lon));
        const double dz = std::sin(radians(a.lat)) - std::sin(radians(p.lat));
        const double km =
            2 * 6371.0088 * std::asin(std::min(1.0, std::sqrt(dx * dx + dy * dy + dz * dz) / 2));
        if (id == graph.node(graph.sites()[row]).id() || km > 120) continue;
        count += 1;
        sum += std::exp(-km / 40);
      }
      RC_ASSERT(columns[0]->at(row).get<double>() == count);
      RC_ASSERT(std::abs(columns[1]->at(row).get<double>() - sum) < 1e-9);
      for (const std::uint32_t signal : {0u, 1u})
        RC_ASSERT(same_text(evaluate_one(set, SignalId(signal), world.world(), SiteId(row)),
                            columns[signal]->at(row)));
    }
  });
  CHECK(holds);
}

}  // namespace harbinger::signal
