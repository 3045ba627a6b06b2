// SPDX-License-Identifier: Apache-2.0
#include "scenario/edit_words.hpp"

#include <catch2/catch.hpp>

#include "pack/pack_folder.hpp"

using namespace harbinger;
using namespace harbinger::scenario;

namespace {

std::vector<std::string> words_of(const std::string& edits) {
  const harbinger::tests::PackFolder folder;
  folder.write("s.yaml", "scenarios:\n  - name: one\n    model: other.yaml\n    edits:\n" + edits);
  const std::vector<std::string> files{folder.path() + "/s.yaml"};
  Diagnostics diagnostics;
  const auto scenarios = read_scenarios(files, diagnostics);
  for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  REQUIRE(scenarios);
  std::vector<std::string> words = edit_words(scenarios->front().edits);
  // The model's path is that of the folder.
  REQUIRE(words.front().starts_with("model "));
  REQUIRE(words.front().ends_with("/other.yaml"));
  words.erase(words.begin());
  return words;
}

}  // namespace

TEST_CASE("Each kind of edit has its words", "[scenario]") {
  CHECK(words_of(R"yaml(
      - {set: "rules[owned].points", to: 45}
      - {set: "params.words", to: [c, "d e"]}
      - {remove: [maker, "OWNS:a:b"]}
      - {remove_all: {match: "(a:Company)-[o:OWNS]->(b)", where: "o.share > 0.5", fact: o}}
      - {remove_all: {match: "(a:Company)", fact: a}}
      - add: {table: owns.csv, owner: x, share: [0.1, 0.2]}
      - {change: "OWNS:c:d", to: {share: 0.4, valid_to: null}}
      - {remove_rule: north}
      - add_rule: {id: new.rule, when: "true", dimension: influence, points: 1, because: x}
)yaml") == std::vector<std::string>{
               "rules[owned].points=45", "params.words=[c, d e]", "remove maker", "remove OWNS:a:b",
               "remove all o of (a:Company)-[o:OWNS]->(b) where o.share > 0.5",
               "remove all a of (a:Company)", "add owns.csv {owner: x, share: [0.1, 0.2]}",
               "change OWNS:c:d {share: 0.4, valid_to: null}", "remove rule north",
               "add rule new.rule"});
}

TEST_CASE("Edits of the command line are told as they were given", "[scenario]") {
  Diagnostics diagnostics;
  const Scenario quick =
      quick_scenario(std::vector<std::string>{"params.half=0.5", "params.words=[a, b]"},
                     std::vector<std::string>{"maker"}, diagnostics);
  CHECK(edit_words(quick.edits) ==
        std::vector<std::string>{"params.half=0.5", "params.words=[a, b]", "remove maker"});
}
