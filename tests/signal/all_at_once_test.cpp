// SPDX-License-Identifier: Apache-2.0
// The ways of the evaluation of all sites at once: cut patterns, answers that are remembered, several blocks. Each
// against the search of one site.
#include <rapidcheck.h>

#include "draw_signals.hpp"
#include "signal/detail/answer_memo.hpp"
#include "signal/detail/set_program.hpp"

namespace harbinger::signal {

namespace {

void check_as_searched(const SignalSet& set, const TestWorld& world, unsigned threads,
                       std::size_t every = 1) {
  const auto columns = evaluate(set, world.world(), threads);
  for (std::size_t s = 0; s < set.size(); ++s)
    for (std::size_t row = 0; row < world.view.sites().size(); row += every) {
      const expr::Value one = evaluate_one(set, SignalId(s), world.world(), SiteId(row));
      const expr::Value ours = columns[s]->at(row);
      INFO(set.id(SignalId(s)) << " at row " << row << ", " << threads << " threads");
      CHECK(ours.data.index() == one.data.index());
      if (!one.is<expr::Error>()) CHECK(expr::to_text(ours) == expr::to_text(one));
    }
}

bool is_cut(const SignalSet& set, const TestWorld& world) {
  const World seen = world.world();
  const detail::Plan& plan = set.plan(SignalId(0u));
  return plan.relational &&
         detail::SetProgram(plan, seen, 1, detail::SetProgram::Cut::where_it_pays).is_cut();
}

/// Ports in three lands; deals to lands, whose makers' texts are whole numbers, or are not, or are unknown.
graph::EntityGraph lands_with_deals(std::size_t ports) {
  PackBuilder b;
  b.roles().site = b.kind("Port");
  b.kind("Land");
  b.kind("Deal", {{"n", pack::AttributeType::number}});
  b.kind("Maker", {{"t", pack::AttributeType::text}});
  b.relation("IN", {"Port"}, {"Land"});
  b.relation("TO", {"Deal"}, {"Land"}, {{"d", pack::AttributeType::date}});
  b.relation("BY", {"Maker"}, {"Deal"});
  for (const char* land : {"x", "y", "z"}) b.node("Land", land);
  const std::vector<pack::Cell> texts = {text("1"), text("none"), unknown()};
  for (std::size_t i = 0; i < 3; ++i) b.node("Maker", fmt::format("m{}", i), {texts[i]});
  for (std::size_t i = 0; i < ports; ++i) {
    b.node("Port", fmt::format("p{:05}", i));
    // One port in seven lies in two lands, one in eleven in none.
    if (i % 11 == 0) continue;
    b.edge("IN", fmt::format("p{:05}", i), i % 3 == 0 ? "x" : i % 3 == 1 ? "y" : "z");
    if (i % 7 == 0) b.edge("IN", fmt::format("p{:05}", i), i % 3 == 0 ? "y" : "x");
  }
  for (std::size_t i = 0; i < 12; ++i) {
    const std::string deal = fmt::format("d{:02}", i);
    b.node("Deal", deal,
           {i % 4 == 0   ? unknown()
            : i % 4 == 1 ? range(1, 2)
                         : number(static_cast<double>(i))});
    b.edge("TO", deal, i % 2 == 0 ? "x" : "y", {i % 5 == 0 ? unknown() : date("2020-01")});
    b.edge("BY", fmt::format("m{}", i / 4), deal);
  }
  return b.build();
}

}  // namespace

TEST_CASE("What lies behind a land is walked once, for ports of one land, of two and of none",
          "[signal][cut]") {
  const graph::EntityGraph graph = lands_with_deals(40);
  const TestWorld world(graph, "2024-06-30");
  const std::string match = "match: \"(site)-[:IN]->(l:Land)<-[t:TO]-(d:Deal)<-[:BY]-(m:Maker)\"";
  std::string yaml;
  for (const char* combine : {"sum", "max", "min", "mean", "count", "count_distinct", "noisy_or"})
    for (const char* missing : {"", ", missing: zero", ", missing: lower_bound"})
      yaml += fmt::format("  - {{id: s{}, {}, value: d.n, combine: {}{}}}\n", yaml.size(), match,
                          combine, missing);
  yaml += fmt::format("  - {{id: dates, {}, value: t.d, combine: first}}\n", match);
  yaml += fmt::format("  - {{id: names, {}, value: d.name, combine: collect}}\n", match);
  yaml += fmt::format("  - {{id: anything, {}, combine: any}}\n", match);
  yaml += fmt::format("  - {{id: fails, {}, where: \"int(m.t) == 1\", value: d.n, combine: sum}}\n",
                      match);
  yaml +=
      fmt::format("  - {{id: fails_once, {}, where: \"int(m.t) == 1\", combine: any}}\n", match);
  const SignalSet set = signals(yaml, graph.schema());
  CHECK(is_cut(set, world));
  for (const unsigned threads : {1u, 2u, 8u}) check_as_searched(set, world, threads);
  // By hand: the deals to x are d00, d02, ... d10, of which d00, d04 and d08 have no number.
  CHECK(value_at(set, "names", world, "p00003") ==
        "the d00, the d02, the d04, the d06, the d08, the d10");
  CHECK(value_at(set, "names", world, "p00002") == "");
  CHECK(value_at(set, "anything", world, "p00002") == "false");
  CHECK(value_at(set, "anything", world, "p00007") == "true");
  CHECK(value_at(set, "names", world, "p00011") == "");
}

TEST_CASE("Several blocks of ports have the values of the search", "[signal][cut]") {
  const graph::EntityGraph graph = lands_with_deals(5000);
  const TestWorld world(graph, "2024-06-30");
  const SignalSet set = signals(
      "  - {id: cut, match: \"(site)-[:IN]->(l:Land)<-[t:TO]-(d:Deal)\", value: d.name, combine: "
      "collect}\n"
      "  - {id: land, match: \"(site)-[:IN]->(l:Land)\", value: l.name, combine: collect}\n"
      "  - {id: both, match: \"(site)-[:IN]->(l:Land)<-[t:TO]-(d:Deal)\", where: \"d.id != "
      "site.id\", combine: count, value: d}\n"
      "  - {id: any, match: \"(site)-[:IN]->(l:Land)<-[t:TO]-(d:Deal)\", combine: any}\n",
      graph.schema());
  for (const unsigned threads : {1u, 2u, 8u}) check_as_searched(set, world, threads, 97);
}

TEST_CASE("Cut patterns give what the search of one site gives", "[signal][cut][property]") {
  std::size_t cuts = 0;
  const bool holds = rc::check("cut = search", [&](std::uint32_t seed) {
    Dice dice(seed);
    const graph::EntityGraph graph = random_graph_of(
        dice, [](const std::string& kind) { return kind == "Port" ? 24u : 3u; }, 1.5);
    const TestWorld world(graph, "2024-06-30");
    for (int i = 0; i < 10; ++i) {
      const std::string yaml = yaml_of(draw_signal(dice));
      const SignalSet set = *checked(yaml, graph.schema()).set;
      cuts += is_cut(set, world) ? 1 : 0;
      const expr::Column column = evaluate(set, world.world(), 1)[0];
      for (std::size_t row = 0; row < graph.sites().size(); ++row) {
        const expr::Value one = evaluate_one(set, SignalId(0u), world.world(), SiteId(row));
        const expr::Value ours = column.at(row);
        if (ours.data.index() != one.data.index() ||
            (!one.is<expr::Error>() && to_text(ours) != to_text(one)))
          RC_FAIL(fmt::format("{}row {}: column {}, search {}", yaml, row, to_text(ours),
                              to_text(one)));
      }
    }
  });
  CHECK(holds);
  CHECK(cuts > 100);
}

TEST_CASE("What calls at ports nearby is joined with each port", "[signal][cut][near]") {
  PackBuilder b;
  const auto numbers = pack::AttributeType::number;
  b.roles().site =
      b.kind("Port", {{"lat", numbers}, {"lon", numbers}, {"land", pack::AttributeType::text}});
  b.kind("Ship", {{"land", pack::AttributeType::text}});
  b.relation("CALL", {"Ship"}, {"Port"}, {{"n", numbers}});
  const std::vector<pack::Cell> lands = {text("a"), text("b"), unknown()};
  // One degree of longitude at the equator is 111.2 km; one port in nine has no place.
  for (std::size_t i = 0; i < 30; ++i)
    b.node(
        "Port", fmt::format("p{:02}", i),
        {i % 9 == 8 ? unknown() : number(0), number(0.3 * static_cast<double>(i)), lands[i % 3]});
  for (std::size_t i = 0; i < 5; ++i) b.node("Ship", fmt::format("s{}", i), {lands[i % 3]});
  for (std::size_t i = 0; i < 90; ++i)
    b.edge("CALL", fmt::format("s{}", i % 5), fmt::format("p{:02}", i * i % 30),
           {i % 8 == 0 ? unknown() : number(static_cast<double>(i % 7))});
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  std::string yaml;
  for (const char* where : {"s.land != site.land", "c.n > 2 && s.land == o.land",
                            "c.n + distance_km > 40", "s.land != site.land || o.land == 'a'"})
    for (const char* rest :
         {"value: c.n, combine: sum", "value: c.n, combine: max", "value: s.name, combine: collect",
          "combine: any", "value: distance_km, combine: min", "combine: count"})
      yaml += fmt::format(
          "  - {{id: s{}, near: {{match: '(o:Port)<-[c:CALL]-(s:Ship)', within: 80 km}}, where: "
          "\"{}\", {}}}\n",
          yaml.size(), where, rest);
  const SignalSet set = signals(yaml, graph.schema());
  CHECK(is_cut(set, world));
  for (const unsigned threads : {1u, 8u}) check_as_searched(set, world, threads);
}

TEST_CASE("What lies near many sites is folded as the search of one site adds it up",
          "[signal][cut][near][property]") {
  const bool holds = rc::check("fold = search", [](std::uint32_t seed) {
    Dice dice(seed);
    PackBuilder b;
    const auto numbers = pack::AttributeType::number;
    b.roles().site =
        b.kind("Port", {{"lat", numbers}, {"lon", numbers}, {"land", pack::AttributeType::text}});
    b.kind("Ship", {{"land", pack::AttributeType::text}});
    b.relation("CALL", {"Ship"}, {"Port"}, {{"n", numbers}});
    const std::vector<std::string> lands = {"a", "b", "c"};
    const bool has_gaps = dice.chance(0.5);  // else all is sure, and told by nodes alone
    for (std::size_t i = 0; i < 24; ++i)
      b.node("Port", fmt::format("p{:02}", i),
             {number(0),
              has_gaps && dice.chance(0.16) ? unknown()
                                            : number(0.01 * static_cast<double>(dice.below(400))),
              has_gaps && dice.chance(0.16) ? unknown() : text(dice.one_of(lands))});
    for (std::size_t i = 0; i < 6; ++i)
      b.node("Ship", fmt::format("s{}", i),
             {has_gaps && dice.chance(0.16) ? unknown() : text(dice.one_of(lands))});
    for (std::size_t i = 0; i < 60; ++i)
      b.edge("CALL", fmt::format("s{}", dice.below(6)), fmt::format("p{:02}", dice.below(24)),
             {has_gaps && dice.chance(0.12) ? unknown()
                                            : number(0.1 * static_cast<double>(dice.below(70)))});
    const graph::EntityGraph graph = b.build();
    const TestWorld world(graph, "2024-06-30");
    std::string yaml;
    for (const char* near : {"within: 80 km", "within: 80 km, decay: 30 km"})
      for (const char* where :
           {"true", "s.land != site.land", "s.land != site.land && o.id != site.id"})
        for (const char* rest :
             {"value: c.n, combine: sum", "value: c.n, combine: max",
              "value: c.n, combine: min, missing: zero",
              "value: c.n, combine: sum, missing: lower_bound",
              "value: s.land, lookup: {table: lands}, combine: max", "value: c.n, combine: mean"})
          yaml += fmt::format(
              "  - {{id: s{}, near: {{match: '(o:Port)<-[c:CALL]-(s:Ship)', {}}}, where: \"{}\", "
              "{}}}\n",
              yaml.size(), near, where, rest);
    const SignalSet set = signals(yaml, graph.schema(), {}, {{"lands", {{"a", 1}, {"b", 2.5}}}});
    for (const unsigned threads : {1u, 2u, 8u}) check_as_searched(set, world, threads);
  });
  CHECK(holds);
}

TEST_CASE("Several shares of ports have what lies near each", "[signal][cut][near]") {
  PackBuilder b;
  const auto numbers = pack::AttributeType::number;
  b.roles().site =
      b.kind("Port", {{"lat", numbers}, {"lon", numbers}, {"land", pack::AttributeType::text}});
  b.kind("Ship", {{"land", pack::AttributeType::text}});
  b.relation("CALL", {"Ship"}, {"Port"}, {{"n", numbers}});
  Dice dice(20);
  const std::vector<std::string> lands = {"a", "b", "c"};
  const auto port = [](std::size_t i) { return fmt::format("p{:04}", i); };
  // Some 40 ports lie within 80 km of each; one call in a thousand has no number, one port in fifty no land.
  for (std::size_t i = 0; i < 3000; ++i)
    b.node("Port", port(i),
           {number(0.001 * static_cast<double>(dice.below(12'000)) - 3),
            number(174 + 0.001 * static_cast<double>(dice.below(12'000))),
            i % 50 == 0 ? unknown() : text(dice.one_of(lands))});
  for (std::size_t i = 0; i < 6; ++i)
    b.node("Ship", fmt::format("s{}", i), {text(dice.one_of(lands))});
  for (std::size_t i = 0; i < 1000; ++i)
    b.edge("CALL", fmt::format("s{}", dice.below(6)), port(dice.below(3000)),
           {i == 7 ? unknown() : number(0.1 * static_cast<double>(dice.below(70)))});
  const graph::EntityGraph graph = b.build();
  const TestWorld world(graph, "2024-06-30");
  std::string yaml;
  for (const char* rest : {"value: c.n, combine: sum", "value: c.n, combine: min"})
    for (const char* near : {"within: 80 km", "within: 80 km, decay: 30 km"})
      yaml += fmt::format(
          "  - {{id: s{}, near: {{match: '(o:Port)<-[c:CALL]-(s:Ship)', {}}}, where: \"s.land != "
          "site.land\", {}}}\n",
          yaml.size(), near, rest);
  const SignalSet set = signals(yaml, graph.schema());
  for (const unsigned threads : {1u, 2u, 8u}) check_as_searched(set, world, threads, 23);
}

TEST_CASE("A branch that is only asked about is as sure as the search finds it",
          "[signal][branch][property]") {
  const bool holds = rc::check("branch = search", [](std::uint32_t seed) {
    Dice dice(seed);
    PackBuilder b;
    const auto dates = pack::AttributeType::date;
    b.roles().site = b.kind("Port");
    b.kind("Ship", {{"t", pack::AttributeType::text}});
    b.kind("Deal", {{"t", pack::AttributeType::text}});
    b.relation("PART", {"Port"}, {"Port"});
    b.relation("CALL", {"Ship"}, {"Port"}, {{"d", dates}});
    b.relation("TO", {"Deal"}, {"Port"}, {{"d", dates}});
    b.relation("WITH", {"Deal"}, {"Deal"});
    // A month holds its days, so that one is neither before nor after it; 'x' is no number.
    const std::vector<std::string> days = {"2020-01", "2020-01-09", "2020-02-03", "2020-03"};
    const std::vector<std::string> texts = {"1", "2", "x"};
    const auto day = [&] { return dice.chance(0.2) ? unknown() : date(dice.one_of(days)); };
    const auto word = [&] { return dice.chance(0.2) ? unknown() : text(dice.one_of(texts)); };
    for (std::size_t i = 0; i < 6; ++i) b.node("Port", fmt::format("p{}", i));
    for (std::size_t i = 0; i < 3; ++i) b.node("Ship", fmt::format("s{}", i), {word()});
    for (std::size_t i = 0; i < 4; ++i) b.node("Deal", fmt::format("d{}", i), {word()});
    for (std::size_t i = 1; i < 4; ++i) b.edge("PART", fmt::format("p{}", i), "p0");
    for (std::size_t i = 0; i < 15; ++i) {
      b.edge("CALL", fmt::format("s{}", dice.below(3)), fmt::format("p{}", dice.below(6)), {day()});
      b.edge("TO", fmt::format("d{}", dice.below(4)), fmt::format("p{}", dice.below(6)), {day()});
    }
    for (std::size_t i = 0; i < 4; ++i)
      b.edge("WITH", fmt::format("d{}", dice.below(4)), fmt::format("d{}", dice.below(4)));
    const graph::EntityGraph graph = b.build();
    const TestWorld world(graph, "2024-06-30");
    std::string yaml;
    for (const char* match :
         {"['(site)<-[:PART*0..1]-(:Port)<-[c:CALL]-(s:Ship)', "
          "'(site)<-[:PART*0..1]-(:Port)<-[t:TO]-(a:Deal)']",
          "['(site)<-[t:TO]-(a:Deal)-[:WITH]->(w:Deal)', '(site)<-[c:CALL]-(s:Ship)']",
          "['(site)<-[c:CALL]-(s:Ship)-[e:CALL]->(o:Port)<-[t:TO]-(a:Deal)']"})
      for (const char* where : {"c.d > t.d", "c.d > t.d && s.t != a.t", "c.d > t.d || a.t == '1'",
                                "int(s.t) + int(a.t) > 2"})
        for (const char* rest :
             {"value: c.id, combine: count_distinct", "value: s.t, combine: collect",
              "value: c.id, combine: count_distinct, missing: lower_bound",
              "value: s, combine: count", "combine: any"})
          yaml += fmt::format("  - {{id: s{}, match: {}, where: \"{}\", {}}}\n", yaml.size(), match,
                              where, rest);
    const SignalSet set = signals(yaml, graph.schema());
    for (const unsigned threads : {1u, 2u}) check_as_searched(set, world, threads);
  });
  CHECK(holds);
}

TEST_CASE("Answers are remembered by all that was read for them", "[signal][memo]") {
  detail::AnswerMemo<expr::Value> memo(2);
  std::size_t asked = 0;
  for (int round = 0; round < 3; ++round)
    for (std::uint64_t a = 0; a < 20; ++a)
      for (std::uint64_t b = 0; b < 20; ++b) {
        const std::uint64_t keys[] = {a, b};
        const auto& answer = memo.answer(keys, [&] {
          ++asked;
          return expr::Value(static_cast<double>(100 * a + b));
        });
        CHECK(answer.get<double>() == static_cast<double>(100 * a + b));
      }
  CHECK(asked == 400);
  CHECK(memo.pays());
}

TEST_CASE("Answers that never come twice are not remembered for long", "[signal][memo]") {
  detail::AnswerMemo<expr::Value> memo(1);
  std::uint64_t key = 0;
  for (; memo.pays() && key < 10'000; ++key)
    (void)memo.answer({&key, 1}, [] { return expr::Value(1.0); });
  CHECK(key < 10'000);
}

}  // namespace harbinger::signal
