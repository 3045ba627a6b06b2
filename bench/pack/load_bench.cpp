// SPDX-License-Identifier: Apache-2.0
// From the CSV files of a pack to its facts as columns, and to the graph and one view of it. Beside it a plain reading
// of the same files into memory, with a hash of each, which is the least that any of them costs.
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "base/files.hpp"
#include "graph/view.hpp"

namespace harbinger {

namespace {

/// Sites, ships and their calls, as many as are wanted; ten calls a node.
class CallsPack {
 public:
  explicit CallsPack(std::size_t facts) {
    path_ = std::filesystem::temp_directory_path() / fmt::format("harbinger-load-bench-{}", facts);
    std::filesystem::create_directories(path_);
    write("pack.yaml", R"(pack: calls
date: 2024-12-31
confidence: {high: 0.95, low: 0.5}
sources: sources.csv
roles: {site: Site}
nodes:
  - {table: sites.csv, kind: Site, attributes: {type: text, lat: number, lon: number}}
  - {table: ships.csv, kind: Vessel}
relations:
  - table: calls.csv
    relation: CALLS_AT
    from: {column: ship, kinds: [Vessel]}
    to: {column: site, kinds: [Site]}
    attributes: {kind: text}
)");
    write("sources.csv",
          "id,title,publisher,date,address,licence,collection,note\ns1,First,P,2020,,,no,\n");
    const std::size_t nodes = facts / 11;
    const std::size_t sites = nodes / 2;
    const std::size_t ships = nodes - sites;
    std::string text = "id,name,type,lat,lon,confidence,source\n";
    for (std::size_t i = 0; i < sites; ++i)
      text += fmt::format("site-{:07},Port {},seaport,{}.25,{}.5,high,s1\n", i, i, i % 90, i % 180);
    write("sites.csv", text);
    text = "id,name,confidence,source\n";
    for (std::size_t i = 0; i < ships; ++i)
      text += fmt::format("ship-{:07},Ship {},high,s1\n", i, i);
    write("ships.csv", text);
    text = "ship,site,kind,valid_from,valid_to,confidence,source\n";
    for (std::size_t i = 0; i < facts - nodes; ++i) {
      const std::string day =
          fmt::format("20{:02}-{:02}-{:02}", i % 24, 1 + i / 24 % 12, 1 + i / 288 % 28);
      text += fmt::format("ship-{:07},site-{:07},visit,{},{},high,s1\n", i / 10 % ships,
                          i * 2654435761u % sites, day, day);
    }
    write("calls.csv", text);
  }
  ~CallsPack() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

  std::filesystem::path path_;
};

std::size_t bytes_in(const pack::Pack& pack) {
  std::size_t bytes = 0;
  for (const pack::PackFile& file : pack.files) bytes += std::filesystem::file_size(file.path);
  return bytes;
}

pack::Pack loaded(const std::string& folder) {
  Diagnostics diagnostics;
  auto pack = pack::load_pack(folder, diagnostics);
  if (!pack) throw std::runtime_error("the pack cannot be read");
  return *std::move(pack);
}

void count(benchmark::State& state, const pack::Pack& pack) {
  const auto facts = static_cast<double>(pack.nodes.size() + pack.edges.size());
  using benchmark::Counter;
  state.counters["facts"] = facts;
  state.counters["facts_per_second"] = Counter(facts, Counter::kIsIterationInvariantRate);
  state.counters["bytes_per_second"] =
      Counter(static_cast<double>(bytes_in(pack)), Counter::kIsIterationInvariantRate);
  state.counters["bytes_per_fact"] = static_cast<double>(pack.facts().bytes()) / facts;
}

const std::string bundled = HARBINGER_SOURCE_DIR "/data/scanners";

/// A million facts in a folder that goes away with the program.
std::string million() {
  static const CallsPack made(1'000'000);
  return made.path();
}

void load(benchmark::State& state, const std::string& folder) {
  const pack::Pack pack = loaded(folder);
  for (auto _ : state) benchmark::DoNotOptimize(loaded(folder));
  count(state, pack);
}

void read_files(benchmark::State& state, const std::string& folder) {
  const pack::Pack pack = loaded(folder);
  for (auto _ : state)
    for (const pack::PackFile& file : pack.files)
      if (sha256((*read_file(file.path))->content()) != file.sha256)
        state.SkipWithError("a file has changed");
  count(state, pack);
}

void load_bundled(benchmark::State& state) { load(state, bundled); }
void load_million(benchmark::State& state) { load(state, million()); }
void read_bundled(benchmark::State& state) { read_files(state, bundled); }
void read_million(benchmark::State& state) { read_files(state, million()); }

void build_graph(benchmark::State& state) {
  const pack::Pack pack = loaded(million());
  for (auto _ : state) benchmark::DoNotOptimize(graph::EntityGraph(pack));
  count(state, pack);
}

void build_view(benchmark::State& state) {
  const graph::EntityGraph graph(loaded(million()));
  for (auto _ : state) benchmark::DoNotOptimize(graph::GraphView(graph, graph.pack().date));
  count(state, graph.pack());
}

}  // namespace

BENCHMARK(load_bundled)->Name("pack/load/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(read_bundled)->Name("pack/load/files_only/bundled")->Unit(benchmark::kMillisecond);
BENCHMARK(load_million)->Name("pack/load/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(read_million)->Name("pack/load/files_only/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(build_graph)->Name("graph/build/1M")->Unit(benchmark::kMillisecond);
BENCHMARK(build_view)->Name("graph/view/1M")->Unit(benchmark::kMillisecond);

}  // namespace harbinger
