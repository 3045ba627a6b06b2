// SPDX-License-Identifier: Apache-2.0
#include "report/timeline_report.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

#include "report/detail/chart_axis.hpp"
#include "report/layout.hpp"

using namespace harbinger;
using namespace harbinger::report;
using scenario::SiteTimeline;
using scenario::Standing;
using scenario::Timeline;

namespace {

/// Site s on day d has the score 100 * d / (days - 1) - 5 * s, at least 0: the first ends at 100.
Timeline rising(std::size_t sites, std::size_t days, int apart = 30) {
  Timeline timeline;
  const Day first = *parse_day("2000-01-01");
  for (std::size_t d = 0; d < days; ++d) {
    timeline.days.push_back({first.number + static_cast<int>(d) * apart});
    timeline.highest.push_back(
        days == 1 ? 100 : 100 * static_cast<double>(d) / static_cast<double>(days - 1));
    timeline.with_evidence.push_back(d);
  }
  timeline.all_sites = 551;
  for (std::size_t s = 0; s < sites; ++s) {
    SiteTimeline site{"site-" + std::to_string(s), "Port number " + std::to_string(s), "PHL", {}};
    for (const double highest : timeline.highest)
      site.at.push_back({static_cast<std::uint32_t>(s + 1),
                         std::max(0.0, highest - 5 * static_cast<double>(s)), "high"});
    timeline.sites.push_back(std::move(site));
  }
  return timeline;
}

std::size_t count(const std::string& text, std::string_view words) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string::npos; ++at) ++found;
  return found;
}

}  // namespace

TEST_CASE("A sparkline has eight heights from 0 to 100", "[timeline]") {
  CHECK(sparkline(std::vector<double>{0, 12.4, 12.5, 50, 87.4, 87.5, 100, 130, -1}) == "▁▁▂▅▇███▁");
}

TEST_CASE("A timeline shows a mark for each day where there is room", "[timeline]") {
  const std::string text = timeline_table(rising(2, 9), a_run(), {});
  INFO(text);
  // 0, 12.5, ... 100.
  CHECK(has(line_with(text, "Port number 0"), "   0.0 ▁▂▃▄▅▆▇██ 100.0  high"));
  CHECK(has(text, "2 sites, 9 days from 2000-01-01 to 2000-08-28"));
  CHECK(has(text,
            "Sites with any evidence: 0 of 551 on 2000-01-01, 8 on 2000-08-28.\n"
            "Highest score of all: 0.0, then 100.0.\n"));
  CHECK_FALSE(has(text, "evenly spaced"));
  CHECK(widest(text) <= 100);
}

TEST_CASE("A timeline of many days is thinned, and says how", "[timeline]") {
  const std::string text = timeline_table(rising(3, 300), a_run(), {});
  INFO(text);
  CHECK(has(text, "A mark is one day: 36 of the 300 days, evenly spaced, the first and the last"));
  const std::string line = line_with(text, "Port number 0");
  CHECK(has(line, " ▁"));
  CHECK(has(line, "█ 100.0"));
  CHECK(count(line, "▁") + count(line, "▂") + count(line, "▃") + count(line, "▄") +
            count(line, "▅") + count(line, "▆") + count(line, "▇") + count(line, "█") ==
        36);
  CHECK(widest(text) <= 100);
}

TEST_CASE("The CSV of a timeline has a row for each site and day", "[timeline]") {
  Timeline timeline = rising(2, 2);
  timeline.sites[0].site = "=x";
  CHECK(timeline_csv(timeline) ==
        "site,date,rank,score,tier\n'=x,2000-01-01,1,0,high\n'=x,2000-01-31,1,100,high\n"
        "site-1,2000-01-01,2,0,high\nsite-1,2000-01-31,2,95,high\n");
}

TEST_CASE("The JSON of a timeline reads back with all fields", "[timeline]") {
  const auto json = nlohmann::json::parse(timeline_json(rising(2, 3), a_run()));
  CHECK(json["engine"] == "harbinger 0.1.0");
  CHECK(json["days"] == std::vector<std::string>{"2000-01-01", "2000-01-31", "2000-03-01"});
  CHECK(json["all_sites"] == 551);
  CHECK(json["highest"] == std::vector<double>{0, 50, 100});
  CHECK(json["with_evidence"] == std::vector<int>{0, 1, 2});
  CHECK(json["sites"][1]["id"] == "site-1");
  CHECK(json["sites"][1]["name"] == "Port number 1");
  CHECK(json["sites"][1]["country"] == "PHL");
  CHECK(json["sites"][1]["at"][2] ==
        nlohmann::json({{"rank", 2}, {"score", 95.0}, {"tier", "high"}}));
}

