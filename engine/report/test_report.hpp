// SPDX-License-Identifier: Apache-2.0
// The results of rule tests: as text that ends with `N passed, N failed`, as JSON, and as JUnit's XML, which
// build servers read.
#pragma once

#include <string>

#include "report/text_table.hpp"
#include "ruletest/run.hpp"

namespace harbinger::report {

/// Failures, each with the clause that decided; `verbose`: what passed as well.
[[nodiscard]] std::string tests_text(const ruletest::TestRun& run, const TextStyle& style,
                                     bool verbose);
[[nodiscard]] std::string tests_json(const ruletest::TestRun& run, const std::string& engine);
/// One testsuite a file, one testcase a test. No times: the same bytes for the same tests.
[[nodiscard]] std::string tests_junit(const ruletest::TestRun& run);

}  // namespace harbinger::report
