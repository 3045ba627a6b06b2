// SPDX-License-Identifier: Apache-2.0
// A run as it is kept: its name, its command line, its places as text.
#include "store/run.hpp"

#include <limits>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "ranking/bundled.hpp"
#include "store/packed.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using store::KeptSite;

namespace {

KeptSite drawn_place() {
  return {*rc::gen::arbitrary<std::string>(),
          *rc::gen::string<std::string>(),
          *rc::gen::element<std::string>("", "a\tb", "a\nb", "a\\tb", "\\", "\t\n\\"),
          {*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::arbitrary<double>(),
           *rc::gen::element<std::string>("critical", "", "very\thigh")}};
}

store::Run small_run() {
  store::Run run;
  run.command = "rank";
  run.engine = "harbinger 1";
  run.options = {{"top", "20"}, {"format", "csv"}};
  run.inputs = {{"pack", "aa"}, {"rules.yaml", "bb"}};
  run.result = store::result_of("1,North Quay\n");
  return run;
}

}  // namespace

TEST_CASE("Places read back as they were, whatever is in their names", "[run]") {
  REQUIRE(rc::check([] {
    std::vector<KeptSite> places(*rc::gen::inRange<std::size_t>(0, 5));
    for (KeptSite& place : places) place = drawn_place();
    RC_ASSERT(store::parse_places(store::places_text(places)) == places);
  }));
}

TEST_CASE("The bundled ranking reads back to the last bit, best first", "[run]") {
  const store::KeptRanking kept = store::ranking_of("ranking", bundled_assessment());
  REQUIRE(kept.places->size() == bundled_assessment().sites());
  REQUIRE(store::parse_places(store::places_text(*kept.places)) == kept.places);
  for (std::size_t i = 0; i < kept.places->size(); ++i) {
    const std::size_t row = bundled_assessment().ranking.order()[i];
    REQUIRE((*kept.places)[i].site == bundled_assessment().site_id(row));
    REQUIRE((*kept.places)[i].standing.score == bundled_assessment().scores.total[row]);
  }
}

TEST_CASE("Text that is no list of places is refused", "[run]") {
  for (const char* text :
       {"a", "a\tb\tc\t1\t2", "a\tb\tc\t1\t2\n", "a\tb\tc\tx\t2\td\n", "a\tb\tc\t1\t2,5\td\n",
        "a\\x\tb\tc\t1\t2\td\n", "a\tb\tc\t1\t2\td\te\n", "a\tb\tc\t-1\t2\td\n", "\n"}) {
    INFO(text);
    REQUIRE_FALSE(store::parse_places(text));
  }
}

TEST_CASE("A run that differs in anything that determines it has another hash", "[run]") {
  const store::Run run = small_run();
  const std::string hash = store::hash_of(run);
  REQUIRE(hash.size() == 6);
  const auto differs = [&](auto&& change) {
    store::Run other = run;
    change(other);
    return store::hash_of(other) != hash;
  };
  CHECK(differs([](store::Run& r) { r.command = "whatif"; }));
  CHECK(differs([](store::Run& r) { r.engine = "harbinger 2"; }));
  CHECK(differs([](store::Run& r) { r.options[0].value = "21"; }));
  CHECK(differs([](store::Run& r) { r.options[0] = {"to", "p20"}; }));
  CHECK(differs([](store::Run& r) { r.inputs[1].sha256 = "cc"; }));
  CHECK(differs([](store::Run& r) { r.result = store::result_of("1,South Quay\n"); }));
  // When, where and how long tell runs apart, not what they are.
  CHECK_FALSE(differs([](store::Run& r) {
    r.started = "2026-11-28T02:10:11.123Z";
    r.seconds = 3;
    r.folder = "/elsewhere";
    r.output = "ranking.csv";
  }));
}

TEST_CASE("A run's command line can be given to a shell", "[run]") {
  store::Run run = small_run();
  run.command = "whatif";
  run.options = {{"", "-odd name.yaml"}, {"set", "rules[a].when='x'"}, {"show", "3"}};
  REQUIRE(store::command_line(run) ==
          R"(harbinger whatif '--set=rules[a].when='\''x'\''' --show=3 -- '-odd name.yaml')");
}

TEST_CASE("A moment is told in UTC, to the millisecond", "[run]") {
  using namespace std::chrono;
  // 2026-11-28 is day 20785 of the epoch: 56 years of 365 days, 14 leap days, 331 days.
  const system_clock::time_point moment{hours(24 * 20785) + hours(2) + minutes(3) + seconds(4) +
                                        milliseconds(5)};
  REQUIRE(store::utc_text(moment) == "2026-11-28T02:03:04.005Z");
}

TEST_CASE("A result over the bound is known by its hash alone", "[run]") {
  const store::RunResult kept = store::result_of(std::string(store::kept_at_most, 'a'));
  const store::RunResult too_large = store::result_of(std::string(store::kept_at_most + 1, 'a'));
  REQUIRE(kept.bytes);
  REQUIRE_FALSE(too_large.bytes);
  REQUIRE(too_large.size == store::kept_at_most + 1);
  REQUIRE(too_large.sha256.size() == 64);
}

TEST_CASE("Packed bytes are never larger, and unpack to what they were", "[packed]") {
  REQUIRE(rc::check([] {
    std::string bytes = *rc::gen::string<std::string>();
    const auto times = *rc::gen::inRange(0, 50);
    for (int i = 0; i < times; ++i) bytes += "North Quay, ";
    const store::Packed small = store::packed(bytes);
    RC_ASSERT(small.bytes.size() <= bytes.size());
    if (!small.is_smaller) RC_ASSERT(small.bytes == bytes);
    if (small.is_smaller) RC_ASSERT(store::unpacked(small.bytes, bytes.size()) == bytes);
  }));
  const store::Packed small = store::packed(std::string(1000, 'a'));
  REQUIRE(small.is_smaller);
  REQUIRE_FALSE(store::unpacked(small.bytes, 999));
  REQUIRE_FALSE(store::unpacked(small.bytes, 1001));
  REQUIRE_FALSE(store::unpacked(small.bytes.substr(1), 1000));
}
