// SPDX-License-Identifier: Apache-2.0
// Steps of time and the days they lead to, counted on a calendar.
#include "scenario/time_step.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace harbinger;
using scenario::days_of;
using scenario::parse_step;
using scenario::TimeStep;

namespace {

std::vector<std::string> days(const std::string& from, const std::string& to, TimeStep step) {
  std::vector<std::string> texts;
  for (const Day day : days_of(parse_day(from).value(), parse_day(to).value(), step))
    texts.push_back(to_text(day));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A step is a number of years, months or days", "[time_step]") {
  const auto years = parse_step("1y");
  REQUIRE(years);
  CHECK((years->years == 1 && years->months == 0 && years->days == 0));
  const auto months = parse_step("18m");
  REQUIRE(months);
  CHECK((months->years == 0 && months->months == 18 && months->days == 0));
  const auto of_days = parse_step("9999d");
  REQUIRE(of_days);
  CHECK((of_days->years == 0 && of_days->months == 0 && of_days->days == 9999));
}

TEST_CASE("What is no step, or none that goes forward, is not read as one", "[time_step]") {
  for (const char* text :
       {"",   "y",  "1",   "0y",  "0d",  "-1y",  "+1y", "10000d", "99999999999d", "1.5y",
        "1w", "1Y", "1 y", " 1y", "1y ", "1y6m", "1yy", "y1",     "1e2d",         "0x1d"}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_step(text));
  }
}

TEST_CASE("Days are a step apart, and the last is the end asked for", "[time_step]") {
  CHECK(days("2020-01-01", "2020-01-10", {.days = 3}) ==
        Texts{"2020-01-01", "2020-01-04", "2020-01-07", "2020-01-10"});
  CHECK(days("2020-01-01", "2020-01-09", {.days = 3}) ==
        Texts{"2020-01-01", "2020-01-04", "2020-01-07", "2020-01-09"});
  CHECK(days("2018-06-15", "2020-12-31", {.years = 1}) ==
        Texts{"2018-06-15", "2019-06-15", "2020-06-15", "2020-12-31"});
}

TEST_CASE("A step beyond the end leaves the two ends, and one day is itself", "[time_step]") {
  CHECK(days("2020-01-01", "2020-01-10", {.years = 1}) == Texts{"2020-01-01", "2020-01-10"});
  CHECK(days("2020-01-01", "2020-01-01", {.days = 1}) == Texts{"2020-01-01"});
  CHECK(days("2020-01-01", "2020-01-02", {.years = 9999}) == Texts{"2020-01-01", "2020-01-02"});
  CHECK(days("2020-01-02", "2020-01-01", {.days = 1}).empty());
}

TEST_CASE("A month from the last day is the last day of a shorter one, and later ones are whole",
          "[time_step]") {
  CHECK(days("2021-01-31", "2021-05-31", {.months = 1}) ==
        Texts{"2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31"});
  // 2020 is a leap year.
  CHECK(days("2019-11-30", "2020-05-30", {.months = 3}) ==
        Texts{"2019-11-30", "2020-02-29", "2020-05-30"});
  CHECK(days("2020-08-31", "2021-08-31", {.months = 6}) ==
        Texts{"2020-08-31", "2021-02-28", "2021-08-31"});
}

TEST_CASE("A year from a leap day is the 28th, and four years are a leap day again",
          "[time_step]") {
  CHECK(days("2016-02-29", "2020-03-01", {.years = 1}) ==
        Texts{"2016-02-29", "2017-02-28", "2018-02-28", "2019-02-28", "2020-02-29", "2020-03-01"});
  CHECK(days("2020-02-28", "2020-03-01", {.days = 1}) ==
        Texts{"2020-02-28", "2020-02-29", "2020-03-01"});
  // 2100 is none.
  CHECK(days("2096-02-29", "2100-03-01", {.years = 4}) ==
        Texts{"2096-02-29", "2100-02-28", "2100-03-01"});
}

TEST_CASE("Months step over the turn of a year", "[time_step]") {
  CHECK(days("2019-10-15", "2020-03-01", {.months = 2}) ==
        Texts{"2019-10-15", "2019-12-15", "2020-02-15", "2020-03-01"});
  CHECK(days("1969-12-31", "1970-02-28", {.months = 1}) ==
        Texts{"1969-12-31", "1970-01-31", "1970-02-28"});
}
