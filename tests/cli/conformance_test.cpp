// SPDX-License-Identifier: Apache-2.0
// CEL as its specification has it, case by case: the files beside this one, an area a file, through what
// `harbinger eval --jsonl` answers. Each case was derived from the text of the language definition (cel-spec,
// doc/langdef.md) or of an extension, whose section it names.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "cli/eval_lines.hpp"

namespace harbinger::cli {

namespace {

using Json = nlohmann::json;

/// Maps have no order: their entries are compared sorted.
Json ordered(Json value) {
  if (value.is_array())
    for (Json& item : value) item = ordered(item);
  if (value.is_object() && value.size() == 1 && value.contains("map")) {
    Json entries = ordered(value["map"]);
    std::sort(entries.begin(), entries.end());
    value["map"] = entries;
  }
  return value;
}

/// As text, so that 1 and 1.0 differ.
std::string shown(const Json& value) { return ordered(value).dump(); }

/// What is wrong with the answer to a case; empty where nothing is. The line is a request too, as keys that say what
/// is expected are not read there.
std::string difference(const std::string& line, const Json& test) {
  const Json answer = Json::parse(evaluated_line(line));
  if (test.value("error", false)) {
    if (!answer.contains("error")) return "expected an error, got " + answer.dump();
    if (test.contains("at") && test["at"] != answer["at"])
      return "expected the error at column " + test["at"].dump() + ", got " + answer.dump();
    return {};
  }
  if (!answer.contains("value")) return "got " + answer.dump();
  if (shown(answer["value"]) != shown(test["value"]) || answer["type"] != test["type"])
    return "expected " + test["value"].dump() + ", got " + answer.dump();
  return {};
}

}  // namespace

TEST_CASE("CEL conforms to its specification", "[eval][conformance]") {
  namespace fs = std::filesystem;
  std::set<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(HARBINGER_SOURCE_DIR) / "tests/cli/conformance"))
    files.insert(entry.path());
  std::size_t cases = 0;
  for (const fs::path& file : files) {
    std::ifstream lines(file);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      ++cases;
      const Json test = Json::parse(line);
      INFO(file.filename().string()
           << ":" << number << " " << test["section"] << ", " << test["why"] << "\n"
           << test["expr"].get<std::string>());
      CHECK(difference(line, test) == "");
    }
  }
  CHECK(cases > 500);
}

}  // namespace harbinger::cli
