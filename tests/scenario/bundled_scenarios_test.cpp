// SPDX-License-Identifier: Apache-2.0
// The scenarios of data/scenarios/ on the bundled inputs: what each does follows by hand from what it edits.
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "ranking/bundled.hpp"
#include "ranking/same_assessment.hpp"
#include "scenario/edited_inputs.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using Catch::Matchers::WithinAbs;

namespace {

using Ids = std::set<std::string>;

std::string told(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& d : diagnostics.all()) lines += to_text(d) + "\n";
  return lines;
}

scenario::EditedInputs edited(const std::string& file, const std::string& name) {
  const std::string home = HARBINGER_SOURCE_DIR;
  Diagnostics diagnostics;
  const auto model_text =
      model::read_model_text(*read_file(home + "/models/exposure.yaml"), diagnostics);
  REQUIRE(model_text);
  const auto scenarios =
      scenario::read_scenarios(std::vector{home + "/data/scenarios/" + file}, diagnostics);
  INFO(told(diagnostics));
  REQUIRE(scenarios);
  const Bundled& base = bundled();
  for (const scenario::Scenario& scenario : *scenarios) {
    if (scenario.name != name) continue;
    CHECK_FALSE(scenario.title.empty());
    CHECK_FALSE(scenario.why.empty());
    auto inputs = scenario::edited_inputs(
        {base.graph, base.rules, *model_text, base.model, base.as_of()}, scenario, diagnostics);
    INFO(told(diagnostics));
    REQUIRE(inputs);
    return *std::move(inputs);
  }
  FAIL("no scenario " << name);
  throw std::logic_error("unreachable");
}

/// One assessment, read by the ids of sites, rules and dimensions.
class Reading {
 public:
  explicit Reading(const ranking::Assessment& assessment) : assessment_(assessment) {
    for (std::size_t row = 0; row < assessment.sites(); ++row) rows_[assessment.site_id(row)] = row;
  }
  [[nodiscard]] Ids sites() const {
    Ids ids;
    for (const auto& [id, row] : rows_) ids.insert(id);
    return ids;
  }
  [[nodiscard]] double score(const std::string& site) const {
    return assessment_.scores.total[rows_.at(site)];
  }
  [[nodiscard]] std::uint32_t rank(const std::string& site) const {
    return assessment_.ranking.rank[rows_.at(site)];
  }
  [[nodiscard]] std::string tier(const std::string& site) const {
    return assessment_.tier_of(rows_.at(site));
  }
  /// `2 82.85 critical`.
  [[nodiscard]] std::string standing(const std::string& site) const {
    return fmt::format("{} {:.2f} {}", rank(site), score(site), tier(site));
  }
  /// In [0, 1].
  [[nodiscard]] double dimension(const std::string& id, const std::string& site) const {
    const auto& dimensions = assessment_.basis.model.dimensions;
    for (std::size_t d = 0; d < dimensions.size(); ++d)
      if (dimensions[d].id == id) return assessment_.scores.dimensions[d][rows_.at(site)];
    throw std::out_of_range(id);
  }
  /// What a rule gives to its dimension, before the dimension is full.
  [[nodiscard]] double points(const std::string& rule, const std::string& site) const {
    return static_cast<double>(outcome(rule).effective[rows_.at(site)]) / 1e6;
  }
  [[nodiscard]] bool fires(const std::string& rule, const std::string& site) const {
    return outcome(rule).fired[rows_.at(site)];
  }
  [[nodiscard]] Ids fires_at(const std::string& rule) const {
    Ids ids;
    for (const auto& [id, row] : rows_)
      if (outcome(rule).fired[row]) ids.insert(id);
    return ids;
  }
  [[nodiscard]] std::string signal(const std::string& id, const std::string& site) const {
    const auto found = assessment_.basis.rules.signals().find(id);
    return expr::to_text(assessment_.signals[found.value().index()]->at(rows_.at(site)));
  }

 private:
  [[nodiscard]] const rule::RuleOutcome& outcome(const std::string& id) const {
    const auto& rules = assessment_.basis.rules.rules();
    for (std::size_t r = 0; r < rules.size(); ++r)
      if (rules[r].id == id) return assessment_.outcomes.rules[r];
    throw std::out_of_range(id);
  }

