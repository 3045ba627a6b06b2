// SPDX-License-Identifier: Apache-2.0
#include "report/whatif_report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/layout.hpp"

using namespace harbinger;
using namespace harbinger::report;
using scenario::Comparison;
using scenario::Move;
using scenario::Standing;

namespace {

/// Subic falls by three rules, Manila by itself stays where it is, and Cebu is only moved past. The causes of
/// Subic add up by hand: -7.1 - 5.0 + 0.4 + 0.2 = -11.5.
Comparison replaced_scanner() {
  Comparison c;
  c.name = "subic";
  c.title = "Another scanner at Subic";
  c.as_of_before = c.as_of_after = *parse_day("2024-12-31");
  c.sites_before = c.sites_after = 551;
  c.moved = {
      {"port-of-subic",
       "Port of Subic",
       "PHL",
       Standing{2, 82.75, "critical"},
       Standing{7, 71.25, "high"},
       {{"rule:supplier.delivered_after_listing", -7.1, {"fact-a", "fact-b", "fact-c"}},
        {"rule:supplier.entity_list", -5.0, {"fact-a"}},
        {"signal:scanners", 0.4, {}},
        {"model", 0.2, {}}}},
      {"port-of-manila",
       "Port of Manila",
       "PHL",
       Standing{1, 90, "critical"},
       Standing{1, 89.98, "critical"},
       {{"signal:scanners", -0.02, {"fact-a"}}}},
      {"port-of-cebu",
       "Port of Cebu",
       "PHL",
       Standing{3, 80, "critical"},
       Standing{2, 80, "critical"},
       {}},
  };
  c.rescored = 2;
  c.top = 2;
  c.entered = {"port-of-cebu"};
  c.left = {"port-of-subic"};
  c.kendall = 0.9981;
  c.spearman = 0.99996;
  return c;
}

Comparison without_moves() {
  Comparison c = replaced_scanner();
  c.name = "nothing";
  c.title = "";
  c.moved.clear();
  c.entered.clear();
  c.left.clear();
  c.rescored = 0;
  c.kendall = c.spearman = 1;
  return c;
}

/// One site is added above, one is taken away, and the rest only move past.
Comparison came_and_went() {
  Comparison c = without_moves();
  c.name = "sites";
  c.sites_before = 3;
  c.sites_after = 3;
  c.moved = {{"new", "New Terminal", "KEN", std::nullopt, Standing{2, 70.5, "high"}, {}},
             {"old", "Old Port", "KEN", Standing{3, 60, "high"}, std::nullopt, {}},
             {"mid", "Mid Port", "", Standing{2, 65, "high"}, Standing{3, 65, "high"}, {}}};
  c.rescored = 2;
  return c;
}

std::string table(const Comparison& c, std::size_t shown = 10) {
  return whatif_table(std::span(&c, 1), a_run(), {}, shown);
}

}  // namespace

TEST_CASE("A what-if is told in one sentence that can be read out", "[whatif]") {
  CHECK(whatif_sentence(replaced_scanner()) ==
        "Port of Subic falls from rank 2 to 7 (82.8 to 71.2, critical to high), most of it by "
        "supplier.delivered_after_listing (-7.1); 3 of 551 sites moved, 2 of them in score; "
        "Kendall's "
        "tau 0.998, Spearman's rho 1.000.");
  CHECK(whatif_sentence(without_moves()) == "No site moved.");
}

TEST_CASE("A cause of less than half of the change is not called most of it", "[whatif]") {
  Comparison c = replaced_scanner();
  c.moved[0].causes[0].value = -5.2;  // of -11.5
  CHECK(
      has(whatif_sentence(c), "the largest part of it by supplier.delivered_after_listing (-5.2)"));
  c.moved[0].causes.resize(1);
  CHECK(has(whatif_sentence(c), "all of it by supplier.delivered_after_listing; 3 of"));
}

TEST_CASE("A what-if that keeps a rank, or moves rank and score apart, says so", "[whatif]") {
  Comparison c = replaced_scanner();
  c.moved.erase(c.moved.begin());
  // 90 and 89.98 would both read 90.0: more decimals are shown.
  CHECK(
      has(whatif_sentence(c),
          "Port of Manila loses score but stays at rank 1 (90.00 to 89.98, critical), all of it by "
          "signal scanners;"));
  c.moved[0].after->rank = 3;
  c.moved[0].before->rank = 4;
  CHECK(has(whatif_sentence(c), "rises from rank 4 to 3 although its score falls"));
  c.moved.resize(1);
  CHECK(has(whatif_sentence(c), "; 1 of 551 sites moved; Kendall"));
}

