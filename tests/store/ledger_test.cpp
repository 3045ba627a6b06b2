// SPDX-License-Identifier: Apache-2.0
// What is added to a ledger is found in it. What happens to it when processes are killed, when several write and when
// the disk is full is in tests/ledger_test.py.
#include "store/ledger.hpp"

#include <thread>

#include <catch2/catch.hpp>

#include "scratch_folder.hpp"

using namespace harbinger;
using namespace harbinger::tests;
using namespace std::chrono_literals;

namespace {

store::Run run_of(const std::string& command, const std::string& result) {
  store::Run run;
  run.command = command;
  run.options = {{"pack", "data"}, {"", "one.yaml"}, {"", "two.yaml"}};
  run.engine = "harbinger 1";
  run.as_of = parse_date("2024-12-31")->last;
  run.inputs = {{"data", "aa"}, {"rules.yaml", "bb"}};
  run.folder = "/work";
  run.output = "out.csv";
  run.colour = true;
  run.started = "2026-11-28T02:10:11.123Z";
  run.seconds = 0.25;
  run.result = store::result_of(result);
  run.rankings = {
      {"ranking", run.as_of, std::vector<store::KeptSite>{{"a", "A", "X", {1, 2.5, "high"}}}},
      {"too large", run.as_of, std::nullopt}};
  return run;
}

struct NewLedger {
  ScratchFolder folder;
  std::string path = (folder.path() / "below/runs.db").string();
  store::Ledger ledger = *store::Ledger::to_write(path, 1s);
};

}  // namespace

TEST_CASE("A run is found as it was added, by number, name and as the last", "[ledger]") {
  NewLedger made;
  const auto name = made.ledger.add(run_of("rank", "the result"));
  REQUIRE(name);
  REQUIRE(name->number == 1);
  const auto reader = store::Ledger::to_read(made.path);
  REQUIRE(reader);
  for (const std::string& asked : {std::string("1"), to_text(*name), std::string("last")}) {
    const auto run = reader->find(asked);
    REQUIRE(run);
    const store::Run added = run_of("rank", "the result");
    CHECK(to_text(run->name) == to_text(*name));
    CHECK(run->command == added.command);
    CHECK(run->options == added.options);
    CHECK(run->engine == added.engine);
    CHECK(run->as_of == added.as_of);
    CHECK(run->inputs.size() == 2);
    CHECK(run->inputs[1].sha256 == "bb");
    CHECK(run->folder == added.folder);
    CHECK(run->output == added.output);
    CHECK(run->colour);
    CHECK(run->started == added.started);
    CHECK(run->seconds == added.seconds);
    CHECK(run->result.bytes == "the result");
    CHECK(run->result.sha256 == added.result.sha256);
    REQUIRE(run->rankings.size() == 2);
    CHECK(run->rankings[0].places == added.rankings[0].places);
    CHECK_FALSE(run->rankings[1].places);
  }
}

TEST_CASE("The newest runs come first, of one command where it is asked for", "[ledger]") {
  NewLedger made;
  for (const char* command : {"rank", "whatif", "rank", "timeline"})
    REQUIRE(made.ledger.add(run_of(command, command)));
  const auto numbers = [&](const std::string& command, std::size_t most) {
    std::vector<std::int64_t> found;
    const auto runs = made.ledger.newest(command, most);
    for (const store::Run& run : *runs) found.push_back(run.name.number);
    return found;
  };
  CHECK(numbers("", 0) == std::vector<std::int64_t>{4, 3, 2, 1});
  CHECK(numbers("", 2) == std::vector<std::int64_t>{4, 3});
  CHECK(numbers("rank", 0) == std::vector<std::int64_t>{3, 1});
  CHECK(numbers("explain", 0).empty());
}

TEST_CASE("Content that several runs share is kept once", "[ledger]") {
  NewLedger made;
  const std::string large(200'000, 'x');
  std::string noise;  // that does not become smaller
  for (std::uint32_t i = 0, x = 1; i < large.size(); ++i)
    noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  REQUIRE(made.ledger.add(run_of("rank", noise)));
  { const auto moved = std::move(made.ledger); }
  const auto one = std::filesystem::file_size(made.path);
  auto ledger = store::Ledger::to_write(made.path, 1s);
  REQUIRE(ledger);
  for (int i = 0; i < 10; ++i) REQUIRE(ledger->add(run_of("rank", noise)));
  { const auto moved = *std::move(ledger); }
  REQUIRE(std::filesystem::file_size(made.path) < one + 50'000);
}

TEST_CASE("A result that was too large is known by its hash", "[ledger]") {
  NewLedger made;
  store::Run run = run_of("rank", "large");
  run.result.bytes.reset();
  REQUIRE(made.ledger.add(run));
  const auto found = made.ledger.find("1");
  REQUIRE(found);
  CHECK_FALSE(found->result.bytes);
  CHECK(found->result.sha256 == run.result.sha256);
  CHECK(found->result.size == 5);
}

TEST_CASE("What is no regular file is no ledger", "[ledger]") {
  CHECK_FALSE(store::Ledger::to_write("/dev/null", 1s));
  CHECK_FALSE(store::Ledger::to_read("/dev/null"));
  CHECK_FALSE(store::Ledger::to_write("/", 1s));
}

TEST_CASE("A name that no run has is an error with the nearest", "[ledger]") {
  NewLedger made;
  CHECK(made.ledger.find("last").error().hint == "it has no runs yet");
  const auto name = made.ledger.add(run_of("rank", "x"));
  const auto wrong = made.ledger.find("2-" + name->hash);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().hint == "did you mean '" + to_text(*name) + "'?");
  for (const char* none : {"", "x", "0", "-1", "1-", "1-x", "1x", "99999999999999999999"}) {
    INFO(none);
    CHECK_FALSE(made.ledger.find(none));
  }
}

TEST_CASE("Threads with a ledger each lose nothing", "[ledger]") {
  ScratchFolder folder;
  const std::string path = (folder.path() / "runs.db").string();
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&, t] {
        auto ledger = store::Ledger::to_write(path, 30s);
        for (int i = 0; ledger && i < 10; ++i)
          (void)ledger->add(run_of("rank", fmt::format("{} {}", t, i)));
      });
  }
  REQUIRE(store::Ledger::to_read(path)->newest("", 0)->size() == 80);
}
