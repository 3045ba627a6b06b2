// SPDX-License-Identifier: Apache-2.0
// A file with tests: `NAME.test.yaml`, which names its rule files, or a rule file with `tests:`.
//
//     path -> TestFile -> checked against pack, rules and model (rule_test.hpp) -> results (run.hpp)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/yaml_node.hpp"
#include "ruletest/test_text.hpp"

namespace harbinger::ruletest {

struct TestFile {
  std::string path;
  /// Paths from the current folder, each placed where the file names it.
  std::vector<WrittenText> rules;
  std::optional<WrittenText> pack;
  std::optional<WrittenText> model;
  std::optional<Day> as_of;
  bool zero = false;  ///< Signals that are not given are 0, false or an empty text, not unknown.
  Named<YamlNode> defaults;
  std::vector<TestText> tests;
};

/// Whether a file, by its name or its keys, is one of tests alone.
[[nodiscard]] bool is_test_file(const std::string& path, const YamlNode& tree);

/// Nothing where an error was added. A rule file may have no tests; a test file has some.
[[nodiscard]] std::optional<TestFile> read_test_file(const std::string& path,
                                                     Diagnostics& diagnostics);

/// The same of a text; what it names lies beside its name.
[[nodiscard]] std::optional<TestFile> read_test_text(const std::shared_ptr<const SourceText>& text,
                                                     Diagnostics& diagnostics);

/// `zero` or `unknown`; an error where it is another word.
[[nodiscard]] bool is_zero(const WrittenText& otherwise, Diagnostics& diagnostics);

}  // namespace harbinger::ruletest
