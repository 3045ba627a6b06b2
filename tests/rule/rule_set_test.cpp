// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_set.hpp"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "rule_fixture.hpp"

using namespace harbinger;
using namespace harbinger::rule;
using Catch::Matchers::Contains;

TEST_CASE("All mistakes of a rule file are told in one run, each at its place",
          "[rule][diagnostics]") {
  const std::string told = checked(site_signals + R"(
groups: [{id: listings, cap: 60, dimension: d}]
rules:
  - id: one
    when: "cals > 0"
    dimension: d
    points: 10
  - {id: two, when: "calls + 1", dimension: d, points: 10}
  - {id: three, when: "calls > 0", dimension: d, points: "maker"}
  - {id: four, when: "calls > 0", dimension: d, points: 1, because: "{calls} by {makr}"}
  - {id: five, when: "calls > 0", dimension: d, points: 1, group: listing}
  - {id: six, when: "calls > 0", dimension: e, points: 1, group: listings}
  - {id: seven, when: "calls > 0", dimension: d, points: 1, enabled: false}
  - {id: eight, when: "calls > 0", dimension: d}
  - {id: nine, when: "calls > 0", dimension: d, points: 1, effect: multiplies}
  - {id: ten, when: "calls > 0", dimension: d, points: 1, floor: 3}
  - {id: eleven, when: "calls > 0", points: 1}
  - {id: two, when: "calls > 0", dimension: d, points: 1}
  - {id: twelve, when: "calls > 0", dimension: d, points: 1, weight: 3}
)")
                               .told;
  CHECK_THAT(told, Contains("rules.yaml:10:12: error: unknown"));
  CHECK_THAT(told, Contains("did you mean 'calls'?"));
  CHECK_THAT(told, Contains("rules.yaml:13:"));
  CHECK_THAT(told, Contains("rules.yaml:14:"));
  CHECK_THAT(told, Contains("rules.yaml:15:"));
  CHECK_THAT(told, Contains("did you mean 'maker'?"));
  CHECK_THAT(told, Contains("rules.yaml:16:67: error: unknown group 'listing'"));
  CHECK_THAT(told, Contains("the group 'listings' is of the dimension 'd'"));
  CHECK_THAT(told, Contains("the rule 'seven' is off without a reason"));
  CHECK_THAT(told, Contains("the rule 'eight' needs the key 'points'"));
  CHECK_THAT(told, Contains("unknown effect 'multiplies'"));
  CHECK_THAT(told, Contains("the rule 'ten' has more than one effect"));
  CHECK_THAT(told, Contains("the rule 'eleven' needs the key 'dimension'"));
  CHECK_THAT(told, Contains("rules.yaml:23:10: error: the rule 'two' is there twice"));
  CHECK_THAT(told, Contains("first at rules.yaml:13:10"));
  CHECK_THAT(told, Contains("unknown key 'weight'"));
}

TEST_CASE("Braces that do not match are told where they stand", "[rule][because]") {
  const std::string told = checked(site_signals + R"(
rules:
  - {id: a, when: "true", dimension: d, points: 1, because: "open {calls"}
  - {id: b, when: "true", dimension: d, points: 1, because: "closed calls}"}
  - {id: c, when: "true", dimension: d, points: 1, because: "empty {}"}
)")
                               .told;
  CHECK_THAT(told, Contains("rules.yaml:8:67: error: a placeholder that is not closed"));
  CHECK_THAT(told, Contains("rules.yaml:9:74: error: a closing brace without an opening one"));
  CHECK_THAT(told, Contains("an empty placeholder"));
}

TEST_CASE("A parameter may be overridden by a text of the same type", "[rule][params]") {
  const std::string yaml = R"(
params: {least: {value: 2, why: "a test"}, name: {value: x, why: "a test"}}
rules:
  - {id: r, when: "calls >= params.least && maker == params.name", dimension: d, points: 1}
)";
  const auto fires = [&](const Overrides& overrides) {
    const RuleSet set = rule_set(yaml, overrides);
    return outcomes_of(set, {{1.0, 0.0, false, "x"}}).rules[0].fired[0];
  };
  CHECK_FALSE(fires({}));
  CHECK(fires({{"least", written_argument("--set", "1")}}));
  CHECK_FALSE(
      fires({{"least", written_argument("--set", "1")}, {"name", written_argument("--set", "y")}}));
  CHECK_THAT(checked(site_signals + yaml, {{"least", written_argument("--set", "many")}}).told,
             Contains("--set:1:1: error:"));
  CHECK_THAT(checked(site_signals + yaml, {{"leest", written_argument("--set", "1")}}).told,
             Contains("did you mean 'least'?"));
}

TEST_CASE("Signals that no rule reads are listed", "[rule]") {
  const RuleSet set = rule_set(R"(
rules:
  - {id: r, when: "calls > 1", dimension: d, points: "10 * share", because: "{maker}"}
)");
  const auto unused = set.unused_signals();
  REQUIRE(unused.size() == 1);
  CHECK(set.environment().slots()[unused[0].value()].name == "donated");
}

