// SPDX-License-Identifier: Apache-2.0
#include "base/key_path.hpp"

#include <catch2/catch.hpp>

#include "base/yaml_reader.hpp"

using namespace harbinger;

namespace {

/// The path of the first place in the text where `word` stands.
std::string path_of(const std::string& yaml, const std::string& word) {
  const auto text = std::make_shared<const SourceText>("test.yaml", yaml);
  Diagnostics diagnostics;
  const auto root = read_yaml(text, diagnostics);
  REQUIRE(root);
  return key_path(*root, position_at(text, yaml.find(word)));
}

std::string told_of(const std::string& yaml) {
  Diagnostics diagnostics;
  (void)read_yaml(std::make_shared<const SourceText>("test.yaml", yaml), diagnostics);
  REQUIRE_FALSE(diagnostics.all().empty());
  return diagnostics.all().front().message;
}

const std::string blocks = R"(title: first
rules:
  - id: a
    points: 1
  - id: b
    when: >-
      x > 1
    points: {value: two}
)";

}  // namespace

TEST_CASE("A place in a YAML file is told by the keys that lead to it", "[key_path]") {
  CHECK(path_of(blocks, "first") == "title");
  CHECK(path_of(blocks, "title") == "");  // the block as a whole begins with its first key
  CHECK(path_of(blocks, "rules") == "rules");
  CHECK(path_of(blocks, "a\n") == "rules[0].id");
  CHECK(path_of(blocks, "1\n") == "rules[0].points");
  CHECK(path_of(blocks, "x > 1") == "rules[1].when");
  CHECK(path_of(blocks, "value") == "rules[1].points.value");
  CHECK(path_of(blocks, "two") == "rules[1].points.value");
  CHECK(path_of("[[a, b], [c, d]]", "d") == "[1][1]");
  CHECK(path_of("a b: {c: d}", "d") == "['a b'].c");
  CHECK(path_of("one: &x {a: [1, 2]}\ntwo: *x\nthree: 3", "2") == "one.a[1]");
  CHECK(path_of("one: &x {a: [1, 2]}\ntwo: *x\nthree: 3", "3") == "three");
}

TEST_CASE("What stops the reader is told with its keys", "[key_path][yaml]") {
  CHECK(told_of("rules:\n  - {a: 1, b: 2, a: 3}") ==
        "rules[0].a: key 'a' stands twice in this map");
  CHECK(told_of("rules: [{a: &x [*x]}]") == "rules[0].a[0]: an alias inside the node it names");
  CHECK(told_of("a:\n  b: [1, 2\n").starts_with("a.b[2]: not YAML: "));
}
