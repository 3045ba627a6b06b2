// SPDX-License-Identifier: Apache-2.0
#include "ruletest/run.hpp"

#include <algorithm>
#include <optional>

#include "ruletest/detail/observation.hpp"

namespace harbinger::ruletest {

namespace {

using What = Expectation::What;

bool names_a_rule(What what) {
  return what == What::fires || what == What::not_fires || what == What::not_evaluated ||
         what == What::points;
}

/// The rules that a test is about: those that it names, or all where it says which fire and that no other does.
void cover(const RuleTest& test, const detail::Observation& seen, Coverage& coverage) {
  const auto& expected = test.expectations;
  const bool all = std::any_of(expected.begin(), expected.end(),
                               [](const auto& e) { return e.what == What::fires_only; });
  for (std::size_t i = 0; i < seen.rules.rules().size(); ++i) {
    const rule::Rule& rule = seen.rules.rules()[i];
    const bool named = std::any_of(expected.begin(), expected.end(), [&](const auto& e) {
      return names_a_rule(e.what) && e.name == rule.id;
    });
    if ((all || named) && rule.applies_on(seen.as_of))
      coverage.see(rule, seen.row, seen.outcomes.rules[i]);
  }
}

std::size_t counted(const std::vector<FileResult>& files, bool failed) {
  std::size_t count = 0;
  for (const FileResult& file : files)
    for (const TestResult& test : file.tests) count += test.failures.empty() != failed ? 1 : 0;
  return count;
}

}  // namespace

std::size_t TestRun::passed() const { return counted(files, false); }
std::size_t TestRun::failed() const { return counted(files, true); }

TestRunner::TestRunner(const scenario::BaseInputs& base, unsigned threads)
    : base_(base), threads_(threads) {}

const ranking::Assessment& TestRunner::base_assessment() {
  if (!assessment_)
    assessment_ = std::make_unique<const ranking::Assessment>(
        ranking::Basis{base_.graph, base_.rules, base_.model},
        graph::GraphView(base_.graph, base_.as_of), threads_);
  return *assessment_;
}

TestResult TestRunner::run(const RuleTest& test, Coverage* coverage) {
  std::optional<ranking::Assessment> own;
  const Day as_of = test.inputs.view.as_of();
  if (!test.given && test.own_facts)
    own.emplace(test.inputs.basis(), test.inputs.view, threads_);
  else if (!test.given && (test.edited || as_of != base_.as_of))
    own.emplace(base_assessment(), test.inputs.basis(), test.inputs.view, threads_);
  const detail::Observation seen =
      test.given ? detail::observed(*test.inputs.rules, *test.given, as_of)
                 : detail::observed(own ? *own : base_assessment(), test.site);
  if (coverage != nullptr) cover(test, seen, *coverage);
  return {test.name, test.where.line, detail::failures(test, seen)};
}

}  // namespace harbinger::ruletest
