// SPDX-License-Identifier: Apache-2.0
#include "rule/table_check.hpp"

#include <algorithm>

#include <rapidcheck.h>

#include "rule/analysis.hpp"
#include "table_dice.hpp"

using namespace harbinger;
using namespace harbinger::rule;
using Catch::Matchers::Contains;

namespace {

/// A table of the inputs calls and maker.
std::string table(
    const std::string& hit, const std::string& rows,
    const std::string& inputs = "{name: calls, value: calls}, {name: maker, value: maker}") {
  return "decision_tables:\n  - {id: t, dimension: d, hit: " + hit + ", inputs: [" + inputs +
         "], rows: [" + rows + "]}\n";
}

expr::KnownValues known_of(const RuleSet& set) { return known_values(set, site_schema()); }

TableFindings found(const std::string& yaml) {
  const RuleSet set = rule_set(yaml);
  return findings(set, set.decision_tables()[0], known_of(set));
}

std::string gap(const std::string& yaml) {
  const RuleSet set = rule_set(yaml);
  const auto of = findings(set, set.decision_tables()[0], known_of(set));
  return of.gap ? to_text(set.decision_tables()[0], *of.gap) : "none";
}

std::string told(const std::string& yaml) {
  const RuleSet set = rule_set(yaml);
  Diagnostics diagnostics;
  check_decision_tables(set, site_schema(), diagnostics);
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) text += to_text(diagnostic) + "\n";
  return text;
}

}  // namespace

TEST_CASE("A gap is told by a site that would be in it", "[table_check]") {
  const auto of_calls = [](const std::string& first, const std::string& second) {
    return gap(table("unique", "{when: {calls: \"" + first + "\"}, points: 1}, {when: {calls: \"" +
                                   second + "\"}, points: 1}"));
  };
  CHECK(of_calls("< 5", "> 5") == "calls = 5, maker = any other text");
  CHECK(of_calls("<= 5", "> 5") == "none");
  CHECK(of_calls("[0..5)", ">= 5") == "calls = -1, maker = any other text");
  CHECK(
      gap(table("first",
                R"y({when: {maker: "not(x)"}, points: 1}, {when: {calls: "< 1"}, points: 1})y")) ==
      "calls = 1, maker = x");
  // With a row that may hit everywhere nothing is sure.
  CHECK(gap(table("first", R"y({when: {calls: "{input > share}"}, points: 1})y")) == "none");
  CHECK(gap(table("collect", R"y({when: {calls: "1"}, points: 1})y")) == "none");
}

TEST_CASE("Gaps are looked for among the values that occur", "[table_check]") {
  const std::string rows =
      R"y({when: {calls: "[0..5)"}, points: 1}, {when: {calls: ">= 5"}, points: 1})y";
  CHECK(gap(table("unique", rows, R"y({name: calls, value: calls, among: "[0..)"})y")) == "none");
  CHECK(gap(table("unique", R"y({when: {maker: x}, points: 1})y",
                  R"y({name: maker, value: maker, among: "x, y"})y")) == "maker = y");
  // No time lies between two days.
  CHECK(gap(table("unique",
                  R"y({when: {day: "< 2019"}, points: 1}, {when: {day: ">= 2020"}, points: 1})y",
                  "{name: day, value: as_of}")) == "day = 2019-01-01");
}

TEST_CASE("Rows that overlap are told with a site that both take", "[table_check]") {
  const std::string rows =
      R"y({id: a, when: {calls: "[0..5]"}, points: 1}, {id: b, when: {calls: "[5..9]", maker: x}, points: 2})y";
  const std::string text = told(table("unique", rows));
  CHECK_THAT(text, Contains("error: the rows 't.a' and 't.b' both take calls = 5, maker = x, and "
                            "hit: unique allows one"));
  CHECK_THAT(told(table("any", rows)), Contains("and hit: any wants the same points"));
  CHECK(found(table("first", rows)).overlaps.empty());
  // Two inputs that read the same signal may never take these values together.
  CHECK_THAT(
      told(
          table("unique", rows,
                R"y({name: calls, value: calls}, {name: maker, value: "calls > 3 ? 'x' : 'y'"})y")),
      Contains("warning: the rows 't.a' and 't.b' both take calls = 5, maker = x, if that occurs"));
  const std::string any =
      R"y({when: {calls: "< 5"}, points: 1}, {when: {maker: x}, points: "0.5 + 0.5"}, {when: {maker: y}, points: "calls"})y";
  CHECK(found(table("any", any)).overlaps.empty());
  const std::string priorities =
      R"y({when: {calls: "< 5"}, points: 1, priority: 1}, {when: {maker: x}, points: 1, priority: 2}, {when: {maker: y}, points: 1, priority: 1})y";
  const auto of = found(table("priority", priorities));
  REQUIRE(of.overlaps.size() == 1);
  CHECK(of.overlaps[0].first == 0);
  CHECK(of.overlaps[0].second == 2);
}