  const ranking::Assessment& assessment_;
  std::map<std::string, std::size_t> rows_;
};

const Reading& before() {
  static const Reading reading(bundled_assessment());
  return reading;
}

/// A scenario scored afresh; scored from the base it must be the same.
struct Run {
  scenario::EditedInputs inputs;
  ranking::Assessment assessment;
  Reading after;

  Run(const std::string& file, const std::string& name)
      : inputs(edited(file, name)), assessment(inputs.basis(), inputs.view, 2), after(assessment) {
    const ranking::Assessment from_base(bundled_assessment(), inputs.basis(), inputs.view, 2);
    CHECK(difference(from_base, assessment) == "");
  }
  /// Sites of which the score or a dimension is another, in any bit.
  [[nodiscard]] Ids moved() const {
    Ids ids;
    for (const std::string& site : before().sites()) {
      bool same = same_bits(before().score(site), after.score(site));
      for (const auto& dimension : bundled().model.dimensions)
        same = same && same_bits(before().dimension(dimension.id, site),
                                 after.dimension(dimension.id, site));
      if (!same) ids.insert(site);
    }
    return ids;
  }
};

Ids in_country(const std::string& country) {
  const graph::EntityGraph& graph = bundled().graph;
  Ids ids;
  const auto land = *graph.find_node(country);
  for (const graph::EdgeId edge : graph.in_edges(land, graph.schema().roles.located_in))
    ids.emplace(graph.node(graph.source(edge)).id());
  return ids;
}

/// The sites, and those that they are part of.
Ids with_wholes(const Ids& sites) {
  const graph::EntityGraph& graph = bundled().graph;
  Ids ids = sites;
  for (const std::string& site : sites)
    for (const graph::EdgeId edge :
         graph.out_edges(*graph.find_node(site), graph.schema().roles.part_of))
      ids.emplace(graph.node(graph.target(edge)).id());
  return ids;
}

/// By hand: cnnc-capital holds 30.11 % of Tongfang and that 71.18 % of Nuctech (owns.csv); 40 points for all.
constexpr double look_through_points = 40 * 0.3011 * 0.7118;

double score_of(double influence, double reliance) { return 100 * std::sqrt(influence * reliance); }

}  // namespace

TEST_CASE("One machine at Subic by another maker: the listing counts for one delivery less",
          "[scenario][bundled]") {
  const Run run("subic_supplier.yaml", "subic_newest");
  // It hardly matters: the older machines keep the maker at the port.
  CHECK(before().standing("port-of-subic") == "2 82.85 critical");
  CHECK(run.after.standing("port-of-subic") == "2 82.65 critical");
  // Five deliveries are by Nuctech, two of them (2021-11 and 2024-11) after its listing of 2020-12-18.
  CHECK(before().signal("state_made_deliveries", "port-of-subic") == "5");
  CHECK(before().signal("delivered_after_listing", "port-of-subic") == "2");
  CHECK(run.after.signal("state_made_deliveries", "port-of-subic") == "4");
  CHECK(run.after.signal("delivered_after_listing", "port-of-subic") == "1");
  // Supplier: 35 for control, the look-through, 30 + 5 for the one delivery, 10 for the owner's listing, 10 for
  // buying again: below full, which it was above before.
  const double points = 35 + look_through_points + 35 + 10 + 10;
  CHECK(before().dimension("influence.supplier", "port-of-subic") == 1);
  CHECK_THAT(run.after.dimension("influence.supplier", "port-of-subic"),
             WithinAbs(points / 100, 1e-8));
  // It was the port's alone, and the country's sites stay equipped by Nuctech: nothing else moves.
  CHECK(run.moved() == Ids{"port-of-subic"});
  const double influence =
      before().dimension("influence", "port-of-subic") - 0.9 * 0.3 * (1 - points / 100);
  CHECK_THAT(run.after.score("port-of-subic"),
             WithinAbs(score_of(influence, before().dimension("reliance", "port-of-subic")), 1e-6));
}

