// SPDX-License-Identifier: Apache-2.0
// The pictures of the bundled pack, and those of what is odd.
#include <catch2/catch.hpp>

#include <regex>
#include <set>

#include "base/files.hpp"
#include "ranking/bundled.hpp"
#include "ranking/explanation.hpp"
#include "report/explain_report.hpp"
#include "report/layout.hpp"
#include "report/rank_report.hpp"
#include "report/well_formed.hpp"
#include "report/whatif_report.hpp"

using namespace harbinger;
using namespace harbinger::report;
using tests::bundled_assessment;

namespace {

const LandOutlines& bundled_land() {
  static const LandOutlines land =
      *land_outlines(**read_file(std::string(HARBINGER_SOURCE_DIR) + "/data/world/land.json"));
  return land;
}

std::string map_of(std::size_t shown) {
  const ranking::Assessment& a = bundled_assessment();
  std::vector<ranking::SelectedSite> sites;
  for (const std::uint32_t row : a.ranking.order())
    if (sites.size() < shown) sites.push_back({row, a.ranking.rank_of(row), 0});
  return rank_svg({a, sites, false, a.sites()}, a_run(), bundled_land());
}

std::size_t count(const std::string& text, std::string_view words) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string::npos; ++at) ++found;
  return found;
}

scenario::Move fall(std::string name, std::uint32_t before, std::uint32_t after) {
  return {"id-" + name,
          name,
          "AAA",
          scenario::Standing{before, 80, "critical"},
          scenario::Standing{after, 70, "high"},
          {{"rule:some.rule", -8, {}}, {"signal:other", -2, {}}}};
}

scenario::Comparison comparison(std::vector<scenario::Move> moves) {
  scenario::Comparison c;
  c.name = "other_maker";
  c.title = "Another maker";
  c.sites_before = c.sites_after = 551;
  c.rescored = moves.size();
  c.moved = std::move(moves);
  return c;
}

}  // namespace

TEST_CASE("The reader of XML finds what is wrong", "[map]") {
  CHECK(malformed_at("<a b=\"1\"><c/>x &amp; y</a>") == "");
  for (const char* wrong : {"<a>", "<a></b>", "<a b=1/>", "<a b=\"<\"/>", "<a>&</a>", "<a>&x;</a>",
                            "<a b=\"1\" b=\"2\"/>", "a > b", "<a></a></a>"})
    CHECK(malformed_at(wrong) != "");
}

TEST_CASE("The outlines of the land are closed rings on the sphere, none across the map's cut",
          "[map]") {
  const LandOutlines& land = bundled_land();
  CHECK(land.size() > 50);
  for (const auto& ring : land) {
    REQUIRE(ring.size() > 3);
    CHECK(ring.front().lon == ring.back().lon);
    CHECK(ring.front().lat == ring.back().lat);
    const auto east_of_cut = [](const signal::Place& place) {
      return std::fmod(place.lon + 169 + 360, 360.0);
    };
    for (std::size_t i = 0; i < ring.size(); ++i) {
      REQUIRE((std::abs(ring[i].lon) <= 180 && ring[i].lat >= -60 && ring[i].lat <= 90));
      if (i > 0) REQUIRE(std::abs(east_of_cut(ring[i]) - east_of_cut(ring[i - 1])) < 90);
    }
  }
}

TEST_CASE("Outlines that are no GeoJSON are refused, with the file's name", "[map]") {
  for (const std::string text :
       {"", "{", "{\"coordinates\": 3}", "{\"coordinates\": [[[[\"a\", 1]]]]}", "[]"}) {
    const auto land = land_outlines(SourceText("land.json", text));
    REQUIRE_FALSE(land);
    CHECK(has(to_text(land.error()), "land.json: error: expected a GeoJSON MultiPolygon"));
  }
}

TEST_CASE("The map has a mark for each site, counts tiers and names the first", "[map]") {
  const std::string svg = map_of(551);
  CHECK(malformed_at(svg) == "");
  // 5 in the legend, 10 in the list; sites on the same spot with the same mark are drawn once.
  const std::size_t marks = count(svg, "stroke=\"#fff\" stroke-width=\"0.6\"/>") +
                            count(svg, "stroke=\"#5d6670\" stroke-width=\"1\"/>");
  CHECK(marks > 400);
  CHECK(marks <= 551 + 15);
  CHECK(has(svg, ">critical, from 80: 2<"));
  CHECK(has(svg, ">1 Port of Manila (also 2, 3, 4, 7)<"));
  CHECK(has(svg, "<desc id=\"chart-description\">Map of the world"));
  CHECK_FALSE(has(svg, "nan"));
  CHECK_FALSE(has(svg, "href"));
}

