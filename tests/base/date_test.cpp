// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <catch2/catch.hpp>

using namespace harbinger;

TEST_CASE("A partial date is all the days of its month or year", "[date]") {
  const auto month = parse_date("2020-02");
  REQUIRE(month);
  CHECK(to_text(month->first) == "2020-02-01");
  CHECK(to_text(month->last) == "2020-02-29");  // 2020 is a leap year
  CHECK(to_text(*month) == "2020-02");
  const auto year = parse_date("1900");
  REQUIRE(year);
  CHECK(year->last.number - year->first.number + 1 == 365);  // 1900 is not
  CHECK(to_text(*year) == "1900");
}

TEST_CASE("Days count from the first of 1970", "[date]") {
  CHECK(parse_day("1970-01-01")->number == 0);
  CHECK(parse_day("2000-03-01")->number ==
        11017);  // 30 years of 365 days, 7 leap days, 31 + 29 days
  CHECK(to_text(Day{11017}) == "2000-03-01");
  CHECK(year_of(Day{-1}) == 1969);
}

TEST_CASE("What is no date is not read as one", "[date]") {
  for (const char* text : {"", "20", "2020-13", "2020-00", "2021-02-29", "2020-1-1", "2020/01/01",
                           "2020-01-011", "0000", "2020-", "2020-01-", "abcd", "2020-01-0x"})
    CHECK_FALSE(parse_date(text));
  CHECK_FALSE(parse_day("2020-02"));
}

TEST_CASE("The middle of a month stands for it where one day is needed", "[date]") {
  CHECK(to_text(middle_of(*parse_date("2019-11"))) == "2019-11-15");
  CHECK(to_text(middle_of(*parse_date("2019-11-05"))) == "2019-11-05");
}
