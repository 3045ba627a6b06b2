// SPDX-License-Identifier: Apache-2.0
// Signals over a few facts, with values found by hand.
#include "signal/figure.hpp"
#include "small_world.hpp"

namespace harbinger::signal {

namespace {

using enum pack::AttributeType;

/// Two ports of one country and one elsewhere; deliveries, makers, funders, ships.
PackBuilder ports() {
  PackBuilder b;
  b.roles().site =
      b.kind("Port", {{"country", text}, {"type", text}, {"lat", number}, {"lon", number}});
  b.roles().country = b.kind("Land");
  b.roles().public_body = b.kind("Body");
  b.kind("Firm", {{"country", text}});
  b.kind("Deal", {{"units", integer}, {"classes", texts}});
  b.kind("Ship");
  b.kind("Register");
  b.relation("IN", {"Port"}, {"Land"});
  b.roles().part_of = b.relation("PART_OF", {"Port"}, {"Port"});
  b.relation("PROMISED_TO", {"Deal"}, {"Port", "Land"});
  b.relation("DELIVERED_TO", {"Deal"}, {"Port", "Land"},
             {{"date", pack::AttributeType::date}, {"units", integer}});
  b.relation("SUPPLIES", {"Firm"}, {"Deal"});
  b.relation("FUNDS", {"Firm", "Body"}, {"Deal"});
  b.roles().owns = b.relation("OWNS", {"Firm", "Body", "Land"}, {"Firm"},
                              {{"share", pack::AttributeType::share}});
  b.roles().share = 0;
  b.roles().controls = b.relation("CONTROLS", {"Land", "Body"}, {"Body", "Firm"});
  b.roles().listed_on = b.relation("LISTED_ON", {"Firm"}, {"Register"});
  b.relation("CALLS_AT", {"Ship"}, {"Port"}, {{"date", pack::AttributeType::date}});
  b.relation("FLIES", {"Ship"}, {"Land"});
  b.roles().allied_with = b.relation("ALLIED_WITH", {"Land"}, {"Land"});
  for (const char* land : {"aa", "bb", "cc"}) b.node("Land", land);
  b.node("Port", "north",
         {signal::text("aa"), signal::text("seaport"), signal::number(10), signal::number(20)});
  b.node("Port", "south",
         {signal::text("aa"), signal::text("seaport"), signal::number(10.5), signal::number(20)});
  b.node(
      "Port", "west",
      {signal::text("bb"), signal::text("airport"), signal::number(10.5), signal::number(179.9)});
  b.node("Port", "pier", {signal::text("aa"), signal::text("seaport")});
  b.edge("PART_OF", "pier", "north");
  b.node("Body", "ministry");
  b.node("Register", "the-list");
  b.edge("CONTROLS", "cc", "ministry");
  for (const char* firm : {"maker", "holding", "lender", "other"}) b.node("Firm", firm);
  b.edge("OWNS", "ministry", "holding", {signal::share("0.6")});
  b.edge("OWNS", "holding", "maker", {signal::share("0.7")});
  b.node("Deal", "d1",
         {signal::number(4), pack::Cell(std::vector<std::string_view>{"big", "small"})});
  b.node("Deal", "d2", {signal::number(3), pack::Cell(std::vector<std::string_view>{"small"})});
  b.node("Deal", "d3", {unknown(), unknown()});
  b.edge("SUPPLIES", "maker", "d1");
  b.edge("SUPPLIES", "other", "d2");
  b.edge("FUNDS", "lender", "d1");
  b.edge("FUNDS", "ministry", "d1");
  b.edge("DELIVERED_TO", "d1", "north", {signal::date("2015-03-01")}, "2015-03-01");
  b.edge("DELIVERED_TO", "d2", "north", {signal::date("2018")}, "2018");
  b.edge("PROMISED_TO", "d2", "south");
  b.edge("PROMISED_TO", "d2", "north");
  b.edge("DELIVERED_TO", "d3", "pier", {signal::date("2020-05")}, "2020-05");
  b.edge("LISTED_ON", "maker", "the-list", {}, "2014-01-01", "2016-12-31");
  b.node("Ship", "frigate");
  b.edge("FLIES", "frigate", "bb");
  b.edge("ALLIED_WITH", "aa", "bb", {}, "2010", "2019");
  b.edge("CALLS_AT", "frigate", "north", {signal::date("2016-01-01")}, "2016-01-01");
  b.edge("CALLS_AT", "frigate", "north", {signal::date("2014-01-01")}, "2014-01-01");
  b.edge("CALLS_AT", "frigate", "south", {signal::date("2021-01-01")}, "2021-01-01");
  return b;
}

/// The value of one signal, named `s`, on 2024-06-30.
std::string value_of(const std::string& body, const std::string& site,
                     const Parameters& params = {}, const Tables& tables = {}) {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  return value_at(signals("  - {id: s, " + body + "}\n", graph.schema(), params, tables), "s",
                  world, site);
}

}  // namespace

TEST_CASE("A second funder of an activity does not double its units", "[signal]") {
  const std::string funded = "match: '(site)<-[:DELIVERED_TO]-(a:Deal)<-[:FUNDS]-(f)', ";
  CHECK(value_of(funded + "value: a.units, combine: sum", "north") == "4");
  CHECK(value_of(funded + "value: f.id, combine: count", "north") == "2");
  CHECK(value_of(funded + "combine: count", "north") == "2");
  CHECK(value_of(funded + "value: f.name, combine: collect", "north") ==
        "the lender, the ministry");
}

TEST_CASE("What is promised is not delivered", "[signal]") {
  CHECK(value_of("match: '(site)<-[:PROMISED_TO]-(a:Deal)', combine: count", "south") == "1");
  CHECK(value_of("match: '(site)<-[:DELIVERED_TO]-(a:Deal)', combine: count", "south") == "0");
  const std::string undelivered =
      "match: '(site)<-[:PROMISED_TO]-(a:Deal)', without: '(a)-[:DELIVERED_TO]->(:Port)', combine: "
      "count";
  CHECK(value_of(undelivered, "south") == "0");
  const std::string not_here =
      "match: '(site)<-[:PROMISED_TO]-(a:Deal)', without: '(a)-[:DELIVERED_TO]->(site)', "
      "combine: count";
  CHECK(value_of(not_here, "south") == "1");
  CHECK(value_of(not_here, "north") == "0");
}

TEST_CASE("A call after a delivery is told from one before it", "[signal]") {
  const std::string body =
      "match: ['(site)<-[d:DELIVERED_TO]-(a:Deal)', '(site)<-[call:CALLS_AT]-(:Ship)'], "
      "where: call.date > d.date, value: call.id, combine: count_distinct";
  CHECK(value_of(body, "north") == "1");
  CHECK(value_of(body, "south") == "0");
}

TEST_CASE("A port answers for its parts", "[signal]") {
  const std::string rolled =
      "match: '(site)<-[:PART_OF*0..1]-(p:Port)<-[:DELIVERED_TO]-(a:Deal)', ";
  CHECK(value_of(rolled + "value: a.id, combine: count_distinct", "north") == "3");
  CHECK(value_of(rolled + "value: a.units, combine: sum", "north") == "unknown");
  CHECK(value_of(rolled + "value: a.units, combine: sum, missing: lower_bound", "north") == "7");
  CHECK(value_of(rolled + "value: a.units, combine: mean, missing: zero", "north") ==
        "2.3333333333333335");
  CHECK(value_of(rolled + "value: a.units, combine: max, missing: lower_bound", "pier") ==
        "unknown");
  CHECK(value_of(rolled + "value: 'a.units > 3', combine: any", "north") == "true");
}

TEST_CASE("A count of what may be there is a range", "[signal]") {
  // d3, delivered to the pier, may have more than three units or not; of d1 and d2 only d1 has.
  const std::string body =
      "match: '(site)<-[:PART_OF*0..1]-(p:Port)<-[:DELIVERED_TO]-(a:Deal)', "
      "where: 'a.units > 3', combine: count, value: a.id";
  CHECK(value_of(body, "north") == "[1, 2]");
  CHECK(value_of(body + ", missing: lower_bound", "north") == "1");
  CHECK(value_of(body, "pier") == "[0, 1]");
}

TEST_CASE("Dates combine to the first, the last and the years between", "[signal]") {
  const std::string calls = "match: '(site)<-[c:CALLS_AT]-(:Ship)', value: c.date, ";
  CHECK(value_of(calls + "combine: first", "north") == "2014-01-01");
  CHECK(value_of(calls + "combine: last", "north") == "2016-01-01");
  CHECK(value_of(calls + "combine: first", "west") == "unknown");
  // 730 days of 365.2425.
  CHECK(std::stod(value_of(calls + "combine: span", "north")) == Approx(730 / 365.2425));
}

TEST_CASE("Functions of the graph: control, look-through, lists, alliances", "[signal]") {
  const std::string supplied = "match: '(site)<-[d:DELIVERED_TO]-(:Deal)<-[:SUPPLIES]-(m:Firm)', ";
  const Parameters state = {{"state", std::string("cc")}};
  CHECK(value_of(supplied + "value: 'controlled_by(m, params.state)', combine: any", "north",
                 state) == "true");
  CHECK(value_of(supplied + "value: 'look_through(m, params.state)', combine: max", "north",
                 state) == "0.42");
  CHECK(value_of(supplied + "value: \"listed_on(m, 'the-list', d.date)\", combine: any", "north") ==
        "true");
  CHECK(value_of(supplied + "value: \"listed_on(m, 'the-list', as_of)\", combine: any", "north") ==
        "false");
  const std::string calls =
      "match: '(site)<-[call:CALLS_AT]-(:Ship)-[:FLIES]->(c:Land)', "
      "where: 'allied(c, call.date) && c != site.country', combine: count, value: call.id";
  CHECK(value_of(calls, "north") == "2");
  CHECK(value_of(calls, "south") == "0");
}

TEST_CASE("Control may ask for another fraction than half", "[signal][evidence]") {
  PackBuilder b = ports();
  b.edge("OWNS", "ministry", "other", {signal::share("0.3")});
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  const auto set_of = [&](const std::string& path, const std::string& call) {
    return signals("  - {id: s, match: '(site)<-[:DELIVERED_TO]-(:Deal)" + path + "', value: \"" +
                       call + "\", combine: any}\n",
                   graph.schema(),
                   {{"state", std::string("cc")}, {"quarter", 0.25}, {"whole", 1.0}});
  };
  const auto answer = [&](const std::string& path, const std::string& call) {
    return value_at(set_of(path, call), "s", world, "north");
  };
  const std::string other = "<-[:SUPPLIES]-(m:Firm {id: ''other''})";
  const std::string maker = "<-[:SUPPLIES]-(m:Firm {id: ''maker''})";
  const std::string funder = "<-[:FUNDS]-(m:Body)";
  // The state controls the ministry, which holds 30 % of the one.
  CHECK(answer(other, "controlled_by(m, 'cc')") == "false");
  CHECK(answer(other, "controlled_by(m, 'cc', 0.5)") == "false");
  CHECK(answer(other, "controlled_by(m, 'cc', 0.3)") == "false");
  CHECK(answer(other, "controlled_by(m, 'cc', 0.299999999)") == "true");
  CHECK(answer(other, "controlled_by(m, 'cc', 0.25)") == "true");
  CHECK(answer(other, "controlled_by(m, params.state, params.quarter)") == "true");
  CHECK(answer(other, "controlled_by(m, params.state, 2 * params.quarter)") == "false");
  CHECK(answer(other, "controlled_by(m, params.state, 0)") == "true");
  // And 60 % of what holds 70 % of the other: a chain of majorities, and none above 60 %.
  CHECK(answer(maker, "controlled_by(m, 'cc', 0.5)") == "true");
  CHECK(answer(maker, "controlled_by(m, 'cc', 0.6)") == "false");
  // Explicit control asks for no stake.
  CHECK(answer(funder, "controlled_by(m, params.state, params.whole)") == "true");
  CHECK(answer(other, "controlled_by(m, params.state, params.whole)") == "false");
  const auto told = [&](const std::string& call) {
    return expr::to_text(
        evaluate_one(set_of(other, call), SignalId(0u), world.world(), site_of(graph, "north")));
  };
  const std::string wrong = "error: control is by more than a fraction from 0 to 1, not ";
  CHECK(told("controlled_by(m, 'cc', 1.5)") == wrong + "1.5");
  CHECK(told("controlled_by(m, 'cc', -0.1)") == wrong + "-0.1");
  const auto chain = [&](const std::string& call) {
    std::vector<std::string> ids;
    const SignalSet set = set_of(other, call);
    const Evidence found = evidence(set, SignalId(0u), world.world(), site_of(graph, "north"));
    for (const WitnessFact& fact : found.supports.at(0).alternatives.at(0).facts)
      ids.push_back(graph.fact(fact.fact).id());
    return ids;
  };
  CHECK(chain("controlled_by(m, 'cc', 0.25)") ==
        std::vector<std::string>{"other", "SUPPLIES:other:d2", "d2", "DELIVERED_TO:d2:north:2018",
                                 "CONTROLS:cc:ministry", "OWNS:ministry:other"});
}

TEST_CASE("A term allocated is split over the sites that share it", "[signal]") {
  const std::string promised =
      "match: '(site)<-[:PROMISED_TO]-(a:Deal)', value: a.units, combine: sum, ";
  CHECK(value_of(promised + "allocate: full", "south") == "3");
  CHECK(value_of(promised + "allocate: split", "south") == "1.5");
  CHECK(value_of(promised + "allocate: unknown", "south") == "unknown");
}

TEST_CASE("A table turns texts into numbers, each item of a list on its own", "[signal]") {
  const Tables tables = {{"weights", {{"big", 5}, {"small", 2}}}};
  const std::string body =
      "match: '(site)<-[:DELIVERED_TO]-(a:Deal)', value: a.classes, lookup: {table: weights}, ";
  CHECK(value_of(body + "combine: max", "north", {}, tables) == "5");
  CHECK(value_of(body + "combine: sum", "north", {}, tables) == "9");
  CHECK(value_of(body + "combine: max", "pier", {}, tables) == "unknown");
}

TEST_CASE("A signal over the country gives each of its sites the value of all", "[signal]") {
  const std::string body =
      "match: '(site)<-[:PROMISED_TO]-(a:Deal)', combine: count, over: country";
  CHECK(value_of(body, "south") == "1");
  CHECK(value_of(body, "pier") == "1");
  CHECK(value_of(body, "west") == "0");
}

TEST_CASE("What lies near counts less the farther it is", "[signal]") {
  // Half a degree of a meridian is 6371.0088 * pi / 360 = 55.597 km.
  const std::string near = "near: {match: '(o:Port)<-[c:CALLS_AT]-(:Ship)', within: 80 km";
  CHECK(value_of(near + "}, value: c.id, combine: count", "south") == "2");
  CHECK(std::stod(value_of(near + ", decay: 25 km}, value: '1.0 + 0.0 * distance_km', combine: sum",
                           "south")) == Approx(std::exp(-55.59753 / 25)).epsilon(1e-6));
  CHECK(value_of(near + "}, value: c.id, combine: count", "pier") == "unknown");
  CHECK(value_of(near + "}, value: c.id, combine: count", "west") == "0");
}

TEST_CASE("A derived signal reads others, its site and the parameters", "[signal]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  const SignalSet set =
      signals(R"yaml(  - {id: twice, value: "2 * promised + (site.type == 'seaport' ? 1 : 0)"}
  - {id: promised, match: "(site)<-[:PROMISED_TO]-(a:Deal)", combine: count}
  - {id: at_sea, value: "site.type == 'seaport'"}
)yaml",
              graph.schema());
  CHECK(value_at(set, "twice", world, "south") == "3");
  CHECK(value_at(set, "twice", world, "west") == "0");
  CHECK(value_at(set, "at_sea", world, "west") == "false");
  CHECK(set.strategy(*set.find("twice")) == "from other signals");
  CHECK(set[*set.find("twice")].reads == std::vector{*set.find("promised")});
  const Evidence evidence =
      signal::evidence(set, *set.find("twice"), world.world(), site_of(graph, "south"));
  REQUIRE(evidence.supports.size() == 1);
  REQUIRE(evidence.supports[0].alternatives.size() == 1);
  for (const WitnessFact& fact : evidence.supports[0].alternatives[0].facts) CHECK(fact.decisive);
}

