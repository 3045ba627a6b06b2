// SPDX-License-Identifier: Apache-2.0
#include "rule/decision_table.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "rule/clauses.hpp"
#include "rule_fixture.hpp"

using namespace harbinger;
using namespace harbinger::rule;
using Catch::Matchers::Contains;

namespace {

const expr::Value unknown;

/// A table `t` with the inputs calls and donated, of a hit policy and with these rows.
std::string table(const std::string& hit, const std::string& rows) {
  return R"(
decision_tables:
  - id: t
    dimension: d
    hit: )" +
         hit + R"(
    inputs:
      - {name: calls, value: calls}
      - {name: gift, value: "donated"}
    rows:
)" + rows;
}

SiteValues site(expr::Value calls, expr::Value donated) { return {calls, 0.5, donated, "x"}; }

/// What each row says at a site: `.` nothing, `?` not evaluated, else its points.
std::string said(const RuleSet& set, const SiteValues& values) {
  const Outcomes outcomes = outcomes_of(set, {values});
  std::string text;
  for (const RuleOutcome& rule : outcomes.rules) {
    if (!text.empty()) text += ' ';
    if (rule.fired[0])
      text += to_text(rule.points(0));
    else
      text += rule.not_evaluated[0] ? '?' : '.';
  }
  return text;
}

const std::string three_rows = R"y(
      - {id: few, when: {calls: "[0..5)", gift: true}, points: 10}
      - {id: many, when: {calls: ">= 3"}, points: "20 + calls"}
      - {when: {}, points: 1}
)y";

}  // namespace

TEST_CASE("Each row of a table is a rule, its cells a condition that people can read",
          "[decision_table]") {
  const RuleSet set = rule_set(table("first", three_rows));
  REQUIRE(set.rules().size() == 3);
  CHECK(set.rules()[0].id == "t.few");
  CHECK(set.rules()[2].id == "t.3");
  CHECK(set.rules()[0].when.text().value == "calls >= 0 && calls < 5 && donated");
  CHECK(set.rules()[1].when.text().value == "calls >= 3");
  CHECK(set.rules()[2].when.text().value == "true");
  CHECK(set.rules()[0].dimension == set.rules()[2].dimension);
  CHECK(set.decision_tables()[0].rows[1].rule == *set.find("t.many"));
  const std::vector<expr::Value> values = site(7.0, true);
  const auto failed = failed_clauses(set.rules()[0], SiteRow(set, values, some_day));
  REQUIRE(failed.size() == 1);
  CHECK(failed[0].text == "calls < 5");
}

