// SPDX-License-Identifier: Apache-2.0
// An invented world of 10,000 to 10,000,000 facts, ten for each site, written to disk; beside it the same bytes written
// as one block, the least that any writer costs.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "synth/synth.hpp"

namespace {

using namespace harbinger;

const std::string model_folder = std::string(HARBINGER_SOURCE_DIR) + "/data/scanners";

std::string place() {
  return (std::filesystem::temp_directory_path() / fmt::format("harbinger-synth-{}", ::getpid()))
      .string();
}

std::uint64_t write(std::uint64_t facts) {
  Diagnostics diagnostics;
  const auto world = synth::write_world(
      model_folder, {facts / 10, facts, 1}, place(), [](std::size_t, std::size_t) {}, diagnostics);
  if (!world) throw std::runtime_error(to_text(diagnostics.all().front()));
  if (world->nodes + world->edges != facts) throw std::runtime_error("another number of facts");
  std::uint64_t bytes = 0;
  for (const synth::WrittenFile& file : world->files) bytes += file.bytes;
  std::filesystem::remove_all(place());
  return bytes;
}

void count(benchmark::State& state, std::uint64_t bytes) {
  using benchmark::Counter;
  state.counters["facts/s"] =
      Counter(static_cast<double>(state.range(0)), Counter::kIsIterationInvariantRate);
  state.counters["bytes/s"] =
      Counter(static_cast<double>(bytes), Counter::kIsIterationInvariantRate);
}

void world(benchmark::State& state) {
  std::uint64_t bytes = 0;
  for (auto _ : state) bytes = write(static_cast<std::uint64_t>(state.range(0)));
  count(state, bytes);
}

void plain_bytes(benchmark::State& state) {
  const std::uint64_t bytes = write(static_cast<std::uint64_t>(state.range(0)));
  const std::string block(1u << 18, 'x');
  for (auto _ : state) {
    std::ofstream file(place(), std::ios::binary);
    for (std::uint64_t left = bytes; left > 0; left -= std::min<std::uint64_t>(left, block.size()))
      file.write(block.data(),
                 static_cast<std::streamsize>(std::min<std::uint64_t>(left, block.size())));
    file.close();
    std::filesystem::remove(place());
  }
  count(state, bytes);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(10'000)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(world)->Name("synth/write/world")->Apply(sizes);
BENCHMARK(plain_bytes)->Name("synth/write/plain_bytes")->Apply(sizes);

}  // namespace