TEST_CASE("A derived signal may make texts, and read the day", "[signal]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const SignalSet set = signals(
      R"yaml(  - {id: promised, match: "(site)<-[:PROMISED_TO]-(a:Deal)", combine: count}
  - {id: label, value: "site.type.upperAscii() + (promised > 0 ? '!' : '')"}
  - {id: old, value: "year(as_of) > 2020 && label.startsWith('SEA')"}
  - {id: filled, value: "[promised, 7][promised > 0 ? 5 : 1]", missing: zero}
)yaml",
      graph.schema());
  const TestWorld world(graph, "2024-06-30");
  CHECK(value_at(set, "label", world, "south") == "SEAPORT!");
  CHECK(value_at(set, "old", world, "south") == "true");
  CHECK(value_at(set, "old", TestWorld(graph, "2019-06-30"), "south") == "false");
  CHECK(value_at(set, "filled", world, "west") == "7");
  CHECK(evaluate(set, world.world(), 1)[set.find("filled")->index()]
            ->errors[site_of(graph, "south").index()]);
  const Columns one = evaluate(set, world.world(), 1);
  const Columns eight = evaluate(set, world.world(), 8);
  CHECK(*one[set.find("label")->index()]->dictionary ==
        *eight[set.find("label")->index()]->dictionary);
}

