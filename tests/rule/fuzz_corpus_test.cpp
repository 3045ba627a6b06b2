// SPDX-License-Identifier: Apache-2.0
// The kept corpus of the fuzzer of rule files (tests/fuzz/rule_fuzz.cpp), file by file and cut short anywhere.
#include <filesystem>

#include <catch2/catch.hpp>

#include "base/files.hpp"
#include "fuzz/rule_input.hpp"

using namespace harbinger;

TEST_CASE("Every rule file of the corpus is answered, whole or cut short", "[rule][fuzz]") {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(HARBINGER_SOURCE_DIR "/tests/fuzz/corpus/rule")) {
    const auto text = read_file(entry.path().string());
    REQUIRE(text);
    const std::string content((*text)->content());
    INFO(entry.path().filename().string());
    ++files;
    CHECK(fuzz::wrong_answer(content).empty());
    for (std::size_t length = 0; length < content.size(); length += 7)
      CHECK(fuzz::wrong_answer(content.substr(0, length)).empty());
  }
  CHECK(files >= 8);
}

TEST_CASE("The good files of the corpus make rule sets", "[rule][fuzz]") {
  for (const char* name : {"whole", "conditions", "signals", "tables"}) {
    INFO(name);
    Diagnostics diagnostics;
    const auto text =
        read_file(HARBINGER_SOURCE_DIR "/tests/fuzz/corpus/rule/" + std::string(name));
    REQUIRE(text);
    CHECK(rule::RuleSet::load(*text, fuzz::small_schema(), diagnostics));
    for (const Diagnostic& diagnostic : diagnostics.all()) UNSCOPED_INFO(to_text(diagnostic));
    CHECK(diagnostics.all().empty());
  }
}