TEST_CASE("Rows that can never hit, and inputs that no row looks at, are told", "[table_check]") {
  const std::string text = told(table("first", R"y(
    {id: low, when: {calls: "< 5"}, points: 1}, {id: high, when: {calls: ">= 4"}, points: 1},
    {id: late, when: {calls: "[2..7]"}, points: 1})y"));
  CHECK_THAT(text, Contains("warning: the row 't.late' can never hit: rows before it take all"));
  CHECK_THAT(text, Contains("warning: no row looks at the input 'maker'"));
  CHECK_THAT(told(table("priority", R"y(
    {id: low, when: {calls: "5"}, points: 1, priority: 1}, {id: high, when: {calls: "> 4"}, points: 1, priority: 2})y")),
             Contains("the row 't.low' can never hit: rows of greater priority take all"));
  CHECK_THAT(told(table("collect", R"y({id: a, when: {gift: "not(true, false)"}, points: 1})y",
                        "{name: gift, value: donated}")),
             Contains("the row 't.a' can never hit: its cells leave no value that occurs"));
}

TEST_CASE("Whole numbers have nothing between them", "[table_check]") {
  const auto of_size = [](const std::string& first, const std::string& second) {
    return told(table(
        "unique",
        "{when: {n: \"" + first + "\"}, points: 1}, {when: {n: \"" + second + "\"}, points: 1}",
        "{name: n, value: size(maker)}"));
  };
  CHECK(of_size("< 4", "> 3") == "");
  CHECK(of_size("<= 3", ">= 4") == "");
  CHECK_THAT(of_size("< 4", "> 4"), Contains("takes n = 4"));
  CHECK_THAT(of_size("<= 4", ">= 4"),
             Contains("warning: the rows 't.1' and 't.2' both take n = 4"));
}

TEST_CASE("What an input may never be is no gap and no certain overlap", "[table_check]") {
  const std::string rows =
      R"y({when: {n: "<= 0.6"}, points: 1}, {when: {n: "[0.4..1]"}, points: 2})y";
  // That only 0.3 and 0.7 occur is not known, and so the overlap is no error.
  const std::string text =
      told(table("unique", rows, R"y({name: n, value: "calls > 3 ? 0.7 : 0.3"})y"));
  CHECK_THAT(text, Contains("warning: the rows 't.1' and 't.2' both take n = 0.4, if that occurs"));
  CHECK_THAT(text, !Contains("error:") && !Contains("no row"));
  CHECK(told(table("unique", rows, R"y({name: n, value: "calls > 3 ? 1.0 : 0.0"})y")) == "");
  CHECK(told(table("unique", R"y({when: {m: few}, points: 1}, {when: {m: many}, points: 1})y",
                   R"y({name: m, value: "calls > 3 ? 'many' : 'few'"})y")) == "");
  CHECK(gap(table("unique", R"y({when: {m: few}, points: 1})y",
                  R"y({name: m, value: "calls > 3 ? 'many' : 'few'"})y")) == "m = many");
}

TEST_CASE("A signal that is computed has not all values, however it is named", "[table_check]") {
  const RuleSet set = rule_set(
      "  - {id: flag, value: \"calls > 3 ? 1.0 : 0.0\"}\n" +
      table("unique", R"y({when: {n: "<= 0.6"}, points: 1}, {when: {n: ">= 0.4"}, points: 2})y",
            "{name: n, value: flag}"));
  Diagnostics diagnostics;
  check_decision_tables(set, site_schema(), diagnostics);
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("A division that gives no number is in no range, and a row of any values takes it",
          "[table_check]") {
  const std::string rows = R"y({when: {n: "< 5"}, points: 1}, {when: {n: ">= 5"}, points: 1})y";
  const std::string input = R"y({name: n, value: "calls / calls"})y";
  CHECK(gap(table("first", rows, input)) == "n = NaN");
  CHECK(found(table("first", rows + ", {when: {}, points: 3}", input)).never.empty());
  CHECK(gap(table("first", rows + R"y(, {when: {n: "not(1)"}, points: 3})y", input)) == "none");
}

TEST_CASE("Where the analysis would take too long it stops, and says so", "[table_check]") {
  const RuleSet set = rule_set(
      table("first", R"y({when: {calls: "5"}, points: 1}, {when: {maker: x}, points: 1})y"));
  CHECK_FALSE(findings(set, set.decision_tables()[0], known_of(set)).gave_up);
  CHECK(findings(set, set.decision_tables()[0], known_of(set), 2).gave_up);
}

namespace {

/// All values around what the cells of the pool name.
std::vector<SiteValues> all_sites() {
  std::vector<SiteValues> sites;
  for (const double calls : {-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0})
    for (const double share : {0.0, 0.25, 0.3, 0.5, 0.6, 0.75, 0.9})
      for (const bool donated : {false, true})
        for (const char* maker : {"", "x", "y", "w", "xx", "xxx"})
          sites.push_back({calls, share, donated, std::string(maker)});
  return sites;
}

}  // namespace

TEST_CASE("The analysis finds what trying all sites finds", "[table_check][property]") {
  const auto sites = all_sites();
  CHECK(rc::check("findings are those of brute force", [&](std::uint32_t seed) {
    TableDice dice(seed);
    for (int i = 0; i < tables_a_case; ++i) {
      DrawnTable table = dice.table(6, false);
      const RuleSet set = rule_set(table.yaml());
      const RuleSet reference = rule_set(table.rules());
      const Outcomes alone = outcomes_of(reference, sites);
      const auto hits = [&](std::size_t row, std::size_t site) {
        return alone.rules[2 * row].fired[site];
      };
      const std::size_t rows = table.rows.size();
      const TableFindings found = findings(set, set.decision_tables()[0], known_of(set));
      RC_ASSERT(!found.gave_up);
      std::vector<bool> never(rows, true);
      std::vector<bool> overlaps(rows);
      bool gap = false;
      for (std::size_t site = 0; site < sites.size(); ++site) {
        bool any = false;
        for (std::size_t row = 0; row < rows; ++row) {
          if (!hits(row, site)) continue;
          any = true;
          bool beaten = false;
          for (std::size_t other = 0; other < rows; ++other) {
            if (other == row || !hits(other, site)) continue;
            const int more = table.rows[other].priority - table.rows[row].priority;
            beaten =
                beaten || (table.policy == 1 && other < row) || (table.policy == 3 && more > 0);
            const auto constant = [&](std::size_t of) {
              return reference.rules()[2 * of + 1].points->is_constant();
            };
            const bool differ =
                constant(row) && constant(other) &&
                alone.rules[2 * row + 1].points(site) != alone.rules[2 * other + 1].points(site);
            if (other < row && (table.policy == 0 || (table.policy == 3 && more == 0) ||
                                (table.policy == 2 && differ)))
              overlaps[row] = true;
          }
          if (!beaten) never[row] = false;
        }
        gap = gap || !any;
      }
      // Of values that the analysis takes for possible and that never occur it may say more, and never less.
      const bool exact = table.is_exact();
      gap = gap && table.policy < 4;
      RC_ASSERT((exact ? found.gap.has_value() == gap : found.gap || !gap));
      for (std::size_t row = 0; row < rows; ++row) {
        const bool told =
            std::any_of(found.never.begin(), found.never.end(),
                        [&](const TableFindings::Never& of) { return of.row == row; });
        RC_ASSERT((exact ? told == never[row] : never[row] || !told));
        const bool both =
            std::any_of(found.overlaps.begin(), found.overlaps.end(),
                        [&](const TableFindings::Overlap& o) { return o.second == row; });
        RC_ASSERT((exact ? both == overlaps[row] : both || !overlaps[row]));
      }
    }
  }));
}
