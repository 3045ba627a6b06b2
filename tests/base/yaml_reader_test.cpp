// SPDX-License-Identifier: Apache-2.0
#include "base/yaml_reader.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "base/yaml_record.hpp"

using namespace harbinger;

namespace {

struct Read {
  std::optional<YamlNode> root;
  Diagnostics diagnostics;
};

Read read(std::string content, const YamlLimits& limits = {}) {
  Read result;
  const auto text = std::make_shared<const SourceText>("f.yaml", std::move(content));
  result.root = read_yaml(text, result.diagnostics, limits);
  return result;
}

/// The one error of a text, as `line:column message`.
std::string error_of(const std::string& content, const YamlLimits& limits = {}) {
  const Read result = read(content, limits);
  REQUIRE_FALSE(result.root);
  REQUIRE(result.diagnostics.all().size() == 1);
  const Diagnostic& d = result.diagnostics.all().front();
  return fmt::format("{}:{} {}", d.where.line, d.where.column, d.message);
}

/// Where the byte `offset` of the value under key `v` is written, as `line:column`.
std::string place(const std::string& content, std::size_t offset) {
  const Read result = read(content);
  REQUIRE(result.root);
  const TextPosition where = result.root->find("v")->scalar.position(offset);
  return fmt::format("{}:{}", where.line, where.column);
}

}  // namespace

TEST_CASE("A byte of a value is found through quotes, escapes, folds and blocks", "[yaml]") {
  CHECK(place("v: a > b\n", 4) == "1:8");
  CHECK(place("v: 'a > b'\n", 4) == "1:9");
  CHECK(place("v: 'it''s b'\n", 5) == "1:11");        // it's b: the b, behind a doubled quote
  CHECK(place("v: \"\\u00e9 > b\"\n", 5) == "1:14");  // é > b: é is one escape of six
  CHECK(place("v: \"a \\\n   > b\"\n", 2) == "2:4");  // joined lines
  CHECK(place("v: |\n  a\n  > b\n", 4) == "3:5");     // "a\n> b": the b
  CHECK(place("v: >-\n  a\n  > b\n", 4) == "3:5");    // "a > b"
  CHECK(place("v: a\n   > b\n", 4) == "2:6");         // a plain text over two lines
}

TEST_CASE("A block without a line below it is an empty text", "[yaml]") {
  CHECK(read("|")
            .root->scalar.value
            .empty());  // found by the fuzzer: the line was looked for before the text
}

TEST_CASE("A key that stands twice is an error where it stands again", "[yaml]") {
  CHECK(error_of("a: 1\nb: 2\na: 3\n") == "3:1 key 'a' stands twice in this map");
}

TEST_CASE("What is not YAML is told with the library's words and a place", "[yaml]") {
  const std::string error = error_of("a: [1, 2\nb: 3\n");
  CHECK(error.find("not YAML") != std::string::npos);
  CHECK(error.substr(0, 2) == "2:");
}

TEST_CASE("Aliases, depth and size are bounded", "[yaml]") {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += fmt::format("{}: &{} [", c, c);
    for (int i = 0; i < 10; ++i) bomb += fmt::format("*{}, ", static_cast<char>(c - 1));
    bomb += "]\n";
  }
  CHECK(error_of(bomb).find("nodes, aliases expanded (the limit)") != std::string::npos);
  CHECK(error_of(std::string(100, '[') + std::string(100, ']')).find("nested deeper than 64") !=
        std::string::npos);
  YamlLimits small;
  small.bytes = 10;
  CHECK(error_of("a: 1234567890\n", small).find("larger than 10 bytes") != std::string::npos);
}

TEST_CASE("A second document, a tab for an indent and wrong UTF-8 are errors", "[yaml]") {
  CHECK(error_of("a: 1\n---\nb: 2\n").find("a second document") != std::string::npos);
  CHECK_FALSE(read("a:\n\tb: 1\n").root);
  CHECK(error_of("a: \xff\n") == "1:4 not UTF-8");
}

TEST_CASE("A record tells all that is wrong with a map in one run", "[yaml]") {
  struct Port {
    std::string name;
    double depth = 0;
    static const Record<Port>& shape() {
      static const auto record =
          Record<Port>("port").required("name", &Port::name).optional("depth", &Port::depth);
      return record;
    }
  };
  const Read result = read("depht: 3\ndepth: deep\n");
  REQUIRE(result.root);
  Diagnostics diagnostics;
  Port port;
  CHECK_FALSE(Port::shape().read(*result.root, port, diagnostics));
  REQUIRE(diagnostics.all().size() == 3);
  CHECK(diagnostics.all()[0].message == "unknown key 'depht' in this port");
  CHECK(diagnostics.all()[0].hint == "did you mean 'depth'?");
  CHECK(diagnostics.all()[1].message == "expected a number, found 'deep'");
  CHECK(diagnostics.all()[2].message == "this port needs the key 'name'");
}

TEST_CASE("No input makes the reader fail in another way than by saying so", "[yaml]") {
  const bool holds = rc::check("random bytes", [] {
    const auto bytes = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string("ab:-[]{}&*!|>'\"\n \t,#?%\\\xc3\xa9")));
    const Read result = read(bytes);
    RC_ASSERT(result.root.has_value() != result.diagnostics.has_errors());
  });
  CHECK(holds);
}
