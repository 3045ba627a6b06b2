// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <ostream>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/test_inputs.hpp"
#include "report/test_report.hpp"
#include "ruletest/run.hpp"

namespace harbinger::cli {

namespace {

using ruletest::Coverage;
using ruletest::RuleTest;
using ruletest::TestRun;

/// The tests asked for, all checked; a file without tests is told and left out.
std::vector<CheckedFile> asked_tests(const TestOptions& options, TestInputs& inputs,
                                     Context& context, Diagnostics& diagnostics) {
  std::vector<CheckedFile> files;
  for (const std::string& path : options.files) {
    auto file = inputs.check(path, diagnostics);
    if (!file) continue;
    if (file->file.tests.empty()) context.err << fmt::format("note: '{}' holds no tests\n", path);
    std::erase_if(file->tests, [&](const RuleTest& test) {
      return test.name.find(options.filter) == std::string::npos;
    });
    files.push_back(*std::move(file));
  }
  return files;
}

TestRun run_tests(const std::vector<CheckedFile>& files, const TestOptions& options,
                  Context& context) {
  TestRun run;
  std::map<const TestBase*, std::size_t> place;  // in run.coverage
  if (options.measures_coverage())
    for (const CheckedFile& file : files)
      if (place.emplace(file.base, run.coverage.size()).second)
        run.coverage.emplace_back(file.base->inputs->rules);
  std::size_t done_so_far = 0;
  std::size_t all = 0;
  for (const CheckedFile& file : files) all += file.tests.size();
  ProgressLine progress("tests", context);
  for (const CheckedFile& file : files) {
    const scenario::BaseInputs base = file.base->base(file.as_of);
    ruletest::TestRunner runner(base, options.inputs.thread_count());
    Coverage* coverage = options.measures_coverage() ? &run.coverage[place.at(file.base)] : nullptr;
    ruletest::FileResult& result = run.files.emplace_back();
    result.path = file.file.path;
    for (const RuleTest& test : file.tests) {
      result.tests.push_back(runner.run(test, coverage));
      progress.tell(++done_so_far, all);
    }
  }
  return run;
}

std::string text_of(const TestRun& run, const TestOptions& options, const Context& context) {
  if (options.format == "json") return report::tests_json(run, engine_name());
  if (options.format == "junit") return report::tests_junit(run);
  const report::TextStyle style = style_of(options.output, context);
  return report::tests_text(run, style, options.verbose);
}

/// Whether enough of every rule set is covered; what is not is told.
bool is_covered(const TestRun& run, const TestOptions& options, Context& context) {
  if (!options.fail_under) return true;
  bool enough = true;
  for (const Coverage& coverage : run.coverage)
    for (const auto& [what, covered] : {std::pair("rules", coverage.covered_rules()),
                                        std::pair("clauses", coverage.covered_clauses())})
      if (covered.percent() < *options.fail_under) {
        context.err << fmt::format("coverage: {} of {} {} of '{}' are less than {} %\n",
                                   covered.count, covered.of, what,
                                   fmt::join(coverage.files(), ", "), *options.fail_under);
        enough = false;
      }
  return enough;
}

}  // namespace

int test(const TestOptions& options, Context& context) {
  Diagnostics diagnostics;
  TestInputs inputs(options.inputs, context);
  const auto files = asked_tests(options, inputs, context, diagnostics);
  tell(diagnostics, context);
  if (diagnostics.has_errors()) return wrong_input;
  const bool any = std::any_of(files.begin(), files.end(),
                               [](const CheckedFile& file) { return !file.tests.empty(); });
  if (!any)
    return refuse(
        {Severity::error,
         {},
         options.filter.empty() ? std::string("no tests to run")
                                : fmt::format("no test has '{}' in its name", options.filter),
         "tests stand under `tests:` of a rule file, or in NAME.test.yaml"},
        context);
  const TestRun run = run_tests(files, options, context);
  const int code = deliver(text_of(run, options, context), options.output, context);
  if (code != done) return code;
  const bool covered = is_covered(run, options, context);
  return run.failed() == 0 && covered ? done : answer_is_no;
}

}  // namespace harbinger::cli
