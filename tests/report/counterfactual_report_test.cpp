// SPDX-License-Identifier: Apache-2.0
#include "report/counterfactual_report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/layout.hpp"

using namespace harbinger;
using namespace harbinger::report;
using scenario::Counterfactual;

namespace {

scenario::Removals of_facts() {
  scenario::Removals removals;
  removals.candidates = 14;
  removals.searched_size = 2;
  removals.smallest = true;
  removals.answers = {{{"fact-a", "fact-b"}, {7, 71.25, "high"}},
                      {{"fact-a", "fact-c"}, {6, 72, "high"}}};
  removals.more = 1;
  return removals;
}

scenario::Removals of_rules() {
  scenario::Removals removals;
  removals.of_rules = true;
  removals.candidates = 9;
  removals.searched_size = 3;
  removals.note = "stopped after 20000 rankings";
  return removals;
}

scenario::Swap with_cebu() {
  scenario::Swap swap;
  swap.first = "port-of-subic";
  swap.second = "port-of-cebu";
  swap.first_before = {2, 82.75, "critical"};
  swap.second_before = {3, 80, "critical"};
  swap.knobs = 40;
  swap.turns = {{"rules[supplier.entity_list].points",
                 "40",
                 "32",
                 0.2,
                 {3, 79.5, "high"},
                 {2, 80, "critical"}}};
  return swap;
}

Counterfactual of_subic() {
  Counterfactual c;
  c.site = "port-of-subic";
  c.name = "Port of Subic";
  c.before = {2, 82.75, "critical"};
  c.goal = "a tier below critical";
  c.removals = {of_facts(), of_rules()};
  c.swap = with_cebu();
  return c;
}

}  // namespace

TEST_CASE("A counterfactual says where the site stands, what is sought and what it takes",
          "[counterfactual]") {
  const std::string text = counterfactual_table(of_subic(), a_run(), {});
  INFO(text);
  CHECK(widest(text) <= 100);
  CHECK(has(
      text,
      "Port of Subic stands at rank 2, score 82.8, critical. Sought: a tier below critical.\n"));
  CHECK(line_with(text, "It takes 2 facts") ==
        "It takes 2 facts, of 14 that reach the site: any of 3 sets does it, and no smaller one. 2 "
        "of them");
  CHECK(line_with(text, "fact-b") == "     7   71.2  high        fact-a, fact-b");
  CHECK(has(text,
            "No set of up to 3 of the 9 rules that reach the site is enough.\nstopped after 20000 "
            "rankings\n"));
  CHECK(has(text, "  rules[supplier.entity_list].points  40 → 32  by 20 %\n"));
  CHECK(has(text, "    port-of-subic: rank 3, score 79.5, high\n"));
}

TEST_CASE("An answer that may not be the smallest is not called so", "[counterfactual]") {
  Counterfactual c = of_subic();
  c.removals[0].smallest = false;
  c.removals[0].more = 0;
  c.removals[0].answers.resize(1);
  const std::string text = counterfactual_markdown(c, a_run());
  CHECK(has(text, "one set does it; all sets of up to 2 were tried, a smaller one than this may"));
  CHECK_FALSE(has(text, "no smaller one."));
}

TEST_CASE("A set too long for a line is continued below itself", "[counterfactual]") {
  Counterfactual c = of_subic();
  c.removals[0].answers[0].ids.assign(12, "a-fact-with-a-longer-id");
  const std::string text = counterfactual_table(c, a_run(), {});
  CHECK(widest(text) <= 100);
  CHECK(has(text, ",\n                           a-fact"));
}

TEST_CASE("The JSON of a counterfactual reads back with all fields", "[counterfactual]") {
  const auto json = nlohmann::json::parse(counterfactual_json(of_subic(), a_run()));
  CHECK(json["id"] == "port-of-subic");
  CHECK(json["name"] == "Port of Subic");
  CHECK(json["goal"] == "a tier below critical");
  CHECK(json["before"] == nlohmann::json({{"rank", 2}, {"score", 82.75}, {"tier", "critical"}}));
  const auto& facts = json["removals"][0];
  CHECK(facts["of"] == "facts");
  CHECK(facts["candidates"] == 14);
  CHECK(facts["searched_size"] == 2);
  CHECK(facts["smallest"] == true);
  CHECK(facts["answers"][1]["ids"] == std::vector<std::string>{"fact-a", "fact-c"});
  CHECK(facts["answers"][1]["after"]["score"] == 72.0);
  CHECK(facts["more"] == 1);
  CHECK(facts["note"].is_null());
  CHECK(json["removals"][1]["of"] == "rules");
  CHECK(json["removals"][1]["note"] == "stopped after 20000 rankings");
  const auto& swap = json["swap"];
  CHECK(swap["first"] == "port-of-subic");
  CHECK(swap["second_before"]["rank"] == 3);
  CHECK(swap["knobs"] == 40);
  const auto& turn = swap["turns"][0];
  CHECK(turn["path"] == "rules[supplier.entity_list].points");
  CHECK(turn["from"] == "40");
  CHECK(turn["to"] == "32");
  CHECK(turn["relative"] == 0.2);
  CHECK(turn["first_after"]["tier"] == "high");
  CHECK(turn["second_after"]["rank"] == 2);
  Counterfactual c = of_subic();
  c.swap.reset();
  CHECK(nlohmann::json::parse(counterfactual_json(c, a_run()))["swap"].is_null());
}

TEST_CASE("What a counterfactual names is shown as text", "[counterfactual]") {
  Counterfactual c = of_subic();
  c.name = c.removals[0].answers[0].ids[0] = c.swap->turns[0].path = hostile_name;
  for (const std::string& text :
       {counterfactual_table(c, a_run(), {}), counterfactual_markdown(c, a_run())}) {
    CHECK_FALSE(has(text, "\x1b"));
    CHECK_FALSE(has(text, "\xE2\x80\xAE"));
  }
  CHECK(has(counterfactual_markdown(c, a_run()), "| \\<b\\>A\\|B"));
}