TEST_CASE("A cell that says nothing takes any value", "[decision_table]") {
  const RuleSet set = rule_set(table("first", R"y(
      - {when: {calls: -, gift: }, points: 10}
      - when:
          calls: ""
          gift:
        points: 20
)y"));
  CHECK(set.rules()[0].when.text().value == "true");
  CHECK(set.rules()[1].when.text().value == "true");
  CHECK(said(set, site(unknown, unknown)) == "10 .");
}

TEST_CASE("First: the first row that hits counts, and doubt about it is told", "[decision_table]") {
  const RuleSet set = rule_set(table("first", three_rows));
  CHECK(said(set, site(4.0, true)) == "10 . .");
  CHECK(said(set, site(4.0, false)) == ". 24 .");
  CHECK(said(set, site(1.0, false)) == ". . 1");
  // Whether it was a gift is not known: the first row may hit, so what the second gives is not known either.
  CHECK(said(set, site(4.0, unknown)) == "? ? .");
  // Where the other cell is false, the row is.
  CHECK(said(set, site(7.0, unknown)) == ". 27 .");
  CHECK(said(set, site(unknown, false)) == ". ? ?");
}

TEST_CASE("Unique: two rows that hit are both not evaluated", "[decision_table]") {
  const RuleSet set = rule_set(table("unique", R"(
      - {id: a, when: {calls: "< 5"}, points: 10}
      - {id: b, when: {calls: ">= 5", gift: true}, points: 20}
      - {id: c, when: {calls: "9"}, points: 30}
)"));
  CHECK(said(set, site(4.0, true)) == "10 . .");
  CHECK(said(set, site(9.0, false)) == ". . 30");
  CHECK(said(set, site(9.0, true)) == ". ? ?");
  CHECK(said(set, site(9.0, unknown)) == ". ? ?");
  CHECK(said(set, site(5.0, unknown)) == ". ? .");
  const std::vector<expr::Value> values = site(9.0, true);
  CHECK(not_evaluated_because(set, set.rules()[1], SiteRow(set, values, some_day)) ==
        "both t.b and t.c hit, and hit: unique allows one");
  const std::vector<expr::Value> doubt = site(9.0, unknown);
  CHECK(not_evaluated_because(set, set.rules()[2], SiteRow(set, doubt, some_day)) ==
        "t.b may hit, and would change this: donated is unknown");
}

TEST_CASE("Any: rows that hit agree, or none counts", "[decision_table]") {
  const RuleSet set = rule_set(table("any", R"(
      - {id: a, when: {calls: "< 5"}, points: 10}
      - {id: b, when: {gift: true}, points: "5 + 5"}
      - {id: c, when: {calls: "2"}, points: 30}
)"));
  CHECK(said(set, site(4.0, true)) == "10 . .");
  CHECK(said(set, site(2.0, false)) == "? . ?");
  // A row that may hit changes nothing where its points are the same anyway.
  CHECK(said(set, site(4.0, unknown)) == "10 . .");
  const std::vector<expr::Value> values = site(2.0, false);
  CHECK(not_evaluated_because(set, set.rules()[0], SiteRow(set, values, some_day)) ==
        "t.c hits too, with 30 points, and this with 10: hit: any wants the same");
}

TEST_CASE("Priority: the row of the greatest priority counts, wherever it stands",
          "[decision_table]") {
  const RuleSet set = rule_set(table("priority", R"(
      - {id: a, when: {calls: "> 1"}, points: 10, priority: 1}
      - {id: b, when: {gift: true}, points: 20, priority: 5}
      - {id: c, when: {calls: "> 3"}, points: 30, priority: 5}
)"));
  CHECK(said(set, site(2.0, true)) == ". 20 .");
  CHECK(said(set, site(4.0, true)) == ". ? ?");
  CHECK(said(set, site(4.0, false)) == ". . 30");
  CHECK(said(set, site(2.0, unknown)) == "? ? .");
  const std::vector<expr::Value> values = site(4.0, true);
  const SiteRow row(set, values, some_day);
  CHECK(not_evaluated_because(set, set.rules()[1], row) ==
        "t.c hits too, and has the same priority");
  CHECK(not_counted_because(set, set.rules()[0], row) ==
        "it hits; t.b comes before it (hit: priority)");
}

TEST_CASE("Collect: all that hit add up, or the most, the least, or how many", "[decision_table]") {
  const std::string rows = R"(
      - {id: a, when: {calls: "> 1"}, points: 10}
      - {id: b, when: {gift: true}, points: "calls"}
      - {id: c, when: {calls: "> 3"}, points: 30}
)";
  const auto collected = [&](const char* by) {
    return rule_set(table(std::string("collect\n    collect: ") + by, rows));
  };
  CHECK(said(collected("sum"), site(4.0, true)) == "10 4 30");
  CHECK(said(collected("sum"), site(4.0, unknown)) == "10 ? 30");
  CHECK(said(collected("max"), site(4.0, true)) == ". . 30");
  CHECK(said(collected("min"), site(4.0, true)) == ". 4 .");
  CHECK(said(collected("max"), site(4.0, unknown)) == ". ? ?");
  const RuleSet count = rule_set(table("collect\n    collect: count", R"(
      - {when: {calls: "> 1"}}
      - {when: {gift: true}}
      - {when: {calls: "> 3"}}
)"));
  CHECK(said(count, site(4.0, true)) == "1 1 1");
  CHECK(outcomes_of(count, {site(2.0, true)}).dimensions[0].total[0] == 2 * one_point);
}

TEST_CASE("Points that are no number leave the row that counts not evaluated, not the next",
          "[decision_table]") {
  const RuleSet set = rule_set(table("first", R"(
      - {id: a, when: {gift: true}, points: "1 / calls"}
      - {id: b, when: {}, points: 1}
)"));
  CHECK(said(set, site(0.0, true)) == "? .");
  CHECK(said(set, site(0.0, false)) == ". 1");
}

TEST_CASE("Rows that are off take no part, and a table that is off has none", "[decision_table]") {
  const std::string rows = R"(
      - {id: a, when: {}, points: 10, enabled: {value: false, reason: "a test"}}
      - {id: b, when: {}, points: 20}
)";
  CHECK(said(rule_set(table("first", rows)), site(1.0, true)) == ". 20");
  CHECK(said(rule_set(table("first\n    enabled: {value: false, reason: \"a test\"}", rows)),
             site(1.0, true)) == ". .");
  CHECK(said(rule_set(table("first\n    valid_from: 2025", rows)), site(1.0, true)) == ". .");
}

TEST_CASE("Rows share the group, the reason and the sentence of their table", "[decision_table]") {
  const RuleSet set = rule_set(R"(
groups: [{id: g, cap: 15}]
decision_tables:
  - id: t
    title: A table
    dimension: d
    group: g
    hit: collect
    because: "{calls} calls"
    why: the table's reason
    inputs: [{name: calls, value: calls}]
    rows:
      - {when: {calls: "> 0"}, points: 10, because: "calls"}
      - {when: {calls: "> 1"}, points: 10, why: its own}
)");
  CHECK(outcomes_of(set, {site(2.0, true)}).dimensions[0].total[0] == 15 * one_point);
  CHECK(set.rules()[0].why == "the table's reason");
  CHECK(set.rules()[1].why == "its own");
  CHECK(set.rules()[1].title == "A table");
  CHECK(set.rules()[1].because.size() == 2);
}

TEST_CASE("All mistakes of a decision table are told in one run, each at its place",
          "[decision_table][diagnostics]") {
  const std::string told = checked(site_signals + R"(
rules:
  - {id: twice.a, when: "true", dimension: d, points: 1}
decision_tables:
  - {id: hit, dimension: d, hit: frist, inputs: [{name: c, value: calls}], rows: [{when: {}, points: 1}]}
  - {id: by, dimension: d, hit: collect, collect: avg, inputs: [{name: c, value: calls}], rows: [{when: {}, points: 1}]}
  - {id: both, dimension: d, hit: first, collect: sum, inputs: [{name: c, value: calls}], rows: [{when: {}, points: 1}]}
  - {id: none, dimension: d, inputs: [], rows: []}
  - id: inputs
    dimension: d
    inputs: [{name: points, value: calls}, {name: "A b", value: calls}, {name: c, value: cals},
             {name: d, value: "[calls]"}, {name: e, value: calls, among: "-"}, {name: e, value: share}]
    rows: [{when: {}, points: 1}]
  - id: rows
    dimension: d
    enabled: false
    inputs: [{name: c, value: calls}]
    rows: [{when: {}, points: 1}]
  - id: twice
    dimension: d
    group: nobody
    inputs: [{name: calls, value: calls}, {name: maker, value: maker}]
    rows:
      - {id: a, when: {calls: "[0..", cals: 3}, points: 1}
      - {id: b, when: {calls: "{input}"}, points: 1}
      - {id: c, when: {calls: "{input > makr}"}, points: 1}
      - {id: d, when: {calls: 1}}
      - {id: e, when: {maker: x}, points: "maker"}
      - {id: f, when: {calls: 2}, points: 1, priority: 3}
      - {id: f, when: {calls: 3}, points: 1, enabled: false}
  - {id: p, dimension: d, hit: priority, inputs: [{name: c, value: calls}], rows: [{when: {}, points: 1}]}
  - {id: n, dimension: d, hit: collect, collect: count, inputs: [{name: c, value: calls}], rows: [{when: {}, points: 1}]}
  - {id: f, dimension: d, inputs: [{name: c, value: calls}], csv: rows.csv}
)")
                               .told;
  INFO(told);
  CHECK_THAT(told, Contains("rules.yaml:10:34: error: unknown hit policy 'frist'"));
  CHECK_THAT(told, Contains("did you mean 'first'?"));
  CHECK_THAT(told, Contains("'avg' is nothing to collect by"));
  CHECK_THAT(told, Contains("'collect' goes with hit: collect, not with first"));
  CHECK_THAT(told, Contains("the decision table 'none' has no inputs"));
  CHECK_THAT(told, Contains("the decision table 'none' has no rows"));
  CHECK_THAT(told, Contains("'points' is no name of an input"));
  CHECK_THAT(told, Contains("'A b' is no name of an input"));
  CHECK_THAT(told, Contains("unknown signal 'cals'") || Contains("unknown name 'cals'"));
  CHECK_THAT(told, Contains("an input is a number, a truth value, a text or a date"));
  CHECK_THAT(told, Contains("'among' lists values or ranges"));
  CHECK_THAT(told, Contains("the input 'e' is there twice"));
  CHECK_THAT(told, Contains("the decision table 'rows' is off without a reason"));
  CHECK_THAT(told, Contains("the rule 'twice.a' is there twice"));
  CHECK_THAT(told, Contains("rules.yaml:29:32: error: expected a number, a range"));
  CHECK_THAT(told, Contains("unknown input 'cals'"));
  CHECK_THAT(told, Contains("a cell in braces must be a bool, and this is double"));
  CHECK_THAT(told, Contains("rules.yaml:31:41: error: unknown"));
  CHECK_THAT(told, Contains("did you mean 'maker'?"));
  CHECK_THAT(told, Contains("the row 'd' needs points"));
  CHECK_THAT(told, Contains("the points must be a number, and this is string"));
  CHECK_THAT(told, Contains("the row 'f' has a priority, which only hit: priority reads"));
  CHECK_THAT(told, Contains("the rule 'twice.f' is there twice"));
  CHECK_THAT(told, Contains("the row 'f' is off without a reason"));
  CHECK_THAT(told, Contains("the row '1' needs a priority"));
  CHECK_THAT(told, Contains("a row has no points where hits are counted"));
  CHECK_THAT(told, Contains("a text without a folder reads no files"));
  // What is wrong with the table is told once, not for each of its rows.
  CHECK(told.find("unknown group 'nobody'") != std::string::npos);
  CHECK(told.find("unknown group 'nobody'") == told.rfind("unknown group 'nobody'"));
}

TEST_CASE("A cell in braces stays inside its parentheses", "[decision_table][diagnostics]") {
  const auto told = [](const std::string& cell) {
    return checked(site_signals + table("collect", "      - {id: a, when: {calls: \"" + cell +
                                                       "\", gift: true}, points: 1}\n"))
        .told;
  };
  CHECK(told("{input > 5 || input < 1}") == "");
  CHECK(told("{(input > 5) || (input < 1)}") == "");
  CHECK_THAT(told("{input > 5) || (input < 1}"), Contains("error:"));
  CHECK_THAT(told("{true) // }"), Contains("error:"));
  CHECK_THAT(told("{}"), Contains("error:"));
  const RuleSet set = rule_set(table("collect", R"(
      - {id: a, when: {calls: "{input > 5 || input < 1 // either}", gift: true}, points: 1}
)"));
  CHECK(said(set, site(9.0, false)) == ".");
  CHECK(said(set, site(9.0, true)) == "1");
}

TEST_CASE("A table has a hundred inputs at the most", "[decision_table][diagnostics]") {
  const auto told = [](int inputs) {
    std::string text =
        "decision_tables:\n  - {id: wide, dimension: d, rows: [{when: {}, points: 1}], inputs: [";
    for (int i = 0; i < inputs; ++i)
      text += (i == 0 ? "{name: c" : ", {name: c") + std::to_string(i) + ", value: calls}";
    return checked(site_signals + text + "]}\n").told;
  };
  CHECK(told(100) == "");
  CHECK_THAT(told(101), Contains("the decision table 'wide' has more than 100 inputs (the limit)"));
}

namespace {

/// A folder that goes with the test.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("harbinger_tables_" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path / "rules"); }
  ~Folder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path / name) << content;
  }
  Checked load() const {
    Diagnostics diagnostics;
    Checked result;
    result.set =
        RuleSet::load(std::vector{(path / "rules/r.yaml").string()}, site_schema(), diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all())
      result.told += to_text(diagnostic) + "\n";
    return result;
  }
};

const std::string one_row = "calls,maker,points\n1,-,";

std::string csv_table(const std::string& id, const std::string& file) {
  return "  - {id: " + id + ", dimension: d, hit: first, csv: " + file +
         ", inputs: [{name: calls, value: calls}, {name: maker, value: maker}]}\n";
}

}  // namespace

TEST_CASE("A CSV file that leads over a link is the one that was found to lie in the folder",
          "[decision_table][csv]") {
  // As the system reads it, link/../.. is rules/a: inside. As text it is the folder above `rules`.
  const Folder folder;
  std::filesystem::create_directories(folder.path / "rules/a/b/c");
  std::filesystem::create_directory_symlink("a/b/c", folder.path / "rules/link");
  folder.write("x.csv", one_row + "1\n");
  folder.write("rules/a/x.csv", one_row + "2\n");
  folder.write("rules/r.yaml",
               site_signals + "decision_tables:\n" + csv_table("t", "link/../../x.csv"));
  const Checked loaded = folder.load();
  CHECK(loaded.told.empty());
  REQUIRE(loaded.set);
  CHECK(loaded.set->rule_text(RuleId(std::size_t{0})).points->value == "2");

  // And a link out of the folder stays refused.
  std::filesystem::create_symlink("../x.csv", folder.path / "rules/out.csv");
  folder.write("rules/r.yaml", site_signals + "decision_tables:\n" + csv_table("t", "out.csv"));
  CHECK_THAT(folder.load().told, Contains("'out.csv' leaves the folder of this file"));
}

TEST_CASE("A table's rows stand in a CSV file, which counts among the files read",
          "[decision_table][csv]") {
  const Folder folder;
  folder.write("rules/r.yaml", site_signals + "decision_tables:\n" + csv_table("t", "t.csv") +
                                   csv_table("u", "t.csv"));
  folder.write("rules/t.csv",
               "id,calls,maker,points,because,why\n"
               "few,[0..5),\"\"\"x, y\"\", z\",10,{calls} calls,a reason\n"
               ",>= 5,-,\"20 + min(calls, 3)\",,\n");
  const Checked loaded = folder.load();
  INFO(loaded.told);
  REQUIRE(loaded.set);
  const RuleSet& set = *loaded.set;
  CHECK(set.texts().files.size() == 2);
  CHECK(set.rules()[0].id == "t.few");
  CHECK(set.rules()[1].id == "t.2");
  CHECK(set.rules()[2].id == "u.few");
  CHECK(set.rules()[0].when.text().value ==
        R"(calls >= 0 && calls < 5 && (maker == "x, y" || maker == "z"))");
  CHECK(set.rules()[0].why == "a reason");
  const Outcomes outcomes = outcomes_of(set, {{2.0, 0.0, true, "x, y"}, {9.0, 0.0, true, "q"}});
  CHECK(outcomes.rules[0].points(0) == 10 * one_point);
  CHECK(outcomes.rules[1].points(1) == 23 * one_point);
  // The place of a clause is the place of its cell, quotes and all.
  const WrittenText& when = set.rules()[0].when.text();
  const TextPosition place = when.position(when.value.find("maker == \"z\""));
  CHECK(place.text->name().ends_with("t.csv"));
  CHECK(place.line == 2);
  CHECK(place.column == 23);
}

TEST_CASE("Mistakes in a CSV file are told with file, line and column",
          "[decision_table][csv][diagnostics]") {
  const Folder folder;
  folder.write("rules/r.yaml", site_signals + "decision_tables:\n" + csv_table("t", "t.csv") +
                                   csv_table("u", "../u.csv") + csv_table("v", "no.csv"));
  folder.write("rules/t.csv",
               "calls,makers,points,priority\n"
               "[0..,x,10,\n"
               "1,x,calls +,\n"
               "2,x,,high\n"
               "3,x\n");
  const std::string told = folder.load().told;
  INFO(told);
  CHECK_THAT(told, Contains("rules/t.csv:1:7: error: 'makers' is no input of the table 't'"));
  CHECK_THAT(told, Contains("did you mean 'maker'?"));
  CHECK_THAT(told, Contains("rules/t.csv:1:1: error: no column for the input 'maker'"));
  CHECK_THAT(told, Contains("rules/t.csv:2:1: error: expected a number, a range"));
  CHECK_THAT(told, Contains("rules/t.csv:3:12: error:"));
  CHECK_THAT(told, Contains("rules/t.csv:4:6: error: expected a whole number, found 'high'"));
  CHECK_THAT(told, Contains("rules/t.csv:4:1: error: the row '3' needs points"));
  CHECK_THAT(told, Contains("rules/t.csv:5:1: error: a row of 2 cells under a header of 4"));
  CHECK_THAT(told, Contains("'../u.csv' leaves the folder of this file"));
  CHECK_THAT(told, Contains("'no.csv': "));
}

TEST_CASE("Small files do not become more text than there is memory",
          "[decision_table][csv][diagnostics]") {
  const Folder folder;
  // An input of 20,000 bytes, named four times by a cell.
  const std::string wide =
      "decision_tables:\n  - {id: t, dimension: d, hit: first, csv: t.csv, inputs: "
      "[{name: calls, value: \"calls + size('" +
      std::string(20'000, 'x') + "')\"}]}\n";
  folder.write("rules/r.yaml", site_signals + wide);
  folder.write("rules/t.csv", "calls,points\n\"1, 2\",1\n\"1, 2, 3, 4\",1\n");
  const std::string told = folder.load().told;
  CHECK_THAT(told, Contains("rules/t.csv:3:2: error: with this cell the condition of the row is "
                            "longer than 65536 bytes (the limit)"));
  CHECK_THAT(told, !Contains("t.csv:2:1"));
  std::string rows = "calls,points\n";
  for (int i = 0; i < 2000; ++i) rows += std::to_string(i) + ",1\n";
  folder.write("rules/t.csv", rows);
  CHECK_THAT(
      folder.load().told,
      Contains("the conditions of decision tables are more than 33554432 bytes (the limit)"));
  std::string tables = "decision_tables:\n";
  for (int i = 0; i < 60; ++i)
    tables += "  - {id: t" + std::to_string(i) +
              ", dimension: d, hit: first, csv: t.csv, inputs: [{name: calls, value: calls}]}\n";
  folder.write("rules/r.yaml", site_signals + tables);
  CHECK_THAT(folder.load().told, Contains("with 't.csv' decision tables have more than 90000 rows "
                                          "in CSV files (the limit)"));
}