TEST_CASE("Where tiers are cut by percentile the map says so", "[map]") {
  const tests::Bundled& bundled = tests::bundled();
  model::Model model = bundled.model;
  model.tiers.by = model::Tiers::By::percentile;
  const ranking::Assessment a({bundled.graph, bundled.rules, model}, bundled.view(), 2);
  const std::vector<ranking::SelectedSite> sites{{a.ranking.order()[0], 1, 0}};
  const std::string svg = rank_svg({a, sites, false, a.sites()}, a_run(), bundled_land());
  CHECK(has(svg, ">critical, top 20 %: 1<"));
  CHECK(has(svg, ">low, the rest: 0<"));
}

TEST_CASE("A map of no site, or of one, is a map", "[map]") {
  for (const std::size_t shown : {0u, 1u}) CHECK(malformed_at(map_of(shown)) == "");
  CHECK(has(map_of(1), "All sites shown"));
  CHECK(has(map_of(0), "No site is shown."));
  CHECK_FALSE(has(map_of(0), "Score:"));
}

TEST_CASE("A map tells the condition of its sites, in one short line", "[map]") {
  const ranking::Assessment& a = bundled_assessment();
  const std::vector<ranking::SelectedSite> sites{{a.ranking.order()[0], 1, 1}};
  const auto map = [&](std::string where) {
    return rank_svg({a, sites, true, 40, std::move(where)}, a_run(), bundled_land());
  };
  CHECK(has(map("country == 'PHL'"),
            ">1 of 40 sites selected from 551 where country == &#39;PHL&#39;, as of "));
  CHECK(has(map(std::string(500, 'x')), " where " + std::string(59, 'x') + "…, as of "));
}

TEST_CASE("Paths at the foot are cut at their left, hashes never", "[map]") {
  RunInfo run = a_run();
  run.inputs.clear();
  for (int i = 0; i < 5; ++i)
    run.inputs.push_back({"/" + std::string(90, 'a') + "/rules/part" + std::to_string(i) + ".yaml",
                          std::string(64, static_cast<char>('0' + i))});
  const ranking::Assessment& a = bundled_assessment();
  const std::string svg = rank_svg({a, {}, false, a.sites()}, run, bundled_land());
  CHECK(malformed_at(svg) == "");
  for (int i = 0; i < 5; ++i)
    CHECK(has(svg, fmt::format("a/rules/part{}.yaml ({})", i,
                               std::string(12, static_cast<char>('0' + i)))));
  CHECK(count(svg, "…aaaa") == 5);
}

TEST_CASE("A waterfall adds up to the score: floors first, small ones as one", "[waterfall]") {
  const ranking::Assessment& a = bundled_assessment();
  for (const std::size_t row :
       {a.ranking.order()[1], a.ranking.order()[300], a.ranking.order()[550]}) {
    const auto explanation = ranking::explanation(a, row);
    const std::string svg = explain_svg(a, explanation, a_run());
    CHECK(malformed_at(svg) == "");
    CHECK(has(svg, fmt::format("font-weight=\"bold\">{:.1f}</text>", explanation.score)));
    // Each bar tells its value to a hundredth; together they are the score.
    double sum = 0;
    const std::regex bar("<g>\n<title>[^<]*: ([+-][0-9.]+)</title>");
    for (std::sregex_iterator it(svg.begin(), svg.end(), bar), end; it != end; ++it)
      sum += std::stod((*it)[1]);
    CHECK(sum == Approx(explanation.score).margin(0.005 * 24));
    CHECK(count(svg, "<g>") <= 23);
    CHECK(count(svg, "<g>") >= std::min<std::size_t>(explanation.contributions.size(), 23));
  }
  const std::string svg = explain_svg(a, ranking::explanation(a, a.ranking.order()[1]), a_run());
  CHECK(svg.find("Floor: what") < svg.find("arrangement of the country"));
  CHECK(has(svg, "others: +"));
}

