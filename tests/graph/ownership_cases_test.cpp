// SPDX-License-Identifier: Apache-2.0
// Every expectation of tests/data/ownership_cases.yaml, whose numbers were worked out by hand.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "graph/legal_test.hpp"
#include "graph/legal_tests.hpp"
#include "graph/owned_graph.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using graph::LegalAnswer;
using graph::Truth;

namespace {

const YamlNode& cases() {
  static const YamlNode root = [] {
    const auto text =
        read_file(std::string(HARBINGER_SOURCE_DIR) + "/tests/data/ownership_cases.yaml");
    REQUIRE(text);
    Diagnostics diagnostics;
    auto read = read_yaml(*text, diagnostics);
    REQUIRE(read);
    return std::move(*read);
  }();
  return *root.find("cases");
}

std::string text_of(const YamlNode& node) { return node.scalar.value; }

/// A percent, as decimal text, to the exact fraction.
Decimal fraction(const YamlNode& percent) {
  const Decimal value = parse_decimal(text_of(percent)).value();
  REQUIRE(value.units % 100 == 0);
  return {value.units / 100};
}

bool is_null(const YamlNode& node) {
  return node.kind == YamlKind::null ||
         (node.kind == YamlKind::scalar && node.plain && text_of(node) == "null");
}

DecimalRange range(const YamlNode& node) {
  if (node.kind == YamlKind::sequence)
    return {fraction(node.items.at(0)), fraction(node.items.at(1))};
  return {fraction(node), fraction(node)};
}

void add_stake(OwnedGraph& graph, const YamlNode& stake) {
  const std::string owner = text_of(stake.items.at(0));
  const std::string owned = text_of(stake.items.at(1));
  pack::Validity validity;
  if (stake.items.size() > 3) {
    if (!is_null(stake.items.at(3))) validity.from = parse_date(text_of(stake.items.at(3)));
    if (!is_null(stake.items.at(4))) validity.to = parse_date(text_of(stake.items.at(4)));
  }
  if (is_null(stake.items.at(2)))
    graph.owns(owner, owned, std::string(), validity);
  else
    graph.owns(owner, owned, range(stake.items.at(2)), validity);
}

struct Case {
  std::string id;
  std::vector<std::string> listed;
  Owned owned;
  Day day;
  graph::NodeId target;
  const YamlNode& written;

  explicit Case(const YamlNode& node)
      : id(text_of(*node.find("id"))),
        owned(built(node, listed), day_text(node)),
        day(owned.ownership.day()),
        target(owned.node(text_of(*node.find("target")))),
        written(node) {}

  static std::string day_text(const YamlNode& node) {
    return node.find("as_of") != nullptr ? text_of(*node.find("as_of")) : std::string(some_day);
  }
  static OwnedGraph built(const YamlNode& node, std::vector<std::string>& listed) {
    OwnedGraph graph;
    for (const auto& [party, lists] : node.find("listed")->entries) {
      listed.push_back(text_of(party));
      for (const YamlNode& list : lists.items)
        graph.listed(text_of(party), "list " + text_of(list));
    }
    for (const char* key : {"stakes", "dated_stakes"})
      if (const YamlNode* stakes = node.find(key))
        for (const YamlNode& stake : stakes->items) add_stake(graph, stake);
    if (const YamlNode* control = node.find("control"))
      for (const YamlNode& entry : control->items)
        graph.controls(text_of(entry.items.at(0)), text_of(entry.items.at(1)));
    return graph;
  }

  [[nodiscard]] LegalAnswer answer(LegalTest test) const {
    for (std::string& list : test.lists) list = "list " + list;
    const LegalAnswer answer = legal_answer(owned.ownership, test, target, day);
    CHECK(legal_truth(owned.ownership, test, target, day) == answer.truth);
    return answer;
  }
};

/// The parties for which the answer is yes; empty optional where it is unknown for one.
template <class Asked>
std::optional<std::set<std::string>> parties(const Case& c, Asked asked) {
  std::set<std::string> yes;
  for (const std::string& party : c.listed) {
    const Truth truth = asked(c.owned.node(party));
    if (truth == Truth::unknown) return std::nullopt;
    if (truth == Truth::yes) yes.insert(party);
  }
  return yes;
}

std::optional<std::set<std::string>> expected_parties(const YamlNode& node) {
  if (node.kind == YamlKind::scalar && text_of(node) == "unknown") return std::nullopt;
  std::set<std::string> expected;
  for (const YamlNode& party : node.items) expected.insert(text_of(party));
  return expected;
}

void check_share(const graph::ShareBounds& found, const YamlNode& percent) {
  const auto number = [](const YamlNode& node) { return std::stod(text_of(node)) / 100; };
  if (percent.kind == YamlKind::sequence) {
    CHECK_THAT(found.low, Catch::Matchers::WithinAbs(number(percent.items.at(0)), 1e-12));
    CHECK_THAT(found.high, Catch::Matchers::WithinAbs(number(percent.items.at(1)), 1e-12));
  } else if (text_of(percent) == "unknown") {
    CHECK(found == graph::ShareBounds{0, 1});
  } else {
    CHECK_THAT(found.low, Catch::Matchers::WithinAbs(number(percent), 1e-12));
    CHECK(found.low == found.high);
  }
}

std::string eu_word(const LegalAnswer& answer) {
  if (answer.truth != Truth::yes) return answer.truth == Truth::no ? "not_owned" : "unknown";
  return std::string(to_text(answer.how));
}

std::string word(const LegalAnswer& answer, const std::string& yes) {
  return answer.truth == Truth::yes ? yes : answer.truth == Truth::no ? "not_" + yes : "unknown";
}

void check(const Case& c, const std::string& key, const YamlNode& expected) {
  INFO(c.id << ": " << key);
  const graph::Ownership& ownership = c.owned.ownership;
  if (key == "majority_chain") {
    CHECK(parties(c, [&](auto party) { return ownership.majority_chain(c.target, party); }) ==
          expected_parties(expected));
  } else if (key == "company_control") {
    CHECK(parties(c, [&](auto party) { return ownership.controlled_by(c.target, party); }) ==
          expected_parties(expected));
  } else if (key == "ofac_50") {
    CHECK(word(c.answer(ofac_50()), "blocked") == text_of(expected));
  } else if (key == "held") {
    CHECK(c.answer(ofac_50()).held == range(expected));
  } else if (key == "eu") {
    CHECK(eu_word(c.answer(eu_ownership())) == text_of(expected));
  } else if (key == "bis") {
    CHECK(word(c.answer(bis_affiliates()), "restricted") == text_of(expected));
  } else if (key == "terms_from") {
    const LegalAnswer answer = c.answer(bis_affiliates());
    REQUIRE_FALSE(answer.listed_owners.empty());
    CHECK(c.owned.graph.node(answer.listed_owners.front().party).id() == text_of(expected));
  } else if (key == "share_product") {
    REQUIRE(expected.entries.size() == c.listed.size());
    for (const auto& [party, percent] : expected.entries)
      check_share(ownership.look_through(c.target, c.owned.node(text_of(party))), percent);
  } else {
    FAIL("an expectation that no check reads: " << key);
  }
}

}  // namespace

TEST_CASE("Every worked ownership case comes out as it was worked out by hand",
          "[ownership][legal]") {
  REQUIRE(cases().items.size() == 42);
  std::size_t expectations = 0;
  for (const YamlNode& node : cases().items) {
    const Case c(node);
    for (const auto& [key, expected] : node.find("expect")->entries) {
      check(c, text_of(key), expected);
      ++expectations;
    }
  }
  CHECK(expectations > 200);
}