TEST_CASE("A chart has one line a site, each of its own colour and dashes", "[timeline]") {
  const std::string svg = timeline_svg(rising(10, 26), "Exposure", a_run());
  CHECK(count(svg, "stroke-dasharray=") == 10);
  for (const std::string dash : {"none", "9 4", "2 3", "12 3 2 3", "5 3", "16 4"})
    CHECK(count(svg, "stroke-dasharray=\"" + dash + "\"") == 1);
  CHECK(count(svg, "stroke=\"#0b5394\" stroke-dasharray") == 1);
  CHECK(has(svg, "<title id=\"chart-title\">Exposure, 2000-01-01 to 2002-01-20</title>"));
  CHECK(has(svg, "Port number 9: 0.0 on 2000-01-01, 55.0 (high) on 2002-01-20."));
}

TEST_CASE("A chart runs nothing and loads nothing", "[timeline]") {
  Timeline timeline = rising(1, 2);
  timeline.sites[0].name = "<script>alert(1)</script>&\"" + hostile_name;
  timeline.sites[0].at[1].tier = "<b>";
  const std::string svg = timeline_svg(timeline, "Exposure", a_run());
  CHECK_FALSE(has(svg, "<script"));
  CHECK_FALSE(has(svg, "<b>"));
  CHECK_FALSE(has(svg, "\x1b"));
  CHECK_FALSE(has(svg, "\xE2\x80\xAE"));
  CHECK_FALSE(has(svg, "href"));
  CHECK_FALSE(has(svg, "url("));
  CHECK(has(svg, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"));
}

TEST_CASE("A chart and a table stand for no site, one day and no day as well", "[timeline]") {
  CHECK(has(timeline_svg(rising(0, 3), "Exposure", a_run()), "No site to show."));
  CHECK(has(timeline_svg(Timeline{}, "Exposure", a_run()), "No site to show."));
  CHECK(timeline_table(Timeline{}, a_run(), {}) == "No day to show.\n");
  const std::string day = timeline_svg(rising(2, 1), "Exposure", a_run());
  CHECK(has(day, ">Exposure, 2000-01-01<"));
  CHECK_FALSE(has(day, "<path"));
  CHECK(has(day, "<circle cx=\"680.0\""));
  CHECK_FALSE(has(day, "nan"));
  CHECK(has(day, "Sites with any evidence: 0 of 551 on 2000-01-01. Scored on 1 day."));
}

TEST_CASE("Names at the ends of lines keep their distance, and move as little as they can",
          "[timeline]") {
  using report::detail::spread;
  // Two wanted at 50 go half a gap each way; one far off stays.
  const std::vector<double> wanted{50, 90, 50};
  CHECK(spread(wanted, 10, 0, 100) == std::vector<double>{45, 90, 55});
  // At the edge there is only one way to go.
  CHECK(spread(std::vector<double>{98, 99}, 10, 0, 100) == std::vector<double>{90, 100});
  CHECK(spread(std::vector<double>{1, 0}, 10, 0, 100) == std::vector<double>{10, 0});
  CHECK(spread({}, 10, 0, 100).empty());
}

TEST_CASE("The dates of an axis are round ones, as many as fit", "[timeline]") {
  using report::detail::date_ticks;
  const auto labels = [](std::string_view first, std::string_view last) {
    std::string text;
    for (const report::detail::DateTick& tick : date_ticks(*parse_day(first), *parse_day(last), 9))
      text += tick.label + " ";
    return text;
  };
  CHECK(labels("2000-01-01", "2025-01-01") == "2000 2005 2010 2015 2020 2025 ");
  CHECK(labels("1999-06-15", "2003-02-01") == "2000 2001 2002 2003 ");
  CHECK(labels("2024-01-01", "2024-12-31") == "2024-01 2024-03 2024-05 2024-07 2024-09 2024-11 ");
  CHECK(labels("2024-03-05", "2024-03-20") == "2024-03-05 2024-03-20 ");
  CHECK(labels("2024-03-05", "2024-03-05") == "2024-03-05 ");
}