TEST_CASE("Sites that come and go are told before those that stay", "[whatif]") {
  CHECK(whatif_sentence(came_and_went()) ==
        "New Terminal is added at rank 2 (70.5, high); Old Port, rank 3 before (60.0, high), is "
        "taken "
        "away; 3 of 4 sites moved, none of them in score; Kendall's tau 1.000, Spearman's rho "
        "1.000.");
  Comparison c = came_and_went();
  c.moved.push_back({"new-2", "Second", "", std::nullopt, Standing{1, 99, "critical"}, {}});
  CHECK(has(whatif_sentence(c),
            "2 sites are added, the highest of them Second, at rank 1 (99.0, critical);"));
}

TEST_CASE("A what-if of another day says which", "[whatif]") {
  Comparison c = without_moves();
  c.as_of_after = *parse_day("2010-01-01");
  CHECK(whatif_sentence(c) == "As of 2010-01-01 instead of 2024-12-31: no site moved.");
}

TEST_CASE("A site whose tier alone changes is told, not counted as moved past", "[whatif]") {
  Comparison c = without_moves();
  c.moved = {{"a", "A", "", Standing{1, 70, "high"}, Standing{1, 70, "critical"}, {}}};
  CHECK(has(whatif_sentence(c), "A stays at rank 1 (70.0, high to critical); 1 of 551"));
}

TEST_CASE("The table of a what-if lists moves with their causes within 100 columns", "[whatif]") {
  const std::string text = table(replaced_scanner());
  INFO(text);
  CHECK(widest(text) <= 100);
  CHECK(line_with(text, "critical → high").starts_with("   2 → 7     Port of Subic "));
  CHECK(line_with(text, "critical → high").ends_with(" 82.8 →  71.2  -11.5  critical → high"));
  CHECK(line_with(text, "-7.1  ") ==
        "               -7.1  supplier.delivered_after_listing by 3 facts: fact-a, fact-b, …");
  CHECK(line_with(text, "+0.2  ") == "               +0.2  1 more cause");
  CHECK(has(text, "Into the top 2: Port of Cebu. Out of it: Port of Subic.\n"));
  CHECK(has(text, "Kendall's tau 0.998, Spearman's rho 1.000\n"));
}

TEST_CASE("Sites that were only moved past are listed last, where there is room", "[whatif]") {
  Comparison c = replaced_scanner();
  std::swap(c.moved[1], c.moved[2]);  // Cebu, by its rank, before Manila
  CHECK(table(c).find("Port of Manila   ") < table(c).find("Port of Cebu   "));
  CHECK(has(table(c, 2), "  1 more site only changed its place\n"));
  CHECK(has(table(c, 1), "  1 more site moved itself; 1 more site only changed its place\n"));
  CHECK_FALSE(has(table(c, 3), "more site"));
}

TEST_CASE("A site that comes or goes has a dash where it was not", "[whatif]") {
  const std::string text = table(came_and_went());
  CHECK(line_with(text, "high, new").starts_with("   – → 2     New Terminal"));
  CHECK(has(line_with(text, "high, new"), "    – →  70.5 "));
  CHECK(has(line_with(text, "high, gone"), " 60.0 →     – "));
}

TEST_CASE("Several scenarios stand side by side, sites by their rank before", "[whatif]") {
  std::vector<Comparison> several{replaced_scanner(), without_moves(), came_and_went()};
  const std::string text = whatif_table(several, a_run(), {}, 10);
  INFO(text);
  CHECK(widest(text) <= 100);
  CHECK(has(text, "  (1) subic  Another scanner at Subic\n  (2) nothing"));
  CHECK(line_with(text, "Port of Subic").ends_with("   7  -11.5    ·           ·"));
  CHECK(text.find("   1  Port of Manila") < text.find("   2  Port of Subic"));
  CHECK(line_with(text, "   –  New Terminal").ends_with("   ·           ·           2    new"));
  CHECK(line_with(text, "   3  Old Port").ends_with("   ·           ·        gone"));
  CHECK_FALSE(has(text, "   2  Mid Port"));  // only moved past
}

TEST_CASE("More scenarios than fit beside each other stand below", "[whatif]") {
  std::vector<Comparison> many(13, replaced_scanner());
  const std::string text = whatif_table(many, a_run(), {}, 1);
  INFO(text);
  CHECK(widest(text) <= 100);
  CHECK(has(text, "(13) subic"));
  CHECK(has(text, "The 1 most moved of 2 sites that move in score.\n"));
}

