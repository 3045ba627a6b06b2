// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "report/detail/clause_text.hpp"
#include "report/detail/coverage_text.hpp"
#include "report/detail/failure_text.hpp"
#include "report/test_report.hpp"

namespace harbinger::report {

namespace {

using ruletest::Failure;
using ruletest::TestResult;

class TestText {
 public:
  TestText(const TextStyle& style, bool verbose) : style_(style), verbose_(verbose) {}

  std::string write(const ruletest::TestRun& run) {
    for (const ruletest::FileResult& file : run.files)
      for (const TestResult& test : file.tests) add(file.path, test);
    for (const ruletest::Coverage& coverage : run.coverage)
      out_ += (out_.empty() ? "" : "\n") + detail::coverage_text(coverage, style_.width);
    if (!out_.empty()) out_ += "\n";
    out_ += fmt::format("{} passed, {} failed\n", run.passed(), run.failed());
    return std::move(out_);
  }

 private:
  void add(const std::string& path, const TestResult& test) {
    const bool passed = test.failures.empty();
    if (passed && !verbose_) return;
    const std::string word = passed ? emphasised("passed", Emphasis::calm, style_)
                                    : emphasised("FAILED", Emphasis::severe, style_);
    out_ += fmt::format("{} {}:{}: {}\n", word, path, test.line, printable(test.name));
    for (const Failure& failure : test.failures) add(failure);
  }

  void add(const Failure& failure) {
    line(2, detail::failure_line(failure));
    if (!failure.reason.empty()) line(6, failure.reason);
    for (const expr::Clause& clause : failure.clauses) line(6, detail::deciding_text(clause));
  }

  void line(std::size_t indent, const std::string& text) {
    const std::string margin(indent, ' ');
    out_ += margin + wrapped(printable(text), style_.width - indent, margin + "  ") + "\n";
  }

  const TextStyle& style_;
  bool verbose_;
  std::string out_;
};

}  // namespace

std::string tests_text(const ruletest::TestRun& run, const TextStyle& style, bool verbose) {
  return TestText(style, verbose).write(run);
}

}  // namespace harbinger::report
