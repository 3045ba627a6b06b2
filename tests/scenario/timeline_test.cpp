// SPDX-License-Identifier: Apache-2.0
// Each day of a timeline against the world scored afresh on that day.
#include "scenario/timeline.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "ranking/bundled.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using scenario::Timeline;

namespace {

Day day(const char* text) { return parse_day(text).value(); }

/// Twenty days, three quarters of a year apart.
std::vector<Day> twenty_days() {
  auto days = scenario::days_of(day("2010-03-31"), day("2024-06-30"), {.months = 9});
  REQUIRE(days.size() == 20);
  return days;
}

std::vector<std::string> ids(const Timeline& timeline) {
  std::vector<std::string> result;
  for (const auto& site : timeline.sites) result.push_back(site.site);
  return result;
}

}  // namespace

TEST_CASE("Each day of a timeline is the world scored afresh on that day", "[timeline][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  const std::vector<Day> days = twenty_days();
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < base.sites(); row += 9) rows.push_back(row);
  const Timeline timeline = scenario::timeline(base, days, rows, 10, 2);
  CHECK(timeline.days == days);
  CHECK(timeline.all_sites == base.sites());
  REQUIRE(timeline.sites.size() == rows.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    INFO(to_text(days[i]));
    const ranking::Assessment fresh(bundled().basis(), {bundled().graph, days[i]}, 2);
    for (const auto& site : timeline.sites) {
      INFO(site.site);
      REQUIRE(site.at.size() == days.size());
      const auto node = bundled().graph.find_node(site.site);
      const auto sites = fresh.view.sites();
      const auto row =
          static_cast<std::size_t>(std::find(sites.begin(), sites.end(), *node) - sites.begin());
      REQUIRE(site.at[i] == scenario::Standing{fresh.ranking.rank[row], fresh.scores.total[row],
                                               fresh.tier_of(row)});
      REQUIRE(site.name == bundled().graph.node(*node).name());
    }
    double highest = 0;
    std::size_t with_evidence = 0;
    for (std::size_t row = 0; row < fresh.sites(); ++row) {
      highest = std::max(highest, fresh.scores.total[row]);
      with_evidence += fresh.scores.no_evidence[row] ? 0u : 1u;
    }
    REQUIRE(timeline.highest[i] == highest);
    REQUIRE(timeline.with_evidence[i] == with_evidence);
  }
}

TEST_CASE("A timeline follows the best on its last day, unless told whom", "[timeline][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  const std::vector<Day> days = {day("2012-12-31"), day("2016-12-31")};
  const ranking::Assessment last(bundled().basis(), {bundled().graph, days.back()}, 2);
  std::vector<std::string> best;
  for (std::size_t i = 0; i < 7; ++i) best.push_back(last.site_id(last.ranking.order[i]));
  CHECK(ids(scenario::timeline(base, days, {}, 7, 1)) == best);
  CHECK(scenario::timeline(base, days, {}, 100'000, 2).sites.size() == base.sites());
  // Those asked for come best first, too; the first is not the best.
  const std::vector<std::size_t> rows = {last.ranking.order[200], last.ranking.order[4],
                                         last.ranking.order[0]};
  CHECK(ids(scenario::timeline(base, days, rows, 7, 1)) ==
        std::vector<std::string>{best[0], best[4], last.site_id(last.ranking.order[200])});
}

TEST_CASE("A timeline of one day, and one without some facts, is that of its base",
          "[timeline][bundled]") {
  const ranking::Assessment& base = bundled_assessment();
  const Timeline today = scenario::timeline(base, {bundled().as_of()}, {}, 3, 2);
  REQUIRE(today.sites.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(today.sites[i].site == base.site_id(base.ranking.order[i]));
    CHECK(today.sites[i].at.at(0).score == base.scores.total[base.ranking.order[i]]);
  }
  // Facts taken out of the base stay out on every day.
  const graph::FactRef best = graph::fact_of(base.site(base.ranking.order[0]));
  const ranking::Assessment less(bundled().basis(), base.view.without(std::vector{best}), 2);
  const Timeline rest = scenario::timeline(less, {day("2015-06-30"), day("2020-06-30")}, {}, 5, 2);
  const ranking::Assessment fresh(
      bundled().basis(),
      graph::GraphView(bundled().graph, day("2020-06-30")).without(std::vector{best}), 2);
  CHECK(rest.all_sites + 1 == base.sites());
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(rest.sites[i].site == fresh.site_id(fresh.ranking.order[i]));
}

TEST_CASE("A timeline is the same for any number of threads", "[timeline][bundled]") {
  const auto one = scenario::timeline(bundled_assessment(), twenty_days(), {}, 40, 1);
  const auto two = scenario::timeline(bundled_assessment(), twenty_days(), {}, 40, 2);
  CHECK(ids(one) == ids(two));
  for (std::size_t i = 0; i < one.sites.size(); ++i) CHECK(one.sites[i].at == two.sites[i].at);
  CHECK(one.highest == two.highest);
}