TEST_CASE("The JSON of a what-if reads back with every number as it was", "[whatif]") {
  const std::vector<Comparison> both{replaced_scanner(), came_and_went()};
  const auto json = nlohmann::json::parse(whatif_json(both, a_run()));
  CHECK(json["engine"] == "harbinger 0.1.0");
  CHECK(json["as_of"] == "2024-12-31");
  CHECK(json["inputs"][0]["sha256"] == "aa11");
  const auto& first = json["scenarios"][0];
  CHECK(first["name"] == "subic");
  CHECK(first["title"] == "Another scanner at Subic");
  CHECK(first["as_of"] == "2024-12-31");
  CHECK(first["entered"] == std::vector<std::string>{"port-of-cebu"});
  CHECK(first["left"] == std::vector<std::string>{"port-of-subic"});
  CHECK(first["top"] == 2);
  CHECK(first["kendall"] == 0.9981);
  CHECK(first["spearman"] == 0.99996);
  CHECK(first["sites"] == 551);
  CHECK(first["rescored"] == 2);
  const auto& subic = first["moved"][0];
  CHECK(subic["id"] == "port-of-subic");
  CHECK(subic["name"] == "Port of Subic");
  CHECK(subic["country"] == "PHL");
  CHECK(subic["before"] == nlohmann::json({{"rank", 2}, {"score", 82.75}, {"tier", "critical"}}));
  CHECK(subic["after"]["rank"] == 7);
  CHECK(subic["change"] == -11.5);
  CHECK(subic["causes"][0]["of"] == "rule:supplier.delivered_after_listing");
  CHECK(subic["causes"][0]["value"] == -7.1);
  CHECK(subic["causes"][0]["facts"].size() == 3);
  const auto& second = json["scenarios"][1]["moved"];
  CHECK(second[0]["before"].is_null());
  CHECK(second[1]["after"].is_null());
  CHECK(second[2]["country"].is_null());
}

TEST_CASE("The CSV of a what-if has a row for each move and runs nothing", "[whatif]") {
  std::vector<Comparison> both{replaced_scanner(), came_and_went()};
  both[1].moved[0].name = "=HYPERLINK(\"http://x\")";
  const std::string csv = whatif_csv(both);
  CHECK(
      line_with(csv, "port-of-subic") ==
      "subic,Another scanner at Subic,2024-12-31,port-of-subic,Port of Subic,PHL,2,7,82.75,71.25,"
      "-11.5,critical,high,rule:supplier.delivered_after_listing=-7.1|rule:supplier.entity_list=-5|"
      "signal:scanners=0.4|model=0.2,fact-a|fact-b|fact-c");
  CHECK(line_with(csv, "HYPERLINK") ==
        "sites,,2024-12-31,new,\"'=HYPERLINK(\"\"http://x\"\")\",KEN,,2,,70.5,,,high,,");
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 7);
}

TEST_CASE("What a name holds is shown as text in each format of a what-if", "[whatif]") {
  Comparison c = replaced_scanner();
  c.moved[0].name = c.title = hostile_name;
  c.moved[0].causes[0].facts[0] = hostile_name;
  for (const std::string& text : {table(c), whatif_markdown(std::span(&c, 1), a_run())}) {
    CHECK_FALSE(has(text, "\x1b"));
    CHECK_FALSE(has(text, "\xE2\x80\xAE"));
  }
  const std::string markdown = whatif_markdown(std::span(&c, 1), a_run());
  CHECK_FALSE(has(markdown, " <b>"));
  CHECK(has(markdown, "\\<b\\>A\\|B\\</b\\>"));
}

TEST_CASE("The Markdown of a what-if has a table for each scenario and counts the rest",
          "[whatif]") {
  const std::vector<Comparison> both{replaced_scanner(), without_moves()};
  const std::string text = whatif_markdown(both, a_run());
  CHECK(has(text, "## subic: Another scanner at Subic\n\nPort of Subic falls"));
  CHECK(has(text,
            "| 2 → 7 | Port of Subic | PHL | 82.8 → 71.2 | -11.5 | critical → high | -7.1 "
            "supplier.delivered\\_after\\_listing by 3 facts: fact-a, fact-b, fact-c<br>-5.0 "));
  CHECK(has(text, "\n1 other site only changed its place.\n"));
  CHECK(has(text, "\nInto the top 2: Port of Cebu. Out of it: Port of Subic.\n"));
  CHECK(has(text, "## nothing\n\nNo site moved.\n"));
  CHECK(has(text, "- `data/scanners` aa11\n"));
}
