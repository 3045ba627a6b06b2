// SPDX-License-Identifier: Apache-2.0
// Runs checked tests: each expectation held against what the rules, and where there is a site the ranking, say.
//
//     given signals -> rule::evaluate_one           one row
//     a site        -> ranking::Assessment          the base's, shared; or updated from it by the test's edits
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "expr/condition.hpp"
#include "ruletest/coverage.hpp"
#include "ruletest/rule_test.hpp"

namespace harbinger::ruletest {

/// An expectation that does not hold.
struct Failure {
  std::string expected;               ///< `supplier.listed to fire`
  std::string got;                    ///< `it did not`
  std::string rule;                   ///< Its id, where it is about one.
  std::string reason;                 ///< Why it is not evaluated, off, or has such points.
  std::vector<expr::Clause> clauses;  ///< Those that decided.
  TextPosition where;
};

struct TestResult {
  std::string name;
  std::uint32_t line = 0;
  std::vector<Failure> failures;
};

/// The results of a file, in the order written.
struct FileResult {
  std::string path;
  std::vector<TestResult> tests;
};

struct TestRun {
  std::vector<FileResult> files;
  std::vector<Coverage> coverage;  ///< Of each rule set; empty where it was not asked for.

  [[nodiscard]] std::size_t passed() const;
  [[nodiscard]] std::size_t failed() const;
};

class TestRunner {
 public:
  /// The base outlives the runner. The result does not depend on `threads`.
  TestRunner(const scenario::BaseInputs& base, unsigned threads);

  /// What the test sees is added to `coverage`, where there is one.
  [[nodiscard]] TestResult run(const RuleTest& test, Coverage* coverage);

 private:
  [[nodiscard]] const ranking::Assessment& base_assessment();

  const scenario::BaseInputs& base_;
  unsigned threads_;
  std::unique_ptr<const ranking::Assessment> assessment_;
};

}  // namespace harbinger::ruletest