TEST_CASE("Had Subic bought of others since the listing, no delivery would be after it",
          "[scenario][bundled]") {
  const Run run("subic_supplier.yaml", "subic_since_listing");
  // A tier less, and no place: the next site is 15 points below.
  CHECK(run.after.standing("port-of-subic") == "2 79.79 high");
  CHECK(before().fires("supplier.delivered_after_listing", "port-of-subic"));
  CHECK_FALSE(run.after.fires("supplier.delivered_after_listing", "port-of-subic"));
  // The machines of the loans and of the grant stay, and their maker is listed now: 15 in place of 40.
  CHECK(run.after.points("supplier.listed_now", "port-of-subic") == 15);
  CHECK(run.after.signal("state_made_deliveries", "port-of-subic") == "3");
  CHECK_THAT(run.after.dimension("influence.supplier", "port-of-subic"),
             WithinAbs((35 + look_through_points + 15 + 10 + 10) / 100, 1e-8));
  CHECK(run.after.score("port-of-subic") < before().score("port-of-subic"));
  // The sale of 2021 still equips Manila and Cebu.
  CHECK(run.moved() == Ids{"port-of-subic"});
}

TEST_CASE("With no machine of Nuctech, Subic keeps what the country around it adds",
          "[scenario][bundled]") {
  const Run run("subic_supplier.yaml", "subic_other_maker");
  // Reliance alone does not make exposure.
  CHECK(run.after.standing("port-of-subic") == "88 37.03 moderate");
  const std::string subic = "port-of-subic";
  for (const char* pillar : {"supplier", "finance", "equipment", "port"}) {
    INFO(pillar);
    CHECK(run.after.dimension(std::string("influence.") + pillar, subic) == 0);
  }
  // 17 sites of the country were equipped, all by Nuctech; now 16 of 17.
  const double country = 40 * 16.0 / 17 + 10 * std::log(1 + 16.0);
  CHECK_THAT(run.after.dimension("influence.country", subic), WithinAbs(country / 100, 1e-8));
  const double reliance = before().dimension("reliance", subic);
  CHECK(same_bits(run.after.dimension("reliance", subic), reliance));
  const double influence = 0.1 + 0.9 * 0.1 * country / 100;
  CHECK_THAT(run.after.score(subic), WithinAbs(score_of(influence, reliance), 1e-6));
  // The share of the maker is evidence of the whole country: all its sites lose the same points, and no other
  // site moves.
  const Ids moved = run.moved();
  CHECK(moved == in_country("PHL"));
  const double was = 40 + 10 * std::log(1 + 17.0);
  for (const std::string& site : moved) {
    INFO(site);
    CHECK_THAT(before().dimension("influence.country", site) -
                   run.after.dimension("influence.country", site),
               WithinAbs((was - country) / 100, 1e-8));
  }
}

