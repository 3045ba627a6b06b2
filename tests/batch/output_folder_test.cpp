// SPDX-License-Identifier: Apache-2.0
#include "batch/output_folder.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "scratch_folder.hpp"

using namespace harbinger;
using namespace harbinger::batch;
using harbinger::tests::ScratchFolder;
namespace fs = std::filesystem;

namespace {

JobIdentity job(const std::string& id) { return {id, "harbinger 1", {}, {{"p", "aa"}}}; }

OutputFolder opened(const ScratchFolder& folder, const std::string& name = "out") {
  auto out = OutputFolder::open((folder.path() / name).string());
  REQUIRE(out);
  return *std::move(out);
}

}  // namespace

TEST_CASE("A job is done where its folder holds what its receipt says", "[output]") {
  const ScratchFolder folder;
  const OutputFolder out = opened(folder);
  CHECK_FALSE(out.is_done(job("a")));
  REQUIRE(out.write(job("a"), {{"ranking.csv", "rank\n1\n"}, {"ranking.md", ""}}));
  CHECK(out.is_done(job("a")));
  CHECK_FALSE(out.is_done(job("b")));
  JobIdentity other = job("a");
  other.inputs[0].sha256 = "bb";
  CHECK_FALSE(out.is_done(other));

  folder.write("out/a/ranking.csv", "rank\n2\n");  // as long as it was
  CHECK_FALSE(out.is_done(job("a")));
  folder.write("out/a/ranking.csv", "rank\n1\n");
  CHECK(out.is_done(job("a")));
  fs::remove(folder.path() / "out/a/ranking.md");
  CHECK_FALSE(out.is_done(job("a")));

  REQUIRE(out.remove("a"));
  CHECK_FALSE(fs::exists(folder.path() / "out/a"));
  REQUIRE(out.write(job("a"), {{"ranking.csv", ""}}));
  CHECK(out.is_done(job("a")));
}

TEST_CASE("What is half-written goes, but for that of jobs of others", "[output]") {
  const ScratchFolder folder;
  const OutputFolder out = opened(folder);
  for (const char* name : {"a.x.12.part", "b.x.13.part", "a.x", "a.x.part", "a.12.part.old"})
    fs::create_directory(folder.path() / "out" / name);
  out.remove_leftovers({"b.x"});
  CHECK_FALSE(fs::exists(folder.path() / "out/a.x.12.part"));
  for (const char* name : {"b.x.13.part", "a.x", "a.x.part", "a.12.part.old"})
    CHECK(fs::exists(folder.path() / "out" / name));
}

TEST_CASE("A folder that another has taken the place of is not written to", "[output]") {
  const ScratchFolder folder;
  const OutputFolder out = opened(folder);
  fs::rename(folder.path() / "out", folder.path() / "away");
  CHECK_FALSE(out.write(job("a"), {}));
  CHECK_FALSE(fs::exists(folder.path() / "out"));
  fs::create_directory(folder.path() / "out");
  CHECK_FALSE(out.write(job("a"), {}));
  CHECK_FALSE(out.remove("a"));
  CHECK(fs::is_empty(folder.path() / "out"));
}

TEST_CASE("A folder of other things is not taken, one with a manifest is", "[output]") {
  const ScratchFolder folder;
  fs::create_directory(folder.path() / "out");
  folder.write("out/letter.txt", "");
  CHECK_FALSE(OutputFolder::open((folder.path() / "out").string()));
  folder.write("out/manifest.2-of-3.jsonl", "");
  CHECK(OutputFolder::open((folder.path() / "out").string()));
  CHECK_FALSE(OutputFolder::open((folder.path() / "out/letter.txt").string()));
}

TEST_CASE("Each shard has a manifest of its own", "[output]") {
  const ScratchFolder folder;
  const OutputFolder out = opened(folder);
  CHECK(fs::path(out.manifest_path({1, 1})).filename() == "manifest.jsonl");
  CHECK(fs::path(out.manifest_path({2, 3})).filename() == "manifest.2-of-3.jsonl");
}
