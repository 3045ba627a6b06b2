// SPDX-License-Identifier: Apache-2.0
// The XML that JUnit's Ant task writes, as build servers read it: testsuites > testsuite > testcase > failure.
#include <algorithm>

#include <fmt/format.h>

#include "report/detail/failure_text.hpp"
#include "report/test_report.hpp"
#include "report/xml.hpp"

namespace harbinger::report {

namespace {

using ruletest::Failure;
using ruletest::FileResult;
using ruletest::TestResult;

/// Text of several lines; what ends a line stays.
std::string xml_lines(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += xml_text(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return out;
}

/// One element a test, which is all that some readers take: its first failure, and all of them as text.
std::string failure_element(const TestResult& test) {
  std::string text;
  for (const Failure& failure : test.failures) {
    text += detail::failure_line(failure) + "\n";
    if (!failure.reason.empty()) text += "    " + failure.reason + "\n";
    for (const expr::Clause& clause : failure.clauses)
      text += "    " + detail::deciding_text(clause) + "\n";
  }
  return fmt::format("      <failure type=\"expectation\" message=\"{}\">{}</failure>\n",
                     xml_text(detail::failure_line(test.failures.front())), xml_lines(text));
}

std::string testcase_element(const FileResult& file, const TestResult& test) {
  std::string out =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"0\"",
                  xml_text(file.path), xml_text(test.name), xml_text(file.path), test.line);
  if (test.failures.empty()) return out + "/>\n";
  return out + ">\n" + failure_element(test) + "    </testcase>\n";
}

std::string testsuite_element(const FileResult& file) {
  const auto failed = std::count_if(file.tests.begin(), file.tests.end(),
                                    [](const TestResult& test) { return !test.failures.empty(); });
  std::string out = fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" "
      "time=\"0\">\n",
      xml_text(file.path), file.tests.size(), failed);
  for (const TestResult& test : file.tests) out += testcase_element(file, test);
  return out + "  </testsuite>\n";
}

}  // namespace

std::string tests_junit(const ruletest::TestRun& run) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format(
      "<testsuites name=\"harbinger test\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\">\n",
      run.passed() + run.failed(), run.failed());
  for (const FileResult& file : run.files) out += testsuite_element(file);
  return out + "</testsuites>\n";
}

}  // namespace harbinger::report