TEST_CASE("By shares above half nobody proves that the state controls Nuctech",
          "[scenario][bundled]") {
  const Run run("ownership.yaml", "ownership_50");
  // Both leaders lose 45 points of the maker, but Subic had 103.57, of which 100 count: it passes Manila.
  CHECK(run.after.standing("port-of-subic") == "1 70.01 high");
  CHECK(run.after.standing("port-of-manila") == "2 69.47 high");
  // CHN controls the State Council and that SASAC, which are public bodies; SASAC holds 100 % of CNNC, CNNC 100 %
  // of CNNC Capital, and this 30.11 % of Tongfang since 2022. Tsinghua Holdings' 6.28 % is no longer the
  // state's. 30.11 % is not more than half, so neither Tongfang nor what it holds is controlled.
  CHECK_FALSE(before().fires_at("supplier.state_controlled").empty());
  CHECK(run.after.fires_at("supplier.state_controlled") == Ids{});
  CHECK(run.after.fires_at("finance.same_state") == Ids{});
  // What looks at shares and lists has asked for no control.
  CHECK(run.after.fires_at("supplier.look_through") == before().fires_at("supplier.look_through"));
  CHECK(run.after.fires_at("supplier.delivered_after_listing") ==
        before().fires_at("supplier.delivered_after_listing"));
  // Ministries and banks pay all the same, and so there is equipment of the state where they did.
  CHECK(run.after.fires_at("equipment.present") == run.after.fires_at("finance.state_paid"));
  // Subic: control and buying again are gone from the maker, one hand from finance (of 109.86, so 69.86 are
  // left), the maker's share from the country.
  const std::string subic = "port-of-subic";
  CHECK_THAT(run.after.dimension("influence.supplier", subic),
             WithinAbs((look_through_points + 40 + 10) / 100, 1e-8));
  CHECK_THAT(run.after.dimension("influence.finance", subic), WithinAbs(0.698627, 1e-6));
  CHECK(same_bits(run.after.dimension("influence.equipment", subic),
                  before().dimension("influence.equipment", subic)));
  CHECK(run.after.dimension("influence.country", subic) == 0);
  // Ports: COSCO's group (100 % SASAC) holds Piraeus itself; COSCO Shipping Ports is held through 47 % of
  // COSCO Shipping Holdings, and China Merchants Port through 41 %: not controlled, though under the state's law.
  CHECK(run.after.fires("port.state_holder", "port-of-piraeus"));
  for (const char* site : {"port-of-zeebrugge-csp-terminal", "port-of-hambantota"}) {
    INFO(site);
    CHECK(before().fires("port.state_holder", site));
    CHECK_FALSE(run.after.fires("port.state_holder", site));
    CHECK(run.after.fires("port.other_holder", site));
  }
}

TEST_CASE("By shares above a quarter the state controls Nuctech again", "[scenario][bundled]") {
  const Run run("ownership.yaml", "ownership_25");
  // The head of the ranking is that of the base, as its makers are.
  for (const std::string& site : before().sites())
    if (before().rank(site) <= 10) CHECK(run.after.standing(site) == before().standing(site));
  // 30.11 % of Tongfang are more than a quarter, and so are 71.18 % of Nuctech: the makers are as in the base.
  CHECK(run.after.fires_at("supplier.state_controlled") ==
        before().fires_at("supplier.state_controlled"));
  // Without a word of control and without a stake told, these are not controlled: CATIC (lender of 2002 in
  // Zimbabwe), COPH (Gwadar), Guangxi Beibu (Kuantan, Muara), SIPG (Haifa), Qingdao Port (Vado Ligure).
  const Ids lost = {"beitbridge-border-post",
                    "harare-international-airport",
                    "joshua-mqabuko-nkomo-international-airport",
                    "port-of-gwadar",
                    "port-of-kuantan",
                    "port-of-muara",
                    "port-of-haifa-bayport",
                    "port-of-vado-ligure"};
  // And Terminal Link is, of which China Merchants Port holds 49 %. (Its stake in Abidjan ended in 2019.)
  const Ids won = {"malta-freeport-marsaxlokk",
                   "port-of-casablanca-somaport",
                   "port-of-dunkirk",
                   "port-of-kingston",
                   "port-of-le-havre",
                   "port-of-marseille-fos",
                   "port-of-tanger-med-eurogate",
                   "port-of-thessaloniki"};
  Ids expected = with_wholes(lost);
  expected.merge(with_wholes(won));
  CHECK(run.moved() == expected);
  for (const std::string& site : won) {
    INFO(site);
    CHECK_FALSE(before().fires("port.state_holder", site));
    CHECK(run.after.fires("port.state_holder", site));
    CHECK(run.after.score(site) > before().score(site));
  }
  // Vado Ligure alone gains by what it loses: COSCO Shipping Ports still holds 40 % of it, and Qingdao Port now
  // counts as another holder beside it.
  for (const std::string& site : lost) {
    INFO(site);
    if (site == "port-of-vado-ligure")
      CHECK(run.after.points("port.other_holder", site) == 10);
    else
      CHECK(run.after.score(site) < before().score(site));
  }
}

