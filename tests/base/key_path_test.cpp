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

/// Slow twin of key_path: every child of every node on the way is looked at.
std::string searched_path(const YamlNode& root, const TextPosition& where) {
  const auto place = [](const TextPosition& p) { return std::pair(p.line, p.column); };
  std::string path;
  const YamlNode* node = &root;
  while (place(node->where) != place(where)) {
    const YamlNode* next = nullptr;
    std::pair<std::uint32_t, std::uint32_t> best;
    std::string step;
    const auto look = [&](const YamlNode& begin, const YamlNode& child, std::string longer) {
      if (place(begin.where) > place(where) || (next != nullptr && place(begin.where) <= best))
        return;
      next = &child, best = place(begin.where), step = std::move(longer);
    };
    for (const YamlEntry& entry : node->entries)
      look(entry.key, entry.value, with_key(path, entry.key.scalar.value));
    for (std::size_t i = 0; i < node->items.size(); ++i)
      look(node->items[i], node->items[i], with_item(path, i));
    if (next == nullptr) break;
    path = step;
    if (node->kind == YamlKind::map && best == place(where)) break;
    node = next;
  }
  return path;
}

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

TEST_CASE("Many messages about one file each stand behind the path of their own place",
          "[key_path]") {
  // Aliases stand where their nodes are written: the items of `again` are in no order.
  const std::string yaml = blocks + R"(parts:
  - &one {a: 1, b: [2, 3]}
  - {c: &two [4, {d: 5}]}
  - f: &three six
again: [*three, x, *one, *two, {e: *one, g: [*three, *two]}, y]
last: [*two, *one]
)";
  const auto text = std::make_shared<const SourceText>("test.yaml", yaml);
  Diagnostics diagnostics;
  const auto root = read_yaml(text, diagnostics);
  REQUIRE(root);
  Diagnostics told;
  for (std::size_t i = 0; i < yaml.size(); ++i)  // of any place, in no order
    told.error(position_at(text, i * 7 % yaml.size()), "wrong");
  Diagnostics with_paths;
  add_with_key_paths(told, *root, with_paths);
  REQUIRE(with_paths.all().size() == yaml.size());
  for (const Diagnostic& diagnostic : with_paths.all()) {
    const std::string path = searched_path(*root, diagnostic.where);
    CHECK(diagnostic.message == (path.empty() ? "wrong" : path + ": wrong"));
    CHECK(key_path(*root, diagnostic.where) == path);
  }
}
