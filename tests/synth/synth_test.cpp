// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "base/csv_table.hpp"
#include "base/files.hpp"
#include "ranking/bundled.hpp"
#include "scratch_folder.hpp"
#include "synth/synth.hpp"

using namespace harbinger;
using tests::ScratchFolder;

namespace {

const std::string model_folder = std::string(HARBINGER_SOURCE_DIR) + "/data/scanners";

std::string all_messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) text += to_text(diagnostic);
  return text;
}

std::optional<synth::WrittenWorld> written(const synth::WorldSize& size, const std::string& folder,
                                           Diagnostics& diagnostics,
                                           const std::string& like = model_folder) {
  return synth::write_world(
      like, size, folder, [](std::size_t, std::size_t) {}, diagnostics);
}

void write_or_fail(const synth::WorldSize& size, const std::string& folder) {
  Diagnostics diagnostics;
  const bool done = written(size, folder, diagnostics).has_value();
  INFO(all_messages(diagnostics));
  REQUIRE(done);
}

std::string content_of(const std::string& path) {
  return std::string((*read_file(path))->content());
}

/// How often each value of a column stands in a table.
std::map<std::string, std::size_t> counted(const std::string& folder, const std::string& table,
                                           const std::string& column) {
  Diagnostics diagnostics;
  const auto rows = CsvTable::read(*read_file(folder + "/" + table), diagnostics);
  REQUIRE(rows);
  std::map<std::string, std::size_t> count;
  for (std::size_t row = 0; row < rows->rows(); ++row)
    ++count[std::string(rows->cell(row, *rows->find_column(column)).text)];
  return count;
}

/// The part that the first hundredth of the values, at least one, has of all rows.
double part_of_top(const std::map<std::string, std::size_t>& count) {
  std::vector<std::size_t> sizes;
  for (const auto& [value, size] : count) sizes.push_back(size);
  std::sort(sizes.rbegin(), sizes.rend());
  const std::size_t top = std::max<std::size_t>(1, sizes.size() / 100);
  const auto sum = [](auto begin, auto end) {
    return static_cast<double>(std::accumulate(begin, end, std::size_t{0}));
  };
  return sum(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(top)) /
         sum(sizes.begin(), sizes.end());
}

double part_of(const std::map<std::string, std::size_t>& count, const std::string& value) {
  std::size_t all = 0;
  for (const auto& [other, size] : count) all += size;
  const auto found = count.find(value);
  return found == count.end() ? 0 : static_cast<double>(found->second) / static_cast<double>(all);
}

/// The tests of one larger world share it.
const ScratchFolder& large_place() {
  static const ScratchFolder place;
  static const bool made = (write_or_fail({20'000, 200'000, 3}, place.file("world")), true);
  (void)made;
  return place;
}

}  // namespace

TEST_CASE("A world loads without a word, with just the sites and facts asked for", "[synth]") {
  const std::vector<synth::WorldSize> sizes{{1, 500, 1},     {1, 489, 9},      {7, 1000, 2},
                                            {100, 1500, 3},  {551, 5136, 4},   {3000, 12000, 5},
                                            {500, 30000, 6}, {1000, 10007, 7}, {2000, 20000, 8}};
  for (const synth::WorldSize& size : sizes) {
    const ScratchFolder place;
    Diagnostics diagnostics;
    const auto world = written(size, place.file("world"), diagnostics);
    INFO(size.sites << " sites, " << size.facts << " facts: " << all_messages(diagnostics));
    REQUIRE(world);
    const auto pack = pack::load_pack(place.file("world"), diagnostics);
    INFO(all_messages(diagnostics));
    REQUIRE(pack);
    CHECK(diagnostics.all().empty());
    CHECK(pack->nodes.size() + pack->edges.size() == size.facts);
    CHECK(pack->nodes.size() == world->nodes);
    CHECK(pack->edges.size() == world->edges);
    CHECK(graph::EntityGraph(*pack).sites().size() == size.sites);
    for (const synth::WrittenFile& file : world->files)
      CHECK(file.bytes == std::filesystem::file_size(place.file("world/" + file.name)));
  }
}

TEST_CASE("One seed gives the same bytes every time, another seed another world", "[synth]") {
  const ScratchFolder place;
  write_or_fail({600, 7000, 11}, place.file("a"));
  write_or_fail({600, 7000, 11}, place.file("b"));
  write_or_fail({600, 7000, 12}, place.file("c"));
  for (const auto& entry : std::filesystem::directory_iterator(place.file("a"))) {
    const std::string name = entry.path().filename().string();
    CHECK(content_of(place.file("a/" + name)) == content_of(place.file("b/" + name)));
  }
  CHECK(content_of(place.file("a/port_calls.csv")) != content_of(place.file("c/port_calls.csv")));
  CHECK(content_of(place.file("a/alliances.csv")) == content_of(model_folder + "/alliances.csv"));
}