TEST_CASE("Every rule, condition and reason of a set can be read back", "[rule]") {
  const RuleSet set = rule_set(R"(
title: A test
rules:
  - {id: a.b, title: T, when: "calls > 1", dimension: x.y, floor: 3, why: W, source: S,
     enabled: {value: false, reason: R}}
  - {id: c, when: "calls > 1", tier_at_least: high}
)");
  const Rule& rule = set.rule(*set.find("a.b"));
  CHECK(set.title() == "A test");
  CHECK(rule.title == "T");
  CHECK(rule.effect == Effect::floor);
  CHECK(set.dimensions()[rule.dimension.index()] == "x.y");
  CHECK(rule.why == "W");
  CHECK(rule.source == "S");
  CHECK_FALSE(rule.enabled);
  CHECK(rule.reason == "R");
  CHECK(rule.when.text().value == "calls > 1");
  CHECK(set.rule(*set.find("c")).tier == "high");
  CHECK_FALSE(set.rule(*set.find("c")).dimension.valid());
  CHECK(set.signals_of(*set.find("a.b")).size() == 1);
}

namespace {

/// A folder of files that goes away with the test.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("harbinger-rule-set-test-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "in");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name) << content;
    return (path_ / name).string();
  }
  /// A link to a folder, which is made; its path is from where the link stands.
  void link(const std::string& name, const std::string& target) const {
    std::filesystem::create_directories((path_ / name).parent_path() / target);
    std::filesystem::create_directory_symlink(target, path_ / name);
  }

 private:
  std::filesystem::path path_;
};

std::string told_of(const std::vector<std::string>& paths, std::size_t* rules = nullptr) {
  Diagnostics diagnostics;
  const auto set = RuleSet::load(paths, site_schema(), diagnostics);
  if (set && rules != nullptr) *rules = set->rules().size();
  std::string told;
  for (const Diagnostic& diagnostic : diagnostics.all()) told += to_text(diagnostic) + "\n";
  return told;
}

const std::string one_rule = "rules: [{id: r, when: 'calls > 0', dimension: d, points: 1}]\n";

}  // namespace

TEST_CASE("Included files are read once, however often they are named", "[rule][include]") {
  const Folder folder;
  folder.write("signals.yaml", site_signals);
  folder.write("in/more.yaml", "rules: [{id: s, when: 'calls > 0', dimension: d, points: 1}]\n");
  const auto first =
      folder.write("first.yaml", "include: [signals.yaml, in/more.yaml]\n" + one_rule);
  const auto second = folder.write("second.yaml", "include: [./signals.yaml]\n");
  std::size_t rules = 0;
  CHECK(told_of({first, second}, &rules).empty());
  CHECK(rules == 2);
}

TEST_CASE("A file has the tests that stand in it, not those of what it includes",
          "[rule][include]") {
  const Folder folder;
  const auto tested = folder.write("tested.yaml", site_signals + one_rule + "tests: [{name: x}]\n");
  const auto untested = folder.write("untested.yaml", "include: [tested.yaml]\n");
  const auto has_tests = [](const std::string& path) {
    Diagnostics diagnostics;
    const auto texts = read_rule_files(std::vector{path}, diagnostics);
    REQUIRE(texts);
    return texts->has_tests;
  };
  CHECK(has_tests(tested));
  CHECK_FALSE(has_tests(untested));
}

TEST_CASE("An include does not leave its folder, nor come back to itself", "[rule][include]") {
  const Folder folder;
  folder.write("above.yaml", site_signals);
  folder.write("in/b.yaml", "include: [a.yaml]\n");
  const auto path =
      folder.write("in/a.yaml", "include: [../above.yaml, /etc/hostname, b.yaml, none.yaml]\n");
  const std::string told = told_of({path});
  CHECK_THAT(told, Contains("'../above.yaml' leaves the folder of this file"));
  CHECK_THAT(told, Contains("'/etc/hostname' leaves the folder of this file"));
  CHECK_THAT(told, Contains("b.yaml:1:11: error: 'a.yaml' includes itself again"));
  CHECK_THAT(told, Contains("'none.yaml': no such file"));
}

TEST_CASE("An include that leads over a link is the file that was found to lie in the folder",
          "[rule][include]") {
  // As the system reads it, link/../.. is in/a: inside. As text it is the folder above `in`.
  const Folder folder;
  folder.write("above.yaml", "no rules at all");
  folder.link("in/link", "a/b/c");
  folder.write("in/a/above.yaml", site_signals);
  const auto path = folder.write("in/r.yaml", "include: [link/../../above.yaml]\n" + one_rule);
  CHECK(told_of({path}).empty());
}

TEST_CASE("A name in two files is told with both places", "[rule][include]") {
  const Folder folder;
  const auto first = folder.write("first.yaml", site_signals + one_rule);
  const auto second = folder.write("second.yaml", one_rule);
  const std::string told = told_of({first, second});
  CHECK_THAT(told, Contains("second.yaml:1:14: error: the rule 'r' is there twice"));
  CHECK_THAT(told, Contains("first.yaml:6:14"));
}