TEST_CASE("A slope chart shows falls and rises, causes, and what came and went", "[whatif]") {
  scenario::Move added = fall("New Quay", 1, 5), gone = fall("Old Quay", 3, 4);
  added.before.reset();
  added.causes.clear();
  gone.after.reset();
  gone.causes.clear();
  const std::vector<scenario::Comparison> comparisons{
      comparison({fall("North Quay", 2, 7), fall("South Quay", 9, 8), added, gone})};
  const std::string svg = whatif_svg(comparisons, a_run(), 10);
  CHECK(malformed_at(svg) == "");
  CHECK(has(svg, ">North Quay  2</text>"));
  CHECK(has(svg, ">7 ▼</text>"));
  CHECK(has(svg, ">8 ▲</text>"));
  CHECK(has(svg, ">New Quay  new</text>"));
  CHECK(has(svg, ">gone </text>"));
  CHECK(has(svg, "North Quay, 80.0 to 70.0: -8.0 some.rule and 1 more"));
  CHECK(count(svg, "stroke-dasharray=\"6 3\"") == 1);  // North Quay alone falls
  CHECK_FALSE(has(svg, "Edits:"));
}

TEST_CASE("Lines of a slope chart fall where sites fall, and are level where they stay",
          "[whatif]") {
  // Alone, or beside others that move another way or share ranks.
  std::vector<scenario::Comparison> comparisons{
      comparison({fall("A", 39, 40)}), comparison({fall("A", 40, 39)}),
      comparison({fall("A", 39, 40), fall("B", 123, 127), fall("C", 50, 30)}),
      comparison({fall("A", 5, 5), fall("B", 5, 6), fall("C", 4, 5), fall("D", 6, 5)})};
  for (const scenario::Comparison& one : comparisons) {
    const std::string svg = whatif_svg({&one, 1}, a_run(), 10);
    for (const scenario::Move& move : one.moved) {
      const std::regex line("<title>" + move.name +
                            ": [^<]*</title>\n<line x1=\"[0-9.]+\" y1=\"([0-9.]+)\" "
                            "x2=\"[0-9.]+\" y2=\"([0-9.]+)\"");
      std::smatch found;
      REQUIRE(std::regex_search(svg, found, line));
      const double down = std::stod(found[2]) - std::stod(found[1]);
      INFO(move.name << " " << move.before->rank << " " << move.after->rank);
      if (move.before->rank == move.after->rank)
        CHECK(down == 0);
      else
        CHECK((down > 0) == (move.after->rank > move.before->rank));
    }
    // No two names stand on each other.
    std::set<std::string> places;
    const std::regex name("<text x=\"242.0\" (y=\"[0-9.]+\") text-anchor");
    std::size_t names = 0;
    for (std::sregex_iterator it(svg.begin(), svg.end(), name), end; it != end; ++it, ++names)
      places.insert((*it)[1]);
    CHECK(places.size() == names);
  }
}

TEST_CASE("A slope chart tells the edits of its scenario, cut to one line", "[whatif]") {
  std::vector<scenario::Comparison> one{comparison({fall("North Quay", 2, 7)})};
  one[0].edits = {"params.concessional=20", "remove a:b"};
  CHECK(has(whatif_svg(one, a_run(), 10), ">Edits: params.concessional=20; remove a:b</text>"));
  one[0].edits.emplace_back(10'000, 'x');
  CHECK(has(whatif_svg(one, a_run(), 10), "xx…</text>"));
}

TEST_CASE("A slope chart bounds its sites, says so, and stands without any", "[whatif]") {
  std::vector<scenario::Move> moves;
  for (std::uint32_t i = 1; i < 40; ++i)
    moves.push_back(fall("Quay " + std::to_string(i), i, i + 1));
  const std::vector<scenario::Comparison> two{comparison(moves), comparison({})};
  const std::string svg = whatif_svg(two, a_run(), 10);
  CHECK(malformed_at(svg) == "");
  CHECK(count(svg, "<g>") == 10);
  CHECK(has(svg, "The 10 that moved most are shown."));
  CHECK(has(svg, "No site moves of its own."));
  CHECK(has(svg, ">What if: 2 scenarios<"));
}

TEST_CASE("Names in pictures are text, and short", "[whatif]") {
  const std::string name =
      "<script>alert(1)</script>]]>&\"" + hostile_name + std::string(10'000, 'x');
  const std::vector<scenario::Comparison> comparisons{comparison({fall(name, 2, 7)})};
  const std::string svg = whatif_svg(comparisons, a_run(), 10);
  CHECK(malformed_at(svg) == "");
  CHECK_FALSE(has(svg, "<script"));
  CHECK_FALSE(has(svg, "\xE2\x80\xAE"));
  CHECK_FALSE(has(svg, "\x1b"));
}
