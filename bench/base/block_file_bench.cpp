// SPDX-License-Identifier: Apache-2.0
// A gigabyte of arrays in one mapped file: opened, checked, and read beside the same numbers in a vector.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <random>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

#include "base/block_file.hpp"

namespace {

using namespace harbinger;

constexpr BlockFormat format{"HARBBNCH", 1, "file of a benchmark"};
constexpr std::size_t arrays = 64;
constexpr std::size_t array_bytes = std::size_t{16} << 20;

const std::vector<std::uint32_t>& numbers() {
  static const auto made = [] {
    std::vector<std::uint32_t> all(array_bytes / sizeof(std::uint32_t));
    std::iota(all.begin(), all.end(), 7u);
    return all;
  }();
  return made;
}

/// Goes away with the program.
struct Written {
  std::string path =
      (std::filesystem::temp_directory_path() / fmt::format("harbinger-bench-{}", ::getpid()));
  Written() {
    auto file = BlockFileWriter::create(path, format);
    for (std::size_t i = 0; file && i < arrays; ++i)
      file->array(fmt::format("array {}", i), std::span(numbers()));
    if (!file || !std::move(*file).finish()) throw std::runtime_error(path);
  }
  ~Written() { std::filesystem::remove(path); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
};

const std::string& path() {
  static const Written written;
  return written.path;
}

BlockFile opened() {
  auto file = BlockFile::open(path(), format);
  if (!file) throw std::runtime_error(file.error().message);
  return *std::move(file);
}

/// The system forgets what it has read of the file.
void forget() {
  const int descriptor = ::open(path().c_str(), O_RDONLY);
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  ::close(descriptor);
}

void open_file(benchmark::State& state, bool cold) {
  (void)path();
  for (auto _ : state) {
    state.PauseTiming();
    if (cold) forget();
    state.ResumeTiming();
    benchmark::DoNotOptimize(opened());
  }
}

void verify(benchmark::State& state) {
  Diagnostics none;
  if (!opened().verify(2, none)) throw std::runtime_error("damaged");  // and is in memory
  for (auto _ : state) {
    Diagnostics diagnostics;
    if (!opened().verify(static_cast<unsigned>(state.range(0)), diagnostics))
      throw std::runtime_error("damaged");
  }
  state.SetBytesProcessed(state.iterations() * std::int64_t(arrays * array_bytes));
}

/// Each element once, in no order, as a graph asks for them.
const std::vector<std::uint32_t>& order() {
  static const auto made = [] {
    std::vector<std::uint32_t> all(numbers().size());
    std::iota(all.begin(), all.end(), 0u);
    std::shuffle(all.begin(), all.end(), std::mt19937(7));
    return all;
  }();
  return made;
}

std::uint64_t sum_of(const auto& values) {
  std::uint64_t sum = 0;
  for (const std::uint32_t i : order()) sum += values[i];
  return sum;
}

void elements(benchmark::State& state, const auto& values) {
  if (sum_of(values) != sum_of(numbers())) throw std::runtime_error("they differ");
  for (auto _ : state) benchmark::DoNotOptimize(sum_of(values));
  state.SetItemsProcessed(state.iterations() * std::int64_t(values.size()));
}

void elements_mapped(benchmark::State& state) {
  elements(state, *opened().array<std::uint32_t>("array 0"));
}
void elements_mapped_span(benchmark::State& state) {
  const auto array = *opened().array<std::uint32_t>("array 0");
  elements(state, array.all());
}
void elements_owned(benchmark::State& state) {
  elements(state, StoredArray<std::uint32_t>(std::vector(numbers())));
}
void elements_vector(benchmark::State& state) { elements(state, numbers()); }

BENCHMARK_CAPTURE(open_file, warm, false)
    ->Name("base/block_file/open/1GiB")
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(open_file, cold, true)
    ->Name("base/block_file/open_cold/1GiB")
    ->Unit(benchmark::kMicrosecond)
    ->Iterations(20)
    ->UseRealTime();
BENCHMARK(verify)
    ->Name("base/block_file/verify/1GiB")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(elements_mapped)->Name("base/stored_array/mapped/4M")->Unit(benchmark::kMillisecond);
BENCHMARK(elements_mapped_span)
    ->Name("base/stored_array/mapped_plain_loop/4M")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(elements_owned)->Name("base/stored_array/owned/4M")->Unit(benchmark::kMillisecond);
BENCHMARK(elements_vector)
    ->Name("base/stored_array/owned_plain_loop/4M")
    ->Unit(benchmark::kMillisecond);

}  // namespace
