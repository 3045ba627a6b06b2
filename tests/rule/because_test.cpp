// SPDX-License-Identifier: Apache-2.0
#include "rule/because.hpp"

#include "rule/clauses.hpp"
#include "rule_fixture.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

std::string reason(const std::string& because_text, const SiteValues& site) {
  const RuleSet set = rule_set(
      "rules:\n  - {id: r, when: 'true', dimension: d, points: 1, because: " + because_text +
      "}\n");
  return because(set.rules()[0], SiteRow(set, site, some_day));
}

}  // namespace

TEST_CASE("Placeholders are filled in with what the site has", "[because]") {
  const SiteValues site = {3.0, 0.2143, true, "Maker & Co."};
  CHECK(reason("'{maker} delivered {calls} time(s)'", site) == "Maker & Co. delivered 3 time(s)");
  CHECK(reason("'{100 * share} % held; donated: {donated}'", site) == "21.4 % held; donated: yes");
  CHECK(reason("'{{calls}} is {calls}'", site) == "{calls} is 3");
  CHECK(reason("\"{maker == '}' ? 'brace' : 'none'}\"", site) == "none");
}

TEST_CASE("What is not known is called unknown", "[because]") {
  CHECK(reason("'{calls} calls, {share} held, by {maker}'",
               {expr::Value(), expr::Range{0.4, 0.625}, false, expr::Value()}) ==
        "unknown calls, 0.4 to 0.625 held, by unknown");
}

TEST_CASE("Numbers are plain and short", "[because]") {
  CHECK(readable(30.0) == "30");
  CHECK(readable(-2.5) == "-2.5");
  CHECK(readable(0.0) == "0");
  CHECK(readable(21.4265) == "21.4");
  CHECK(readable(0.214265) == "0.214");
  CHECK(readable(0.0042857) == "0.00429");
  CHECK(readable(1234.56) == "1235");
  CHECK(readable(1234567.0) == "1234567");
  CHECK(readable(0.9999) == "1");
  CHECK(readable(9.999) == "10");
}

TEST_CASE("A rule that did not fire tells which clause failed, on what", "[clauses]") {
  const RuleSet set = rule_set(
      "rules:\n  - {id: r, when: \"calls > 2 && !donated && share < 0.5\", "
      "dimension: d, points: 1}\n");
  const SiteValues values = {3.0, 0.75, true, ""};
  const auto failed = failed_clauses(set.rules()[0], SiteRow(set, values, some_day));
  REQUIRE(failed.size() == 2);
  CHECK(failed[0].text == "donated");
  CHECK_FALSE(failed[0].wanted);
  CHECK(failed[1].left == "share");
  CHECK(expr::to_text(failed[1].read) == "0.75");
  CHECK(expr::to_text(failed[1].threshold) == "0.5");
}

TEST_CASE("A rule that is not evaluated tells what is unknown", "[clauses]") {
  const RuleSet set = rule_set(R"(
rules:
  - {id: condition, when: "calls > 2", dimension: d, points: 1}
  - {id: points, when: "donated", dimension: d, points: "10 * share"}
)");
  const SiteValues values = {expr::Value(), expr::Range{0.4, 0.6}, true, ""};
  const SiteRow site(set, values, some_day);
  CHECK(not_evaluated_because(set, set.rules()[0], site) == "calls is unknown");
  CHECK(not_evaluated_because(set, set.rules()[1], site) ==
        "10 * share is only known to lie from 4 to 6");
  const SiteValues known = {3.0, 0.5, true, ""};
  CHECK(not_evaluated_because(set, set.rules()[0], SiteRow(set, known, some_day)).empty());
}
