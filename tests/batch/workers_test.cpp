// SPDX-License-Identifier: Apache-2.0
#include "batch/workers.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "base/block_file.hpp"
#include "scratch_folder.hpp"

using namespace harbinger::batch;

namespace {

struct Told {
  std::map<std::size_t, TaskEnd> ends;
  int signal = 0;
};

/// Runs the tasks; each must end once.
Told run(std::size_t tasks, const WorkerOptions& options,
         const std::function<std::string(std::size_t)>& work) {
  Told told;
  const Listener listener{[&](const TaskEnd& end) {
                            CHECK(told.ends.emplace(end.task, end).second);
                            return true;
                          },
                          [] {}};
  told.signal = run_in_workers(tasks, options, work, listener);
  return told;
}

}  // namespace

TEST_CASE("Each task is answered once, by any number of workers", "[workers]") {
  for (const unsigned workers : {1u, 2u, 7u}) {
    const Told told = run(40, {workers, {}}, [](std::size_t task) {
      return std::to_string(task) + std::string(task * 5000, 'x');  // more than a pipe holds
    });
    CHECK(told.signal == 0);
    REQUIRE(told.ends.size() == 40);
    for (const auto& [task, end] : told.ends) {
      CHECK(end.answered);
      CHECK(end.text == std::to_string(task) + std::string(task * 5000, 'x'));
    }
  }
}

TEST_CASE("No task at all is done at once", "[workers]") {
  CHECK(run(0, {2, {}}, [](std::size_t) { return std::string(); }).ends.empty());
}

TEST_CASE("A worker that dies takes one task with it, whatever it dies of", "[workers]") {
  const Told told = run(12, {2, {}}, [](std::size_t task) -> std::string {
    if (task == 3) ::kill(::getpid(), SIGKILL);
    if (task == 4) ::raise(SIGUSR1);  // which nobody handles
    if (task == 5) ::_exit(7);
    if (task == 6) throw std::runtime_error("a fault");
    return "done";
  });
  REQUIRE(told.ends.size() == 12);
  for (const auto& [task, end] : told.ends) CHECK(end.answered == (task < 3 || task > 6));
  using Catch::Matchers::Contains;
  CHECK_THAT(told.ends.at(3).text, Contains("killed by signal 9"));
  CHECK_THAT(told.ends.at(4).text, Contains("killed by signal 10"));
  CHECK_THAT(told.ends.at(5).text, Contains("exit code 7"));
  CHECK_THAT(told.ends.at(6).text, Contains("a fault"));
}

TEST_CASE("A damaged file that a worker reads is told as such, and is no fault of the program",
          "[workers]") {
  using namespace harbinger;
  const tests::ScratchFolder folder;
  const std::string path = (folder.path() / "damaged").string();
  constexpr BlockFormat format{"HARBTEST", 1, "test"};
  auto writer = BlockFileWriter::create(path, format);
  REQUIRE(writer);
  writer->text("text", std::string(1000, 'x'));
  REQUIRE(std::move(*writer).finish());
  {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(64 + 10);  // behind the header, in the array
    file.put('y');
  }
  const Told told = run(1, {1, {}}, [&](std::size_t) {
    const auto file = BlockFile::open(path, format);
    return file ? *file->text("text") : std::string("not opened");
  });
  REQUIRE(told.ends.size() == 1);
  CHECK_FALSE(told.ends.at(0).answered);
  CHECK_THAT(told.ends.at(0).text, Catch::StartsWith(path + ": error: is damaged: block 1 of 1"));
}

// A sanitizer's own memory is more than any bound. gcc and clang tell of it in their own ways.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HARBINGER_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HARBINGER_SANITIZED
#endif
#endif
#ifndef HARBINGER_SANITIZED
TEST_CASE("A task that needs more memory than its worker may hold fails, and no other",
          "[workers]") {
  const WorkerOptions options{2, *resident_bytes() + (64u << 20)};
  const Told told = run(6, options, [](std::size_t task) {
    std::vector<char> memory((task == 2 ? 512u : 1u) << 20, 'x');
    return std::string(1, memory.back());
  });
  REQUIRE(told.ends.size() == 6);
  for (const auto& [task, end] : told.ends) CHECK(end.answered == (task != 2));
  CHECK(told.ends.at(2).text ==
        fmt::format("it needs more memory than the {} MiB that its worker may hold",
                    *options.bytes_each >> 20));
}
#endif

TEST_CASE("A listener stops the rest", "[workers]") {
  std::size_t ends = 0;
  const Listener listener{[&](const TaskEnd&) { return ++ends < 3; }, [] {}};
  CHECK(run_in_workers(
            1000, {2, {}}, [](std::size_t) { return std::string(); }, listener) == 0);
  CHECK(ends == 3);
}

TEST_CASE("A signal stops the rest, and is told", "[workers]") {
  std::size_t ends = 0;
  const Listener listener{[&](const TaskEnd&) {
                            if (++ends == 2) ::raise(SIGTERM);
                            return true;
                          },
                          [] {}};
  CHECK(run_in_workers(
            1000, {1, {}}, [](std::size_t) { return std::string(); }, listener) == SIGTERM);
  CHECK(ends < 1000);
}
