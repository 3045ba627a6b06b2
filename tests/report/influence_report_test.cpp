// SPDX-License-Identifier: Apache-2.0
#include "report/influence_report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/layout.hpp"

using namespace harbinger;
using namespace harbinger::report;
using scenario::Influence;
using scenario::InfluenceBy;

namespace {

Influence by_source() {
  scenario::InfluenceRow press;
  press.id = "ap-2022-01";
  press.title = "Associated Press, January 2022";
  press.facts = 3;
  press.moved = 12;
  press.score = {"port-of-subic", -11.5};
  press.rank = {"port-of-cebu", 7};
  press.kendall = 0.9812;
  press.entered = 2;
  press.left = 1;
  scenario::InfluenceRow agency;
  agency.id = agency.title = "reuters-1";
  agency.source = "reuters";
  agency.facts = 1;
  agency.moved = 1;
  agency.score = {"port-of-manila", 0.25};
  scenario::InfluenceRow unused;
  unused.id = "unused";
  unused.title = "Never read";
  unused.facts = 4;
  Influence influence;
  influence.top = 10;
  influence.rows = {press, agency, unused};
  return influence;
}

Influence at_subic() {
  Influence influence = by_source();
  influence.site = "port-of-subic";
  influence.rows[0].here = -11.5;
  influence.rows[0].here_rank = 5;
  influence.rows[1].here = 0;
  return influence;
}

}  // namespace

TEST_CASE("What a ranking hangs on most is told in one sentence", "[influence]") {
  CHECK(influence_sentence(by_source()) ==
        "Most hangs on ap-2022-01 (Associated Press, January 2022): without it port-of-subic loses "
        "11.5 points and port-of-cebu falls 7 places; 12 sites move in score, 2 into and 1 out of "
        "the "
        "top 10; Kendall's tau 0.981.");
  CHECK(influence_sentence(at_subic()) ==
        "port-of-subic hangs most on ap-2022-01 (Associated Press, January 2022): without it "
        "the site loses 11.5 points and falls 5 places.");
}

TEST_CASE("Where two weigh the same neither alone is called the most", "[influence]") {
  Influence influence = by_source();
  influence.rows[1].score.change = 11.5;
  CHECK(has(influence_sentence(influence), "January 2022), and as much on 1 other: without it"));
}

TEST_CASE("A ranking that hangs on nothing says so", "[influence]") {
  Influence influence = by_source();
  influence.rows.erase(influence.rows.begin(), influence.rows.begin() + 2);
  CHECK(influence_sentence(influence) ==
        "Nothing hangs on any one source: no score changes whichever is left out.");
  influence.site = "port-of-subic";
  CHECK(influence_sentence(influence) ==
        "port-of-subic hangs on no one source: its score is the same whichever is left out.");
  influence.rows.clear();
  CHECK(influence_sentence(influence) == "There is no source to leave out.");
  CHECK(has(influence_table(influence, a_run(), {}, 5), "0 sources left out one at a time"));
  influence.by = InfluenceBy::entity;
  CHECK(has(influence_table(influence, a_run(), {}, 5), "0 entities left out"));
}

TEST_CASE("The table of influence keeps to 100 columns and counts what it leaves out",
          "[influence]") {
  for (Influence influence : {by_source(), at_subic()}) {
    influence.rows[0].title = std::string(300, 'x');
    influence.rows[0].score.site = std::string(90, 'y');
    const std::string text = influence_table(influence, a_run(), {}, 1);
    INFO(text);
    // The sentence holds the long words whole, and cannot be broken inside them.
    const std::string table = text.substr(text.find("3 sources left out"));
    CHECK(widest(table) <= 100);
    CHECK(has(text, "1 more moves something; 1 without effect\n"));
  }
}

TEST_CASE("A row of influence tells what moves, how far and where", "[influence]") {
  const std::string text = influence_table(by_source(), a_run(), {}, 10);
  INFO(text);
  CHECK(line_with(text, "ap-2022-01   ").ends_with("    3    12  -11.5     +7  0.981   +2 -1"));
  CHECK(
      has(text, "    Associated Press, January 2022  score: port-of-subic, rank: port-of-cebu\n"));
  CHECK(has(text, "    one of reuters  score: port-of-manila\n"));
  const std::string here = influence_table(at_subic(), a_run(), {}, 10);
  CHECK(line_with(here, "ap-2022-01   ").ends_with("-11.5     +7  -11.5     +5  0.981   +2 -1"));
}

TEST_CASE("The JSON of influence reads back with all fields", "[influence]") {
  const auto json = nlohmann::json::parse(influence_json(at_subic(), a_run()));
  CHECK(json["as_of"] == "2024-12-31");
  CHECK(json["by"] == "source");
  CHECK(json["site"] == "port-of-subic");
  CHECK(json["top"] == 10);
  REQUIRE(json["rows"].size() == 3);
  const auto& row = json["rows"][0];
  CHECK(row["id"] == "ap-2022-01");
  CHECK(row["title"] == "Associated Press, January 2022");
  CHECK(row["source"].is_null());
  CHECK(row["facts"] == 3);
  CHECK(row["moved"] == 12);
  CHECK(row["score"] == nlohmann::json({{"site", "port-of-subic"}, {"change", -11.5}}));
  CHECK(row["rank"]["change"] == 7);
  CHECK(row["kendall"] == 0.9812);
  CHECK(row["entered"] == 2);
  CHECK(row["left"] == 1);
  CHECK(row["here"] == -11.5);
  CHECK(row["here_rank"] == 5);
  CHECK(json["rows"][1]["source"] == "reuters");
  CHECK(json["rows"][2]["here"].is_null());
  CHECK(json["rows"][2]["score"]["site"].is_null());
}

TEST_CASE("The CSV and Markdown of influence run nothing that a title holds", "[influence]") {
  Influence influence = by_source();
  influence.rows[0].title = "=1+1";
  influence.rows[1].title = hostile_name;
  const std::string csv = influence_csv(influence);
  CHECK(line_with(csv, "ap-2022-01") ==
        "source,ap-2022-01,'=1+1,,3,12,-11.5,port-of-subic,7,port-of-cebu,0.9812,2,1,,,");
  const std::string markdown = influence_markdown(influence, a_run(), 10);
  CHECK(has(markdown, "\\<b\\>A\\|B\\</b\\>"));
  CHECK_FALSE(has(markdown, "\x1b"));
  CHECK(has(markdown,
            "| ap-2022-01 | =1+1 | 3 | 12 | -11.5 | port-of-subic | +7 | port-of-cebu | "
            "0.981 | +2 -1 |\n"));
  CHECK_FALSE(has(influence_table(influence, a_run(), {}, 10), "\x1b"));
}
