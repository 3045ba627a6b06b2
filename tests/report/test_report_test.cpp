// SPDX-License-Identifier: Apache-2.0
// Reports of rule tests: a runner's last line, and XML that a strict reader takes, whatever a test is called.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "layout.hpp"
#include "report/test_report.hpp"

namespace harbinger::report {

namespace {

/// An element: its name, its attributes, the text in it and the elements below.
struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<Element> children;
};

/// Reads elements, attributes and the five entities of XML 1.0, and throws at anything else: no more than what the
/// report writes is taken.
class StrictXml {
 public:
  explicit StrictXml(std::string text) : text_(std::move(text)) {}

  Element document() {
    skip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    space();
    Element root = element();
    space();
    if (at_ != text_.size()) fail("text behind the root");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(why + " at " + std::to_string(at_));
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip(std::string_view wanted) {
    if (text_.compare(at_, wanted.size(), wanted) != 0) fail("expected " + std::string(wanted));
    at_ += wanted.size();
  }
  void space() {
    while (peek() == ' ' || peek() == '\n') ++at_;
  }
  std::string word() {
    const std::size_t begin = at_;
    while (std::isalpha(static_cast<unsigned char>(peek())) != 0) ++at_;
    if (at_ == begin) fail("expected a name");
    return text_.substr(begin, at_ - begin);
  }

  /// Text up to one of `ends`.
  std::string chars(std::string_view ends) {
    static const std::map<std::string, char> entities{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string out;
    while (ends.find(peek()) == std::string_view::npos) {
      const char c = peek();
      if (c == '<' || (static_cast<unsigned char>(c) < 0x20 && c != '\n')) fail("a bare character");
      if (c != '&') {
        out += text_[at_++];
        continue;
      }
      const std::size_t end = text_.find(';', at_);
      const auto entity = entities.find(text_.substr(at_, end - at_ + 1));
      if (entity == entities.end()) fail("an unknown entity");
      out += entity->second;
      at_ = end + 1;
    }
    return out;
  }

  Element element() {
    Element result;
    skip("<");
    result.name = word();
    for (space(); peek() != '>' && peek() != '/'; space()) {
      const std::string attribute = word();
      skip("=\"");
      if (!result.attributes.emplace(attribute, chars("\"")).second) fail("an attribute twice");
      skip("\"");
    }
    if (peek() == '/') return skip("/>"), result;
    skip(">");
    while (true) {
      result.text += chars("<");
      if (text_.compare(at_, 2, "</") == 0) break;
      result.children.push_back(element());
    }
    skip("</" + result.name + ">");
    return result;
  }

  std::string text_;
  std::size_t at_ = 0;
};

ruletest::Failure silent_rule() {
  ruletest::Failure failure;
  failure.expected = "calls.many to fire";
  failure.got = "it did not fire";
  failure.rule = "calls.many";
  expr::Clause clause;
  clause.text = "calls > 2 && '<' != name";
  clause.left = "calls";
  clause.comparison = ">";
  clause.read = 1.0;
  clause.threshold = 2.0;
  clause.result = false;
  clause.margin = -1.0;
  failure.clauses.push_back(clause);
  return failure;
}

ruletest::Failure wrong_points() {
  ruletest::Failure failure;
  failure.expected = "20 points of calls.many";
  failure.got = "15";
  failure.reason = "points 5 * calls is 15";
  return failure;
}

ruletest::TestRun two_files() {
  ruletest::TestRun run;
  run.files.push_back(
      {"a.test.yaml",
       {{"Three calls are enough", 3, {}},
        {hostile_name + " & \"two\" 'calls'", 9, {silent_rule(), wrong_points()}}}});
  run.files.push_back({"b.test.yaml", {{"Nothing is enough", 4, {}}}});
  return run;
}

std::size_t number_in(const Element& element, const std::string& attribute) {
  return std::stoul(element.attributes.at(attribute));
}

}  // namespace

TEST_CASE("The XML of tests is well formed, and its counts are those of its elements",
          "[report][ruletest]") {
  const Element root = StrictXml(tests_junit(two_files())).document();
  CHECK(root.name == "testsuites");
  CHECK(number_in(root, "tests") == 3);
  CHECK(number_in(root, "failures") == 1);
  REQUIRE(root.children.size() == 2);
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const Element& suite : root.children) {
    CHECK(suite.name == "testsuite");
    CHECK(number_in(suite, "tests") == suite.children.size());
    const auto failed = std::count_if(suite.children.begin(), suite.children.end(),
                                      [](const Element& test) { return !test.children.empty(); });
    CHECK(number_in(suite, "failures") == static_cast<std::size_t>(failed));
    tests += suite.children.size();
    failures += static_cast<std::size_t>(failed);
  }
  CHECK(tests == number_in(root, "tests"));
  CHECK(failures == number_in(root, "failures"));
}

TEST_CASE("A test in XML has its name, its line and what failed", "[report][ruletest]") {
  const Element root = StrictXml(tests_junit(two_files())).document();
  const Element& test = root.children.at(0).children.at(1);
  CHECK(test.name == "testcase");
  CHECK(has(test.attributes.at("name"), "<b>A|B</b>"));
  CHECK(has(test.attributes.at("name"), "& \"two\" 'calls'"));
  CHECK(test.attributes.at("file") == "a.test.yaml");
  CHECK(test.attributes.at("line") == "9");
  REQUIRE(test.children.size() == 1);
  const Element& failure = test.children.front();
  CHECK(failure.attributes.at("message") == "expected calls.many to fire; it did not fire");
  CHECK(failure.text ==
        "expected calls.many to fire; it did not fire\n"
        "    calls > 2 && '<' != name  (calls is 1, against 2), margin -1\n"
        "expected 20 points of calls.many, got 15\n"
        "    points 5 * calls is 15\n");
}

TEST_CASE("The text of tests ends as a runner does, and tells what passed only when asked",
          "[report][ruletest]") {
  const TextStyle style;
  const std::string quiet = tests_text(two_files(), style, false);
  CHECK(quiet.ends_with("\n2 passed, 1 failed\n"));
  CHECK_FALSE(has(quiet, "Three calls"));
  CHECK(has(quiet, "FAILED a.test.yaml:9: "));
  CHECK_FALSE(has(quiet, "\x1b"));
  CHECK(
      has(tests_text(two_files(), style, true), "passed a.test.yaml:3: Three calls are enough\n"));
  CHECK(tests_text({}, style, false) == "0 passed, 0 failed\n");
}

TEST_CASE("The JSON of tests has every test with its failures", "[report][ruletest]") {
  const auto json = nlohmann::json::parse(tests_json(two_files(), "harbinger 0.1.0"));
  CHECK(json["passed"] == 2);
  CHECK(json["failed"] == 1);
  REQUIRE(json["tests"].size() == 3);
  CHECK(json["tests"][1]["failures"][0]["clauses"][0]["margin"] == -1);
  CHECK_FALSE(json.contains("coverage"));
}

}  // namespace harbinger::report
