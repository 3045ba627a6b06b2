// SPDX-License-Identifier: Apache-2.0
#include "ruletest/test_file.hpp"

#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"

namespace harbinger::ruletest {

namespace {

/// A path that a file names, from the current folder.
WrittenText beside(const std::string& file, WrittenText named) {
  named.value =
      (std::filesystem::path(file).parent_path() / named.value).lexically_normal().string();
  // It stands where it is named, whatever its length now.
  if (!named.offsets.empty()) named.offsets = {named.offsets.front(), named.offsets.back()};
  return named;
}

/// A test file names rules, a rule file holds them.
bool names_only(const YamlNode* rules) {
  if (rules == nullptr || rules->kind == YamlKind::scalar) return true;
  return rules->kind == YamlKind::sequence &&
         std::all_of(rules->items.begin(), rules->items.end(),
                     [](const YamlNode& rule) { return rule.kind == YamlKind::scalar; });
}

bool ends_with_either(const std::string& path, std::string_view a, std::string_view b) {
  return path.ends_with(a) || path.ends_with(b);
}

TestFile test_file(TestFileText text, const std::string& path, Diagnostics& diagnostics) {
  TestFile file;
  file.path = path;
  for (const WrittenText& rules : text.rules.names) file.rules.push_back(beside(path, rules));
  if (text.pack) file.pack = beside(path, *text.pack);
  if (text.model) file.model = beside(path, *text.model);
  if (text.as_of) file.as_of = text.as_of->last;
  if (text.otherwise) file.zero = is_zero(*text.otherwise, diagnostics);
  file.defaults = std::move(text.defaults);
  file.tests = std::move(text.tests);
  return file;
}

}  // namespace

bool is_test_file(const std::string& path, const YamlNode& tree) {
  if (ends_with_either(path, ".test.yaml", ".test.yml")) return true;
  return tree.find("tests") != nullptr && tree.find("signals") == nullptr &&
         tree.find("decision_tables") == nullptr && tree.find("include") == nullptr &&
         names_only(tree.find("rules"));
}

bool is_zero(const WrittenText& otherwise, Diagnostics& diagnostics) {
  static const std::vector<std::string> words{"unknown", "zero"};
  if (otherwise.value == words[1]) return true;
  if (otherwise.value != words[0])
    diagnostics.error(otherwise.where(), "expected unknown or zero, found '{}'", otherwise.value)
        .did_you_mean(otherwise.value, words);
  return false;
}

std::optional<TestFile> read_test_file(const std::string& path, Diagnostics& diagnostics) {
  const auto text = read_file(path);
  if (text) return read_test_text(*text, diagnostics);
  diagnostics.add(text.error());
  return std::nullopt;
}

std::optional<TestFile> read_test_text(const std::shared_ptr<const SourceText>& text,
                                       Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  const std::string& path = text->name();
  const auto tree = read_yaml(text, diagnostics);
  if (!tree) return std::nullopt;
  TestFile file;
  if (is_test_file(path, *tree)) {
    TestFileText written;
    const bool whole = TestFileText::shape().read(*tree, written, diagnostics);
    if (whole && written.tests.empty()) diagnostics.error(tree->where, "the file holds no tests");
    file = test_file(std::move(written), path, diagnostics);
  } else {
    file.path = path;
    file.rules.push_back(
        written_argument(path, std::filesystem::path(path).lexically_normal().string()));
    if (const YamlNode* tests = tree->find("tests"))
      (void)read_value(*tests, file.tests, diagnostics);
  }
  if (diagnostics.error_count() > errors) return std::nullopt;
  return file;
}

}  // namespace harbinger::ruletest
