// SPDX-License-Identifier: Apache-2.0
#include "report/detail/condition_json.hpp"
#include "report/test_report.hpp"

namespace harbinger::report {

namespace {

using detail::Json;

Json json_of_failure(const ruletest::Failure& failure) {
  Json json{{"expected", failure.expected},
            {"got", failure.got},
            {"line", failure.where.line},
            {"column", failure.where.column}};
  if (!failure.rule.empty()) json["rule"] = failure.rule;
  if (!failure.reason.empty()) json["reason"] = failure.reason;
  json["clauses"] = Json::array();
  for (const expr::Clause& clause : failure.clauses)
    json["clauses"].push_back(detail::json_of(clause));
  return json;
}

Json json_of_covered(const ruletest::Covered& covered) {
  return {{"covered", covered.count}, {"of", covered.of}, {"percent", covered.percent()}};
}

Json json_of_rule(const ruletest::RuleCoverage& rule) {
  Json json{{"rule", rule.rule},
            {"covered", rule.is_covered()},
            {"seen_fired", rule.seen_fired},
            {"seen_not_fired", rule.seen_silent},
            {"clauses", Json::array()}};
  if (rule.constant) json["constant"] = true;
  for (const ruletest::ClauseCoverage& clause : rule.clauses) {
    Json& part = json["clauses"].emplace_back(Json{{"clause", clause.text},
                                                   {"covered", clause.is_covered()},
                                                   {"seen_true", clause.seen_true},
                                                   {"seen_false", clause.seen_false}});
    if (clause.constant) part["constant"] = true;
  }
  return json;
}

Json json_of_coverage(const ruletest::Coverage& coverage) {
  Json json{{"files", coverage.files()},
            {"rules", json_of_covered(coverage.covered_rules())},
            {"clauses", json_of_covered(coverage.covered_clauses())},
            {"rules_off", coverage.rules_off()},
            {"by_rule", Json::array()}};
  for (const ruletest::RuleCoverage& rule : coverage.rules())
    json["by_rule"].push_back(json_of_rule(rule));
  return json;
}

}  // namespace

std::string tests_json(const ruletest::TestRun& run, const std::string& engine) {
  Json json{{"engine", engine},
            {"passed", run.passed()},
            {"failed", run.failed()},
            {"tests", Json::array()}};
  for (const ruletest::FileResult& file : run.files)
    for (const ruletest::TestResult& test : file.tests) {
      Json failures = Json::array();
      for (const ruletest::Failure& failure : test.failures)
        failures.push_back(json_of_failure(failure));
      json["tests"].push_back({{"file", file.path},
                               {"line", test.line},
                               {"name", test.name},
                               {"passed", test.failures.empty()},
                               {"failures", std::move(failures)}});
    }
  if (!run.coverage.empty()) json["coverage"] = Json::array();
  for (const ruletest::Coverage& coverage : run.coverage)
    json["coverage"].push_back(json_of_coverage(coverage));
  return detail::dumped(json);
}

}  // namespace harbinger::report