TEST_CASE("A loan that equips Puerto Princesa joins influence to the reliance that is there",
          "[scenario][bundled]") {
  const Run run("new_loan.yaml", "new_loan");
  // One loan lifts a port that allies use to the sixth place.
  CHECK(before().standing("puerto-princesa") == "123 28.64 moderate");
  CHECK(run.after.standing("puerto-princesa") == "6 57.47 elevated");
  const std::string site = "puerto-princesa";
  CHECK(before().signal("deliveries", site) == "0");
  // Control; the look-through; 20 + 5 as the one delivery after the listing is of low confidence; the owner's
  // listing.
  CHECK_THAT(run.after.dimension("influence.supplier", site),
             WithinAbs((35 + look_through_points + 25 + 10) / 100, 1e-8));
  // One state pays and supplies, and pays; 2 % over 20 years with 5 of grace give away less than 35 %, so the
  // credit counts 10; 9 million dollars are 4 * log10(10).
  CHECK_THAT(run.after.dimension("influence.finance", site), WithinAbs(0.74, 1e-8));
  // Present; one unit beyond the first; 181 days old (of 365.2425 to the year, halving in ten years); cargo with
  // its manifest.
  const double age = 181 / 365.2425;
  const double equipment = 20 + 5 + 25 * std::exp2(-age / 10) + 15;
  CHECK_THAT(run.after.dimension("influence.equipment", site), WithinAbs(equipment / 100, 1e-8));
  // 18 equipped sites of the country in place of 17, all by one maker.
  const double country = 40 + 10 * std::log(1 + 18.0);
  CHECK_THAT(run.after.dimension("influence.country", site), WithinAbs(country / 100, 1e-8));
  // The last call was in 2018, so none is after the delivery, and reliance is what it was.
  CHECK(same_bits(run.after.dimension("reliance", site), before().dimension("reliance", site)));
  const double influence = 0.1 + 0.9 * (0.3 * (70 + look_through_points) / 100 + 0.2 * 0.74 +
                                        0.25 * equipment / 100 + 0.1 * country / 100);
  CHECK_THAT(run.after.score(site),
             WithinAbs(score_of(influence, before().dimension("reliance", site)), 1e-6));
  // The country's other sites gain a little by the maker's one site more; no other moves.
  CHECK(run.moved() == in_country("PHL"));
  CHECK(run.after.score("port-of-cebu") > before().score("port-of-cebu"));
}

TEST_CASE("Where a fleet never called, nor nearby, nothing moves without it",
          "[scenario][bundled]") {
  const Run run("fleet.yaml", "fleet_stays_away");
  // Where many others call little is lost; Chittagong, with six of its eight calls, loses most.
  CHECK(run.after.standing("port-of-subic") == "2 82.01 critical");
  CHECK(before().standing("port-of-chittagong") == "20 47.33 elevated");
  CHECK(run.after.standing("port-of-chittagong") == "60 39.09 moderate");
  // Where its ships called (port_calls.csv, ships of navy-jpn), and all within 80 km.
  const Ids called = {"da-nang",
                      "jakarta-tanjung-priok",
                      "koror",
                      "majuro",
                      "male",
                      "port-of-chittagong",
                      "port-of-colombo",
                      "port-of-dar-es-salaam",
                      "port-of-djibouti",
                      "port-of-manila",
                      "port-of-mombasa",
                      "port-of-sihanoukville",
                      "port-of-subic",
                      "port-of-suva",
                      "ream",
                      "victoria-syc"};
  const graph::EntityGraph& graph = bundled().graph;
  const auto place = [&](const std::string& site) {
    return signal::place_of(graph, *graph.find_node(site));
  };
  const auto is_near = [&](const std::string& site) {
    for (const std::string& port : called) {
      const auto a = place(site);
      const auto b = place(port);
      if (a && b && signal::distance_km(*a, *b) <= 80) return true;
    }
    return false;
  };
  const Ids called_or_whole = with_wholes(called);
  for (const std::string& site : run.moved()) {
    INFO(site);
    CHECK((called_or_whole.contains(site) || is_near(site)));
    CHECK(run.after.score(site) < before().score(site));  // Calls only ever add.
  }
  for (const std::string& site : called) {
    INFO(site);
    CHECK(run.moved().contains(site));
  }
  // Subic: ten of 45 calls, two of 14 for logistics, one of four navies. Three navies give the ten points of
  // four, and every other rule but that of the number of calls says what it said.
  CHECK(before().signal("allied_call_count", "port-of-subic") == "45");
  CHECK(run.after.signal("allied_call_count", "port-of-subic") == "35");
  CHECK(run.after.signal("working_calls", "port-of-subic") == "12");
  CHECK(run.after.signal("allied_navies", "port-of-subic") == "3");
  const double lost = before().points("calls.allied", "port-of-subic") -
                      run.after.points("calls.allied", "port-of-subic");
  CHECK(lost > 0);
  CHECK_THAT(before().dimension("reliance.calls", "port-of-subic") -
                 run.after.dimension("reliance.calls", "port-of-subic"),
             WithinAbs(lost / 100, 1e-8));
  // Influence is none of a fleet's doing.
  for (const std::string& site : before().sites())
    CHECK(same_bits(run.after.dimension("influence", site), before().dimension("influence", site)));
}

