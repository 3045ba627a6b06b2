// SPDX-License-Identifier: Apache-2.0
// A snapshot is held against the folder it was made of, through the commands.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "base/stored_array.hpp"
#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "scratch_folder.hpp"

namespace {

using namespace harbinger;
namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

const std::string home = HARBINGER_SOURCE_DIR;
const std::string bundled = home + "/data/scanners";

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// What a command answers, `named` standing for the pack. A damaged file is told as main tells it.
Answer run(std::vector<std::string> arguments, const std::string& named = bundled) {
  std::ostringstream out, err;
  cli::Context context{out, err, home, {}, false};
  Answer answer;
  try {
    answer.code = cli::run(std::move(arguments), context);
  } catch (const DamagedFile& damaged) {
    err << damaged.what() << "\n";
    answer.code = cli::wrong_input;
  }
  const auto with_pack = [&](std::string text) {
    for (std::size_t at = text.find(named); at != text.npos; at = text.find(named, at))
      text.replace(at, named.size(), "<pack>");
    return text;
  };
  answer.out = with_pack(out.str());
  answer.err = with_pack(err.str());
  return answer;
}

Answer run_on(const std::string& path, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--pack", path});
  return run(std::move(arguments), path);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void put(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// The bundled pack, frozen.
void freeze(const std::string& path) {
  REQUIRE(run({"snapshot", "--pack", bundled, "-o", path}).code == cli::done);
}

}  // namespace

TEST_CASE("A snapshot answers as its folder does, byte for byte", "[snapshot]") {
  const ScratchFolder folder;
  freeze(folder.file());
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"rank", "--format", "json", "--threads", "1"},
           {"rank", "--format", "json", "--threads", "8"},
           {"rank", "--as-of", "2016-06-30"},
           {"explain", "port-of-manila", "--all", "--format", "json"},
           {"explain", "no such site"},
           {"graph", "port-of-manila", "--format", "json"},
           {"owners", "nuctech"},
           {"summary"},
           {"influence", "--by", "source", "--format", "json"},
           {"timeline", "--from", "2014", "--to", "2016"},
           {"whatif", "--set", "rules[supplier.state_controlled].points=1", "--format", "json"}}) {
    CAPTURE(arguments);
    CHECK(run_on(folder.file(), arguments) == run_on(bundled, arguments));
  }
}

TEST_CASE("The same pack gives the same snapshot, from a snapshot too", "[snapshot]") {
  const ScratchFolder folder;
  freeze(folder.file("a"));
  freeze(folder.file("b"));
  CHECK(bytes_of(folder.file("a")) == bytes_of(folder.file("b")));
  REQUIRE(run({"snapshot", "--pack", folder.file("a"), "-o", folder.file("c")}).code == cli::done);
  CHECK(bytes_of(folder.file("c")) == bytes_of(folder.file("a")));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 3);
}

TEST_CASE("Facts of a snapshot are edited; an edited copy is written from the folder",
          "[snapshot]") {
  const ScratchFolder folder;
  freeze(folder.file());
  const std::vector<std::string> edit{"whatif", "--remove", "nuctech", "--format", "json"};
  CHECK(run_on(folder.file(), edit) == run_on(bundled, edit));
  std::vector<std::string> copy = edit;
  copy.insert(copy.end(), {"--write", folder.file("copy")});
  const Answer refused = run_on(folder.file(), copy);
  CHECK(refused.code == cli::wrong_input);
  CHECK(refused.err.find("<pack>: error: is a snapshot; an edited copy is written from the folder "
                         "that it was made of") != std::string::npos);
  CHECK_FALSE(fs::exists(folder.file("copy")));
}

TEST_CASE("A snapshot that was altered or cut is told, or its answer is the same", "[snapshot]") {
  const ScratchFolder folder;
  freeze(folder.file());
  const std::string bytes = bytes_of(folder.file());
  const std::vector<std::string> rank{"rank", "--format", "csv", "--threads", "2"};
  const Answer whole = run_on(folder.file(), rank);
  REQUIRE(whole.code == cli::done);
  const std::string altered = folder.file("altered");
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    std::string other = bytes;
    // Every third is cut short, the others have one byte that differs.
    const std::size_t at = random() % bytes.size();
    CAPTURE(at, i);
    if (i % 3 == 0)
      other.resize(i == 0 ? 40 : at);
    else
      other[at] = static_cast<char>(other[at] ^ (1 << (random() % 8)));
    put(altered, other);
    const Answer now = run_on(altered, rank);
    CHECK((now.code == cli::wrong_input || now == whole));
    const Answer validated = run({"validate", altered});
    CHECK((validated.code == cli::wrong_input || now == whole));
    if (i % 3 == 0) CHECK(validated.code == cli::wrong_input);
  }
}

TEST_CASE("What is no snapshot, and where none can be written, says so", "[snapshot]") {
  const ScratchFolder folder;
  put(folder.file("text"),
      "pack: this is a text of more than sixty-four bytes, and no snapshot of a pack");
  CHECK(run_on(folder.file("text"), {"rank"}).err.starts_with("<pack>: error: is no snapshot\n"));
  CHECK(run({"snapshot", "--pack", bundled, "-o", folder.path().string()}).code ==
        cli::wrong_input);
  CHECK(run({"snapshot", "--pack", folder.file("none"), "-o", folder.file()}).code ==
        cli::wrong_input);
  CHECK_FALSE(fs::exists(folder.file()));
}
