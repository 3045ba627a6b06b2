// SPDX-License-Identifier: Apache-2.0
// Adding a fact, a list or a country never needs a compiler: the engine names none.
#include <catch2/catch.hpp>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "pack/pack.hpp"

namespace {

namespace fs = std::filesystem;

std::string sources_of_engine() {
  std::string text;
  fs::recursive_directory_iterator entry(fs::path(HARBINGER_SOURCE_DIR) / "engine");
  for (; entry != fs::recursive_directory_iterator(); ++entry) {
    // Libraries that the page is built with are not ours.
    if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();
    // Nor is what is built of them.
    if (!entry->is_regular_file() || entry->path().filename() == "page.html") continue;
    std::ifstream file(entry->path());
    text.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return text;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_'; }

/// Whether a name stands in the text as words of its own.
bool names(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const bool starts = at == 0 || !is_word(text[at - 1]);
    const std::size_t end = at + name.size();
    if (starts && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("No entity, list or country of the bundled pack is named in the engine", "[tree]") {
  harbinger::Diagnostics diagnostics;
  const auto pack =
      harbinger::pack::load_pack(std::string(HARBINGER_SOURCE_DIR) + "/data/scanners", diagnostics);
  REQUIRE(pack);
  const std::string text = sources_of_engine();
  REQUIRE(names(text, "EntityGraph"));  // the search sees the sources
  // The city of Split has the id that the language uses as a word: `allocate: split`.
  const std::set<std::string> words_of_the_language{"split"};
  for (const harbinger::pack::NodeFact node : pack->nodes) {
    if (words_of_the_language.contains(std::string(node.id()))) continue;
    INFO(node.id() << " (" << node.name() << ")");
    CHECK_FALSE(names(text, std::string(node.id())));
    CHECK_FALSE(names(text, std::string(node.name())));
  }
}