TEST_CASE("As of an earlier day, later facts do not count", "[signal]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const SignalSet set = signals(
      "  - {id: s, match: '(site)<-[:DELIVERED_TO]-(a:Deal)', combine: count}\n", graph.schema());
  CHECK(value_at(set, "s", TestWorld(graph, "2016-06-30"), "north") == "1");
  CHECK(value_at(set, "s", TestWorld(graph, "2010-06-30"), "north") == "0");
}

TEST_CASE("Paths that meet again are searched, and validate says so", "[signal]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  const SignalSet set = signals(
      "  - {id: kept, match: ['(site)<-[:PROMISED_TO]-(a:Deal)', '(site)<-[:DELIVERED_TO]-(a)'], "
      "combine: count}\n",
      graph.schema());
  CHECK(set.strategy(SignalId(0u)) == "searched site by site, because its paths meet again at 'a'");
  CHECK(value_at(set, "kept", world, "north") == "1");
  CHECK(value_at(set, "kept", world, "south") == "0");
}

TEST_CASE("Evidence shows the chain of control, and what is decisive in it", "[signal][evidence]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  const SignalSet set = signals(
      "  - {id: s, match: '(site)<-[:DELIVERED_TO]-(a:Deal)<-[:SUPPLIES]-(m:Firm)', "
      "value: \"controlled_by(m, 'cc')\", combine: any}\n",
      graph.schema());
  const Evidence found = evidence(set, SignalId(0u), world.world(), site_of(graph, "north"));
  CHECK(expr::to_text(found.value) == "true");
  REQUIRE(found.supports.size() == 1);
  REQUIRE(found.supports[0].alternatives.size() == 1);
  std::vector<std::string> ids;
  for (const WitnessFact& fact : found.supports[0].alternatives[0].facts) {
    ids.push_back(graph.fact(fact.fact).id());
    CHECK(fact.decisive);
  }
  CHECK(ids == std::vector<std::string>{"maker", "SUPPLIES:maker:d1", "d1",
                                        "DELIVERED_TO:d1:north:2015-03-01", "CONTROLS:cc:ministry",
                                        "OWNS:ministry:holding", "OWNS:holding:maker"});
}

TEST_CASE("A figure counts over the whole graph", "[signal][figure]") {
  PackBuilder b = ports();
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  const auto value = [&](const std::string& match, const std::string& text,
                         const std::string& combine) {
    Diagnostics diagnostics;
    pack::Figure figure{"p",          written_argument("match", match),
                        std::nullopt, written_argument("value", text),
                        combine,      {}};
    if (text.empty()) figure.value.reset();
    const auto checked = Figure::check(figure, graph.schema(), diagnostics);
    REQUIRE(checked.has_value());
    return expr::to_text(checked->evaluate(world.world()));
  };
  CHECK(value("(a:Deal)", "", "count") == "3");
  CHECK(value("(f:Body)-[:FUNDS]->(a:Deal)<-[:SUPPLIES]-(m:Firm)", "m.id", "count_distinct") ==
        "1");
  CHECK(value("(a:Deal)-[:DELIVERED_TO]->(p:Port)", "p.country", "count_distinct") == "1");
}

}  // namespace harbinger::signal
