// SPDX-License-Identifier: Apache-2.0
// The shape of the tree: a folder of engine/ includes only itself and folders to its left.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = HARBINGER_SOURCE_DIR;

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The order of the steps, from the one list that builds them.
std::vector<std::string> steps() {
  const std::string cmake = content_of(root / "engine/CMakeLists.txt");
  std::smatch found;
  REQUIRE(std::regex_search(cmake, found, std::regex(R"(set\(HARBINGER_STEPS ([a-z ]+)\))")));
  std::istringstream words(found[1]);
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<fs::path> sources_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".hpp" || entry.path().extension() == ".cpp")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("A step of the engine includes only itself and the steps to its left", "[tree]") {
  const auto order = steps();
  const std::regex include("#include \"([a-z_]+)/[^\"]+\"");
  for (std::size_t i = 0; i < order.size(); ++i) {
    const fs::path folder = root / "engine" / order[i];
    REQUIRE(fs::is_directory(folder));
    for (const fs::path& file : sources_below(folder)) {
      const std::string text = content_of(file);
      for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) {
        const std::string included = (*it)[1];
        const auto left_end = order.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        INFO(file << " includes " << (*it)[0]);
        CHECK(std::find(order.begin(), left_end, included) != left_end);
      }
    }
  }
}

TEST_CASE("Every folder of the engine is a step of the data flow", "[tree]") {
  const auto order = steps();
  for (const auto& entry : fs::directory_iterator(root / "engine"))
    if (entry.is_directory()) {
      INFO(entry.path());
      CHECK(std::find(order.begin(), order.end(), entry.path().filename()) != order.end());
    }
}

TEST_CASE("A public header shows neither Boost nor yaml-cpp nor Catch2, and only model shows Eigen",
          "[tree]") {
  const std::regex heavy(R"(#include <(boost|yaml-cpp|catch2|CLI)/)");
  const std::regex eigen(R"(#include <Eigen/)");
  for (const fs::path& file : sources_below(root / "engine")) {
    if (file.extension() != ".hpp" || file.string().find("/detail/") != std::string::npos) continue;
    const std::string text = content_of(file);
    INFO(file);
    CHECK_FALSE(std::regex_search(text, heavy));
    if (file.string().find("/engine/model/") == std::string::npos)
      CHECK_FALSE(std::regex_search(text, eigen));
  }
}

TEST_CASE("Every source file says its licence in its first line", "[tree]") {
  for (const char* folder : {"engine", "tests", "bench"})
    for (const fs::path& file : sources_below(root / folder)) {
      INFO(file);
      CHECK(content_of(file).starts_with("// SPDX-License-Identifier: Apache-2.0\n"));
    }
}
