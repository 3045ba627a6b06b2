// SPDX-License-Identifier: Apache-2.0
// `eval --jsonl`: lines a second on one thread, with short expressions that differ from line to line. The floor
// is what reading the JSON of the lines alone takes.
#include <benchmark/benchmark.h>

#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/eval_lines.hpp"

namespace {

constexpr int count = 10'000;

std::string short_lines() {
  const char* const expressions[] = {"{} + 2 * 3",
                                     "x > {} && y < 3.0",
                                     "'abc'.startsWith('a') || {} == 0",
                                     "x in [1, 2, {}]",
                                     "[1, 2, {}].exists(i, i > 2)",
                                     "size(name) == {} ? 1 : 0",
                                     "m.key == 'v{}'",
                                     "duration('{}s') < duration('2h')"};
  std::string lines;
  for (int i = 0; i < count; ++i)
    lines += fmt::format(
        "{{\"expr\": \"{}\", \"vars\": {{\"x\": {}, \"y\": 2.5, \"name\": \"hello\", \"m\": "
        "{{\"key\": \"v\"}}}}}}\n",
        fmt::format(fmt::runtime(expressions[i % 8]), i), i);
  return lines;
}

void evaluated(benchmark::State& state) {
  const std::string lines = short_lines();
  if (harbinger::cli::evaluated_lines(lines, 1).find("error") != std::string::npos)
    state.SkipWithError("a line fails");
  for (auto _ : state) benchmark::DoNotOptimize(harbinger::cli::evaluated_lines(lines, 1));
  state.SetItemsProcessed(state.iterations() * count);
}

void only_read(benchmark::State& state) {
  const std::string lines = short_lines();
  for (auto _ : state)
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = lines.find('\n', at);
      benchmark::DoNotOptimize(
          nlohmann::json::parse(lines.begin() + static_cast<std::ptrdiff_t>(at),
                                lines.begin() + static_cast<std::ptrdiff_t>(end)));
      at = end + 1;
    }
  state.SetItemsProcessed(state.iterations() * count);
}

BENCHMARK(evaluated)->Name("cli/eval_lines/short/10k")->Unit(benchmark::kMillisecond);
BENCHMARK(only_read)->Name("cli/eval_lines/read_json_only/10k")->Unit(benchmark::kMillisecond);

}  // namespace
