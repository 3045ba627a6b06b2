// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <rapidcheck.h>

#include "base/yaml_reader.hpp"
#include "base/yaml_record.hpp"
#include "base/yaml_writer.hpp"

using namespace harbinger;

namespace {

YamlNode read(const std::string& text) {
  Diagnostics diagnostics;
  auto node = read_yaml(std::make_shared<const SourceText>("x.yaml", text), diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d) << "\n" << text);
  REQUIRE(node);
  return *std::move(node);
}

YamlNode text_node(std::string value, bool plain) {
  YamlNode node;
  node.kind = YamlKind::scalar;
  node.scalar.value = std::move(value);
  node.plain = plain;
  return node;
}

YamlNode drawn_text() {
  static const std::vector<std::string> texts{
      "a",     "two words", "5",    "true",     "",  "x: y",      "# no comment", "a\nb\n",
      "  two", "é 港",      "\t",   "\"q\"",    "'", "{a}",       "!x",           "- a",
      "a\\b",  "~",         "end ", "line\n\n", "🚢", "a ? b : c", "null",         "&a *b"};
  return text_node(texts[*rc::gen::inRange<std::size_t>(0, texts.size())], false);
}

YamlNode drawn_tree(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 5 : 2);
  if (kind == 0) return text_node("plain_" + std::to_string(*rc::gen::inRange(0, 9)), true);
  if (kind <= 2) return drawn_text();
  YamlNode node;
  node.kind = kind == 3 ? YamlKind::sequence : YamlKind::map;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    if (node.kind == YamlKind::sequence) {
      node.items.push_back(drawn_tree(depth - 1));
    } else {
      YamlNode key = drawn_text();
      key.scalar.value += std::to_string(i);
      node.entries.push_back({std::move(key), drawn_tree(depth - 1)});
    }
  }
  return node;
}

struct Inner {
  WrittenText id;
  std::vector<double> numbers;
  static const Record<Inner>& shape() {
    static const auto record =
        Record<Inner>("inner").required("id", &Inner::id).optional("numbers", &Inner::numbers);
    return record;
  }
};

struct Outer {
  std::string title;
  bool open = true;
  std::optional<Date> since;
  std::int64_t count = 3;
  Named<Inner> inners;
  std::vector<Inner> more;
  YamlNode any;
  static const Record<Outer>& shape() {
    static const auto record = Record<Outer>("outer")
                                   .required("title", &Outer::title)
                                   .optional("open", &Outer::open)
                                   .optional("since", &Outer::since)
                                   .optional("count", &Outer::count)
                                   .optional("inners", &Outer::inners)
                                   .optional("more", &Outer::more)
                                   .optional("any", &Outer::any);
    return record;
  }
};

}  // namespace

TEST_CASE("A tree that was written reads back as the same tree", "[yaml]") {
  CHECK(rc::check([] {
    const YamlNode tree = drawn_tree(4);
    const YamlNode again = read(to_yaml(tree));
    RC_ASSERT(same_content(tree, again));
  }));
  for (const char* text : {"a: 5\nb: \"5\"\n", "[]", "{}", "a:\n  - ~\n  - [1, [2, '3']]\n",
                           "a: |\n  two\n  lines\nb: >\n  folded\n  text\n", "~"}) {
    const YamlNode tree = read(text);
    CHECK(same_content(tree, read(to_yaml(tree))));
  }
}

TEST_CASE("A record is written without what has its default, and reads back the same", "[yaml]") {
  const std::string text =
      "title: yes\nopen: true\nsince: 2019-11\ninners:\n  a: {id: \"x y\"}\n"
      "more:\n  - {id: b, numbers: [0.1, 1e300, 3]}\nany: [1, {a: b}]\n";
  Outer outer;
  Diagnostics diagnostics;
  REQUIRE(Outer::shape().read(read(text), outer, diagnostics));
  const std::string written = to_yaml(Outer::shape().write(outer));
  CHECK(written ==
        "title: \"yes\"\nsince: 2019-11\ninners:\n  a:\n    id: \"x y\"\nmore:\n  - id: b\n"
        "    numbers:\n      - 0.1\n      - 1e+300\n      - 3\nany:\n  - 1\n  - a: b\n");
  Outer again;
  REQUIRE(Outer::shape().read(read(written), again, diagnostics));
  CHECK(same_content(Outer::shape().write(outer), Outer::shape().write(again)));
}

TEST_CASE("A list read over another takes its place", "[yaml]") {
  Outer outer;
  Diagnostics diagnostics;
  const YamlNode tree = read("title: a\nmore: [{id: b}]\n");
  REQUIRE(Outer::shape().read(tree, outer, diagnostics));
  REQUIRE(Outer::shape().read(tree, outer, diagnostics));
  CHECK(outer.more.size() == 1);
}
