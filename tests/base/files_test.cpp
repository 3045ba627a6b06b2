// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"
#include "scratch_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace harbinger;

namespace {

namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

std::string content_of(const fs::path& path) {
  return std::string((*read_file(path.string()))->content());
}

}  // namespace

TEST_CASE("A file is replaced whole, and nothing partial is left beside it", "[files]") {
  const ScratchFolder folder;
  const fs::path file = folder.path() / "out.csv";
  REQUIRE(write_file(file.string(), "first"));
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  REQUIRE(write_file(file.string(), "second"));
  CHECK(content_of(file) == "second");
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("A link stays a link, and what it points to is replaced", "[files]") {
  const ScratchFolder folder;
  REQUIRE(write_file((folder.path() / "real").string(), "old"));
  fs::create_symlink(folder.path() / "real", folder.path() / "link");
  REQUIRE(write_file((folder.path() / "link").string(), "new"));
  CHECK(fs::is_symlink(folder.path() / "link"));
  CHECK(content_of(folder.path() / "real") == "new");
}

TEST_CASE("A name beside a file that another has is left to it", "[files]") {
  const ScratchFolder folder;
  const fs::path file = folder.path() / "out";
  const fs::path beside = fmt::format("{}.{}.part", file.string(), ::getpid());
  REQUIRE(write_file((folder.path() / "other").string(), "kept"));
  fs::create_symlink(folder.path() / "other", beside);
  REQUIRE(write_file(file.string(), "new"));
  CHECK(content_of(file) == "new");
  CHECK(content_of(folder.path() / "other") == "kept");
  CHECK(fs::is_symlink(beside));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 3);
}

TEST_CASE("A device is written to, and a full one is an error", "[files]") {
  REQUIRE(fs::is_character_file("/dev/full"));
  const auto written = write_file("/dev/full", "text");
  REQUIRE_FALSE(written);
  CHECK(written.error().message.find("disk full") != std::string::npos);
  CHECK(fs::is_character_file("/dev/full"));
  CHECK(write_file("/dev/null", "text"));
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("What cannot be written says why and leaves what was there", "[files]") {
  const ScratchFolder folder;
  CHECK(write_file(folder.path().string(), "x").error().message == "is a folder, expected a file");
  CHECK_FALSE(write_file((folder.path() / "no" / "file").string(), "x"));
}

TEST_CASE("A hash is that of FIPS 180", "[files]") {
  // FIPS 180-2, appendix B.1.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
