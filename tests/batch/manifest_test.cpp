// SPDX-License-Identifier: Apache-2.0
#include "batch/manifest.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "scratch_folder.hpp"

using namespace harbinger;
using namespace harbinger::batch;
using harbinger::tests::ScratchFolder;

namespace {

JobResult result_of(const std::string& id, bool is_done) {
  JobResult result{{{id, "harbinger 1", {}, {}}, {}}, {}, {}, 1.5};
  if (!is_done) result.why = "some reason";
  return result;
}

std::string content_of(const std::string& path) {
  return std::string((*read_file(path))->content());
}

}  // namespace

TEST_CASE("The last line of a job counts", "[manifest]") {
  const ScratchFolder folder;
  const std::string path = (folder.path() / "manifest.jsonl").string();
  {
    auto manifest = Manifest::open(path);
    REQUIRE(manifest);
    REQUIRE(manifest->append(result_of("a", true)));
    REQUIRE(manifest->append(result_of("b", false)));
    REQUIRE(manifest->append(result_of("c", true)));
    REQUIRE(manifest->append(result_of("c", false)));
  }
  {
    auto manifest = Manifest::open(path);
    REQUIRE(manifest);
    REQUIRE(manifest->append(result_of("b", true)));
  }
  CHECK(done_in({path}) == std::set<std::string>{"a", "b"});
}

TEST_CASE("A line that was cut short anywhere is taken off when the manifest is opened",
          "[manifest]") {
  const ScratchFolder folder;
  const std::string first = manifest_line(result_of("a", true));
  const std::string second = manifest_line(result_of("b", true));
  for (std::size_t cut = 0; cut <= second.size(); ++cut) {
    const std::string path = folder.write("manifest.jsonl", first + second.substr(0, cut));
    REQUIRE(Manifest::open(path));
    const bool whole = cut == second.size();
    CHECK(content_of(path) == (whole ? first + second : first));
  }
}

TEST_CASE("A manifest is held as long as its run, and its workers, are there", "[manifest]") {
  const ScratchFolder folder;
  const std::string path = (folder.path() / "manifest.jsonl").string();
  CHECK_FALSE(is_held(path));
  {
    const auto manifest = Manifest::open(path);
    REQUIRE(manifest);
    CHECK(is_held(path));
  }
  CHECK_FALSE(is_held(path));
}

TEST_CASE("A manifest that cannot be written is an error", "[manifest]") {
  const ScratchFolder folder;
  CHECK_FALSE(Manifest::open((folder.path() / "no/such/manifest.jsonl").string()));
}
