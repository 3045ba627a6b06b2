// SPDX-License-Identifier: Apache-2.0
// A result is never written over what the command reads.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/context.hpp"
#include "scratch_folder.hpp"

namespace {

using namespace harbinger;
namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

const std::string project = HARBINGER_SOURCE_DIR;

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int exit_code(const std::vector<std::string>& arguments, const std::string& ledger = "") {
  std::stringstream out, err;
  cli::Context context{out, err, project, {}};
  context.ledger = ledger;
  return cli::run(arguments, context);
}

}  // namespace

TEST_CASE("A result is not written over a rule file, a table of the pack or the ledger", "[cli]") {
  const ScratchFolder folder;
  const std::string rules = folder.file("rules.yaml"), pack = folder.file("pack"),
                    ledger = folder.file("runs.db"), result = folder.file("ranking.txt");
  fs::copy(project + "/rules/scanners.yaml", rules);
  fs::copy(project + "/data/scanners", pack);
  const std::string rules_before = content_of(rules);
  const std::string table_before = content_of(pack + "/sites.csv");

  CHECK(exit_code({"rank", "--rules", rules, "-o", rules}) == cli::wrong_input);
  CHECK(content_of(rules) == rules_before);
  CHECK(exit_code({"rank", "--pack", pack, "-o", pack + "/sites.csv"}) == cli::wrong_input);
  CHECK(content_of(pack + "/sites.csv") == table_before);

  CHECK(exit_code({"rank", "--rules", rules, "-o", result}, ledger) == cli::done);
  CHECK(exit_code({"rank", "--rules", rules, "-o", result}, ledger) == cli::done);
  const std::string runs_before = content_of(ledger);
  CHECK(exit_code({"runs", "list", "-o", ledger}, ledger) == cli::wrong_input);
  CHECK(content_of(ledger) == runs_before);
}
