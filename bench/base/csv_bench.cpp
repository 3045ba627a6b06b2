// SPDX-License-Identifier: Apache-2.0
// Tables of stakes read row by row, beside a loop that only finds commas and line ends: no quotes, no limits,
// no UTF-8, no places. Bytes per second; the same cells on the plain table, checked first.
#include <benchmark/benchmark.h>

#include <random>
#include <stdexcept>

#include "base/csv_rows.hpp"

namespace {

using namespace harbinger;

enum Kind { plain, mixed, quoted };

struct Cells {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  friend bool operator==(const Cells&, const Cells&) = default;
};

/// 32 MiB of rows as packs have them: ids, a name (some with a comma, some with a quote, some not ASCII), a
/// share, dates, a confidence and a source.
std::shared_ptr<const SourceText> made_table(Kind kind) {
  constexpr std::size_t bytes = std::size_t{32} << 20;
  std::mt19937 random(7);
  const auto cell = [&](std::string text, bool doubled = false) {
    if (kind == quoted || (kind == mixed && text.find(',') != std::string::npos) || doubled)
      return "\"" + text + "\"";
    return text;
  };
  std::string content = "id,owner,owned,name,share,valid_from,valid_to,confidence,source\n";
  while (content.size() < bytes) {
    const auto name = random() % 20;
    content += cell(fmt::format("stake-{:07}", random() % 10'000'000)) + ",";
    content += cell(fmt::format("company-{:06}", random() % 1'000'000)) + ",";
    content += cell(fmt::format("company-{:06}", random() % 1'000'000)) + ",";
    if (kind == plain || name > 3)
      content += cell("Harbour Holding of the North");
    else if (name == 0)
      content += cell("Harbour \"\"North\"\" Holding", true);
    else
      content += cell(name == 1 ? "Société du Port, S.A." : "Harbour Holding, Ltd.");
    content += "," + cell(fmt::format("0.{:04}", random() % 10'000)) + ",";
    content += cell(fmt::format("20{:02}-{:02}-{:02}", random() % 25, 1 + random() % 12,
                                1 + random() % 28)) +
               ",,";
    content += cell("confirmed") + "," + cell(fmt::format("source-{}", random() % 500)) + "\n";
  }
  return std::make_shared<const SourceText>("stakes.csv", std::move(content));
}

const std::shared_ptr<const SourceText>& table(Kind kind) {
  static const std::shared_ptr<const SourceText> tables[]{made_table(plain), made_table(mixed),
                                                          made_table(quoted)};
  return tables[kind];
}

Cells read_rows(const std::shared_ptr<const SourceText>& text) {
  Diagnostics diagnostics;
  auto rows = CsvRows::open(text, diagnostics);
  Cells cells;
  for (const CsvCell& cell : rows->header())
    cells = {cells.count + 1, cells.bytes + cell.text.size()};
  const std::size_t columns = rows->header().size();
  while (rows->next())
    for (std::size_t i = 0; i < columns; ++i)
      cells = {cells.count + 1, cells.bytes + rows->cell(i).size()};
  if (!rows->complete()) throw std::runtime_error("the table is not read whole");
  return cells;
}

Cells plain_loop(const std::shared_ptr<const SourceText>& text) {
  Cells cells;
  const char* begin = text->content().data();
  for (const char& c : text->content())
    if (c == ',' || c == '\n') {
      const std::string_view cell(begin, static_cast<std::size_t>(&c - begin));
      cells = {cells.count + 1, cells.bytes + cell.size()};
      begin = &c + 1;
    }
  return cells;
}

void csv_rows(benchmark::State& state, Kind kind) {
  const auto& text = table(kind);
  if (kind == plain && read_rows(text) != plain_loop(text)) throw std::runtime_error("they differ");
  for (auto _ : state) benchmark::DoNotOptimize(read_rows(text));
  state.SetBytesProcessed(state.iterations() * std::int64_t(text->content().size()));
}

void csv_plain_loop(benchmark::State& state, Kind kind) {
  const auto& text = table(kind);
  for (auto _ : state) benchmark::DoNotOptimize(plain_loop(text));
  state.SetBytesProcessed(state.iterations() * std::int64_t(text->content().size()));
}

BENCHMARK_CAPTURE(csv_rows, plain, plain)
    ->Name("base/csv/rows/plain")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(csv_plain_loop, plain, plain)
    ->Name("base/csv/plain_loop/plain")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(csv_rows, mixed, mixed)
    ->Name("base/csv/rows/mixed")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(csv_plain_loop, mixed, mixed)
    ->Name("base/csv/plain_loop/mixed")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(csv_rows, quoted, quoted)
    ->Name("base/csv/rows/quoted")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(csv_plain_loop, quoted, quoted)
    ->Name("base/csv/plain_loop/quoted")
    ->Unit(benchmark::kMillisecond);

}  // namespace
