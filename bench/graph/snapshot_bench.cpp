// SPDX-License-Identifier: Apache-2.0
// A snapshot of an invented world opened, and one fact found by its id and read; beside it the same world loaded from
// CSV. The number is of sites, ten facts each.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "graph/snapshot.hpp"
#include "synthetic_world.hpp"

namespace {

using namespace harbinger;

/// Written once for each size, and removed at the end.
class Snapshot {
 public:
  explicit Snapshot(std::size_t sites)
      : path_((std::filesystem::temp_directory_path() / ("harbinger-" + std::to_string(::getpid()) +
                                                         "-" + std::to_string(sites) + ".snapshot"))
                  .string()) {
    const graph::EntityGraph graph = bench::synthetic_graph(sites);
    site_ = graph.node(graph.sites()[sites / 2]).id();
    if (!graph::write_snapshot(graph, path_)) throw std::runtime_error("no snapshot was written");
  }
  ~Snapshot() { std::filesystem::remove(path_); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& site() const { return site_; }

 private:
  std::string path_;
  std::string site_;
};

void open(benchmark::State& state) {
  const Snapshot snapshot(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    Diagnostics diagnostics;
    const auto graph = graph::open_snapshot(snapshot.path(), diagnostics);
    if (!graph) throw std::runtime_error("the snapshot does not open");
    const auto site = graph->find_node(snapshot.site());
    benchmark::DoNotOptimize(graph->node(*site).name());
  }
  state.counters["MB"] =
      static_cast<double>(std::filesystem::file_size(snapshot.path())) / 1'000'000;
}

}  // namespace

BENCHMARK(open)
    ->Name("graph/snapshot/open")
    ->Arg(1'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