TEST_CASE("Without finance, influence is the weighted mean of the other four",
          "[scenario][bundled]") {
  const Run run("finance_at_nothing.yaml", "finance_at_nothing");
  // Lagos bought its machines, Durres was given its own: one rises and the other falls.
  CHECK(before().standing("lagos") == "10 55.75 elevated");
  CHECK(run.after.standing("lagos") == "4 61.41 high");
  CHECK(before().standing("port-of-durres") == "6 57.05 elevated");
  CHECK(run.after.standing("port-of-durres") == "10 52.14 elevated");
  // Subic by hand: maker 1, equipment 0.826, port 0, country 0.689, weights 0.30, 0.25, 0.15 and 0.10.
  const double subic = 0.1 + 0.9 * (0.30 * 1 + 0.25 * 0.826035 + 0.10 * 0.689037) / 0.80;
  CHECK_THAT(run.after.dimension("influence", "port-of-subic"), WithinAbs(subic, 1e-6));
  const double reliance = before().dimension("reliance", "port-of-subic");
  CHECK_THAT(run.after.score("port-of-subic"), WithinAbs(score_of(subic, reliance), 1e-4));
  for (const std::string& site : before().sites()) {
    INFO(site);
    const auto part = [&](const char* name) {
      return before().dimension(std::string("influence.") + name, site);
    };
    const double others = (0.30 * part("supplier") + 0.25 * part("equipment") +
                           0.15 * part("port") + 0.10 * part("country")) /
                          0.80;
    CHECK_THAT(run.after.dimension("influence", site), WithinAbs(0.1 + 0.9 * others, 1e-8));
    // A mean falls by what lay above it, and rises by what lay below.
    if (part("finance") > others + 1e-6) CHECK(run.after.score(site) < before().score(site));
    if (part("finance") < others - 1e-6) CHECK(run.after.score(site) > before().score(site));
    // All but influence and the score is as it was.
    CHECK(same_bits(run.after.dimension("reliance", site), before().dimension("reliance", site)));
  }
}

TEST_CASE("The world of 2010 is the ranking of its last day", "[scenario][bundled]") {
  const Run run("year_2010.yaml", "year_2010");
  // The same two ports led, two tiers lower.
  CHECK(run.after.standing("port-of-manila") == "1 58.54 elevated");
  CHECK(run.after.standing("port-of-subic") == "2 54.19 elevated");
  CHECK(run.inputs.graph.get() == &bundled().graph);
  const ranking::Assessment plain(bundled().basis(), bundled().view().on(*parse_day("2010-12-31")),
                                  2);
  CHECK(difference(run.assessment, plain) == "");
  // The first listing of the pack is of May 2019: nobody could be listed.
  for (const char* rule : {"supplier.delivered_after_listing", "supplier.listed_now",
                           "supplier.owned_by_listed", "supplier.owner_listed"})
    CHECK(run.after.fires_at(rule) == Ids{});
  // Tsinghua Holdings controlled Tongfang from 1997, the university it from 2003, and the ministry that: the
  // maker was the state's then too. Of Subic's five deliveries those of the two loans had come.
  CHECK(run.after.fires("supplier.state_controlled", "port-of-subic"));
  CHECK(run.after.signal("deliveries", "port-of-subic") == "2");
  CHECK(run.after.signal("largest_ship", "port-of-subic") == "3");
}