TEST_CASE("A few makers, ports and owners have most of the edges", "[synth]") {
  const std::string folder = large_place().file("world");
  // In the model the first of three makers has 93 % of the deliveries, the first hundredth of the ports 7 % of
  // the calls and the first of twenty owners 17 % of the stakes.
  CHECK(part_of_top(counted(folder, "supplies.csv", "supplier")) > 0.3);
  for (const auto& [table, column] :
       {std::pair{"port_calls.csv", "site"}, std::pair{"owns.csv", "owner"}})
    CHECK(part_of_top(counted(folder, table, column)) >
          part_of_top(counted(model_folder, table, column)));
  CHECK(counted(folder, "supplies.csv", "supplier").size() > 50);
  // The subject has as many edges as its model: the vessels of the model make 23 calls at most.
  const auto calls = counted(folder, "port_calls.csv", "vessel");
  for (const auto& [vessel, count] : calls) CHECK(count <= 23);
}

TEST_CASE("Countries, confidence words and missing cells keep the model's proportions", "[synth]") {
  const std::string folder = large_place().file("world");
  const std::vector<std::array<std::string, 3>> cells{
      {"sites.csv", "country", "PHL"},         {"sites.csv", "type", "airport"},
      {"sites.csv", "unlocode", ""},           {"sites.csv", "confidence", "high"},
      {"activities.csv", "flow_type", "loan"}, {"activities.csv", "usd_2021", ""},
      {"delivered_to.csv", "units", ""},       {"port_calls.csv", "kind", "exercise"},
      {"vessels.csv", "confidence", "medium"}};
  for (const auto& [table, column, value] : cells) {
    INFO(table << ", " << column << ": '" << value << "'");
    CHECK(part_of(counted(folder, table, column), value) ==
          Approx(part_of(counted(model_folder, table, column), value)).margin(0.01));
  }
}

TEST_CASE("No name of the model's companies, ships or sites comes over", "[synth]") {
  const std::string folder = large_place().file("world");
  for (const auto& [table, columns] : std::map<std::string, std::vector<std::string>>{
           {"sites.csv", {"id", "name", "aliases", "unlocode"}},
           {"vessels.csv", {"id", "name", "hull"}},
           {"activities.csv", {"id", "name", "counts_as"}}})
    for (const std::string& column : columns) {
      auto model = counted(model_folder, table, column);
      model.erase("");
      for (const auto& [value, count] : counted(folder, table, column))
        CHECK(model.count(value) == 0);
    }
}

TEST_CASE("Some companies own each other in small circles", "[synth]") {
  Diagnostics diagnostics;
  const auto rows = CsvTable::read(*read_file(large_place().file("world/owns.csv")), diagnostics);
  REQUIRE(rows);
  std::map<std::string_view, std::set<std::string_view>> held;
  for (std::size_t row = 0; row < rows->rows(); ++row)
    held[rows->cell(row, 0).text].insert(rows->cell(row, 1).text);
  std::size_t circles = 0;  // of two or three
  for (const auto& [owner, all] : held)
    for (const auto owned : all) {
      if (!held.count(owned)) continue;
      circles += held[owned].count(owner);
      for (const auto further : held[owned])
        circles += held.count(further) ? held[further].count(owner) : 0;
    }
  CHECK(circles > 0);
  CHECK(circles < rows->rows() / 50);
}

TEST_CASE("A world is ranked by the bundled rules, and its sites differ", "[synth]") {
  Diagnostics diagnostics;
  auto pack = pack::load_pack(large_place().file("world"), diagnostics);
  REQUIRE(pack);
  const graph::EntityGraph graph(std::move(*pack));
  const tests::Bundled& bundled = tests::bundled();
  const std::string home = HARBINGER_SOURCE_DIR;
  const auto rules =
      rule::RuleSet::load(std::vector{home + "/rules/scanners.yaml"}, graph.schema(), diagnostics);
  INFO(all_messages(diagnostics));
  REQUIRE(rules);
  const ranking::Assessment assessment({graph, *rules, bundled.model}, {graph, graph.pack().date},
                                       2);
  std::set<double> scores;
  for (std::size_t site = 0; site < graph.sites().size(); ++site)
    scores.insert(assessment.scores.total[site]);
  CHECK(scores.size() > 1000);
  CHECK(*scores.rbegin() > 70);
  CHECK(*scores.begin() < 30);
}

TEST_CASE("Too few facts, no folder and no model are told, and nothing is left behind", "[synth]") {
  const ScratchFolder place;
  Diagnostics few, taken, unknown;
  CHECK_FALSE(written({1000, 2000, 1}, place.file("world"), few));
  CHECK(all_messages(few).find("a world of 1000 sites has at least") != std::string::npos);
  std::filesystem::create_directories(place.file("full/something"));
  CHECK_FALSE(written({10, 1000, 1}, place.file("full"), taken));
  CHECK(all_messages(taken).find("is a folder that is not empty") != std::string::npos);
  CHECK_FALSE(written({10, 1000, 1}, place.file("world"), unknown, place.file("no-such-pack")));
  CHECK(all_messages(unknown).find("no such file") != std::string::npos);
  std::filesystem::remove_all(place.file("full"));
  CHECK(std::filesystem::is_empty(place.file("")));
}
