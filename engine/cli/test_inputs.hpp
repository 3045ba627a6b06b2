// SPDX-License-Identifier: Apache-2.0
// Files of rule tests with the pack, rules and model that they are held against, each of these loaded once.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/inputs.hpp"
#include "ruletest/rule_test.hpp"

namespace harbinger::cli {

/// What the tests of some files share.
struct TestBase {
  std::unique_ptr<Inputs> inputs;
  model::ModelText model_text;

  [[nodiscard]] scenario::BaseInputs base(Day as_of) const {
    return {inputs->world.graph, inputs->rules, model_text, inputs->model, as_of};
  }
};

struct CheckedFile {
  ruletest::TestFile file;
  const TestBase* base = nullptr;
  Day as_of;  ///< Of tests that name none.
  std::vector<ruletest::RuleTest> tests;
};

class TestInputs {
 public:
  /// Options given on the command line come before what a test file names.
  TestInputs(const InputOptions& options, const Context& context)
      : options_(options), context_(context) {}

  /// Reads a file and checks its tests; nothing where it, or what it is held against, could not be read. Mistakes of
  /// tests are added, and the others kept.
  [[nodiscard]] std::optional<CheckedFile> check(const std::string& path, Diagnostics& diagnostics);

 private:
  struct Loaded {
    InputOptions options;
    std::optional<TestBase> base;  ///< Absent: it could not be read, which was told.
  };

  [[nodiscard]] const TestBase* base_for(const InputOptions& options, Diagnostics& diagnostics);

  const InputOptions& options_;
  const Context& context_;
  std::deque<Loaded> loaded_;  ///< Its bases stay where they are.
};

}  // namespace harbinger::cli
