// SPDX-License-Identifier: Apache-2.0
// A small base for tests of rule tests: two sites with latitudes and stakes, two rules, a model whose score is the
// points, and test files beside them.
#pragma once

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "pack/pack_folder.hpp"
#include "ruletest/run.hpp"

namespace harbinger::ruletest {

inline constexpr const char* small_rules = R"yaml(params:
  north: {value: 1, why: given}
signals:
  - {id: latitude, match: "(site)", value: "site.lat", combine: max}
  - {id: stake, match: "(site)<-[o:OWNS]-(x)", value: "o.share", combine: sum, missing: zero}
  - {id: listed, match: "(site)<-[:OWNS]-(x:Company)", value: "x.listed", combine: any}
  - {id: owners, match: "(site)<-[:OWNS]-(x)", value: "x.name", combine: collect}
groups: [{id: held, cap: 30, dimension: influence}]
rules:
  - {id: north, when: "latitude > params.north && (stake > 0.1 || listed)", dimension: influence, points: "10 * latitude"}
  - {id: held, when: "stake >= 0.25", dimension: influence, points: "100 * stake", group: held}
  - {id: idle, when: "latitude > 5", dimension: influence, points: 5, enabled: {value: false, reason: not asked}}
)yaml";

inline constexpr const char* small_model = R"yaml(model: small
dimensions:
  - {id: influence, points: {full: 100}}
tiers:
  bounds: [{tier: high, at_least: 30}, {tier: low, at_least: 0}]
)yaml";

struct TestBase {
  harbinger::tests::PackFolder folder;
  std::optional<graph::EntityGraph> graph;
  std::optional<rule::RuleSet> rules;
  std::optional<model::ModelText> written;
  std::optional<model::Model> model;

  explicit TestBase(const std::string& rule_text = small_rules) {
    folder.write("owns.csv", "owner,owned,share,confidence,source\nmaker,port,0.4,high,s1\n");
    Diagnostics diagnostics;
    graph.emplace(*pack::load_pack(folder.path(), diagnostics));
    rules = rule::RuleSet::load(std::make_shared<const SourceText>("rules.yaml", rule_text),
                                graph->schema(), diagnostics);
    const auto text = std::make_shared<const SourceText>("model.yaml", small_model);
    written = model::read_model_text(text, diagnostics);
    if (written) model = model::build_model(*written, diagnostics);
    for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
    REQUIRE(rules);
    REQUIRE(model);
  }
  [[nodiscard]] scenario::BaseInputs inputs() const {
    return {*graph, *rules, *written, *model, graph->pack().date};
  }
};

/// The tests of a text, and what was told of it, a line each: place, message, hint.
struct CheckedTests {
  std::vector<RuleTest> tests;
  std::string told;
};

inline CheckedTests checked(const TestBase& base, const std::string& yaml) {
  Diagnostics diagnostics;
  CheckedTests result;
  const auto text = std::make_shared<const SourceText>("a.test.yaml", "rules: r.yaml\n" + yaml);
  if (const auto file = read_test_text(text, diagnostics))
    result.tests = checked_tests(*file, base.inputs(), diagnostics);
  for (const Diagnostic& d : diagnostics.all())
    result.told += fmt::format("{}:{} {}{}\n", d.where.line, d.where.column, d.message,
                               d.hint.empty() ? "" : "; " + d.hint);
  return result;
}

/// The results of a text of tests that check; what it sees is added to `coverage`.
inline std::vector<TestResult> results(const TestBase& base, const std::string& yaml,
                                       Coverage* coverage = nullptr) {
  const CheckedTests checks = checked(base, yaml);
  INFO(checks.told);
  REQUIRE(checks.told.empty());
  const scenario::BaseInputs inputs = base.inputs();
  TestRunner runner(inputs, 1);
  std::vector<TestResult> all;
  for (const RuleTest& test : checks.tests) all.push_back(runner.run(test, coverage));
  return all;
}

/// `expected X: got Y` of each failure, a line each.
inline std::string failures(const std::vector<TestResult>& results) {
  std::string lines;
  for (const TestResult& result : results)
    for (const Failure& failure : result.failures)
      lines += failure.expected + ": " + failure.got + "\n";
  return lines;
}

}  // namespace harbinger::ruletest
