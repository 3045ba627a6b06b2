// SPDX-License-Identifier: Apache-2.0
// A snapshot of the bundled pack is held against the pack, fact by fact.
#include "graph/snapshot.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/files.hpp"

using namespace harbinger;
using namespace harbinger::graph;

namespace {

namespace fs = std::filesystem;

const std::string bundled = std::string(HARBINGER_SOURCE_DIR) + "/data/scanners";

struct Folder {
  fs::path path;
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "harbinger-snapshot-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const char* name = "s") const { return (path / name).string(); }
};

EntityGraph loaded() {
  Diagnostics diagnostics;
  auto pack = pack::load_pack(bundled, diagnostics);
  REQUIRE(pack);
  return EntityGraph(*std::move(pack));
}

std::string inside(const std::string& path, const std::string& pack) {
  return fs::path(path).lexically_relative(pack).string();
}

std::string text_of(const pack::Cell& cell) {
  const auto all = [](const std::vector<std::string_view>& texts) {
    std::string text;
    for (const std::string_view one : texts) text += std::string(one) + "|";
    return text;
  };
  return std::visit(
      [&]<class T>(const T& value) -> std::string {
        if constexpr (std::is_same_v<T, pack::UnknownCell>)
          return "?";
        else if constexpr (std::is_same_v<T, bool>)
          return value ? "yes" : "no";
        else if constexpr (std::is_same_v<T, pack::NumberRange>)
          return fmt::format("{} to {}", value.low, value.high);
        else if constexpr (std::is_same_v<T, DecimalRange>)
          return fmt::format("{} to {} billionths", value.low.units, value.high.units);
        else if constexpr (std::is_same_v<T, Date>)
          return to_text(value);
        else if constexpr (std::is_same_v<T, std::string_view>)
          return std::string(value);
        else
          return all(value);
      },
      cell);
}

/// All that is known of a fact.
std::string told(const auto& fact, const pack::Pack& pack, const std::string& path) {
  std::string text =
      fmt::format("{} {}:{} {} '{}'", fact.id(), inside(pack.tables[fact.table()], path),
                  fact.line(), fact.confidence(), fact.note());
  const pack::Validity validity = fact.validity();
  text += validity.from ? to_text(*validity.from) : "-";
  text += validity.to ? to_text(*validity.to) : "-";
  for (const pack::SourceId source : fact.sources()) text += " " + pack.sources[source.index()].id;
  for (std::size_t i = 0; i < fact.cell_count(); ++i) text += "; " + text_of(fact.cell(i));
  return text;
}

/// A whole graph as one text, paths within the pack.
std::string told(const EntityGraph& graph, const std::string& path) {
  const pack::Pack& pack = graph.pack();
  std::string text = fmt::format("{} {} {}\n", pack.id, pack.title, to_text(pack.date));
  for (const pack::PackFile& file : pack.files)
    text += inside(file.path, path) + " " + file.sha256 + "\n";
  for (const pack::Source& s : pack.sources)
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}|{}\n", s.id, s.title, s.publisher, s.date, s.address,
                        s.licence, s.collection, s.note);
  for (const pack::PublishedFigure& f : pack.published)
    text += fmt::format("{}|{}|{}|{}|{}|{}|{}\n", f.id, f.figure, f.value, f.unit, f.as_of,
                        f.source, f.how_counted);
  for (const pack::Figure& figure : pack.figures) text += figure.published + figure.combine + "\n";
  for (const pack::LegalTest& test : pack.legal_tests) text += test.id + test.title + "\n";
  for (std::uint32_t i = 0; i < graph.node_count(); ++i) {
    const NodeId node(i);
    text += fmt::format("{} {} {}", told(graph.node(node), pack, path), graph.node(node).name(),
                        graph.node(node).kind().index());
    const auto found = pack.find_node(graph.node(node).id());  // what it throws is the reader's
    if (found != node) text += " not found";
    for (const EdgeId edge : graph.out_edges(node)) text += fmt::format(" >{}", edge.value());
    for (const EdgeId edge : graph.in_edges(node)) text += fmt::format(" <{}", edge.value());
    for (const CellRef& cell : graph.cells_naming(node))
      text += fmt::format(" {}.{}", cell.node.value(), cell.attribute);
    text += "\n";
  }
  for (std::uint32_t i = 0; i < graph.edge_count(); ++i) {
    const pack::EdgeFact edge = graph.edge(EdgeId(i));
    text += fmt::format("{} {} {} {}\n", told(edge, pack, path), edge.relation().index(),
                        edge.from().value(), edge.to().value());
  }
  for (const NodeId site : graph.sites()) text += fmt::format("{} ", site.value());
  return text;
}

std::string bytes_of(const std::string& path) { return std::string((*read_file(path))->content()); }

void put(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// What a file tells when all of it is read; nothing where it is refused.
std::optional<std::string> read_all(const std::string& path) {
  Diagnostics diagnostics;
  try {
    const auto graph = open_snapshot(path, diagnostics);
    if (!graph) {
      CHECK(diagnostics.has_errors());
      return std::nullopt;
    }
    return told(*graph, path);
  } catch (const DamagedFile&) {
    return std::nullopt;
  }
}

bool is_valid(const std::string& path) {
  Diagnostics diagnostics;
  return open_snapshot(path, diagnostics, 2).has_value();
}

}  // namespace

TEST_CASE("A snapshot holds what its folder does", "[snapshot]") {
  const Folder folder;
  const EntityGraph graph = loaded();
  REQUIRE(write_snapshot(graph, folder.file()));
  CHECK(is_snapshot(folder.file()));
  CHECK_FALSE(is_snapshot(bundled));
  CHECK_FALSE(is_snapshot(bundled + "/pack.yaml"));
  const std::string before = told(graph, bundled);
  CHECK(before.size() > 100'000);
  CHECK(before.find(" not found") == std::string::npos);
  CHECK((read_all(folder.file()) == before));
  CHECK(is_valid(folder.file()));
}

TEST_CASE("The same pack gives the same snapshot, from a snapshot too", "[snapshot]") {
  const Folder folder;
  REQUIRE(write_snapshot(loaded(), folder.file("a")));
  REQUIRE(write_snapshot(loaded(), folder.file("b")));
  const std::string bytes = bytes_of(folder.file("a"));
  CHECK((bytes_of(folder.file("b")) == bytes));
  Diagnostics diagnostics;
  const auto opened = open_snapshot(folder.file("a"), diagnostics);
  REQUIRE(opened);
  REQUIRE(write_snapshot(*opened, folder.file("a")));  // over itself
  CHECK((bytes_of(folder.file("a")) == bytes));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 2);
}

TEST_CASE("A snapshot that was altered or cut is refused, or is the same", "[snapshot]") {
  const Folder folder;
  const EntityGraph graph = loaded();
  REQUIRE(write_snapshot(graph, folder.file()));
  const std::string bytes = bytes_of(folder.file());
  const std::string whole = told(graph, bundled);
  std::mt19937_64 random(7);
  std::size_t refused = 0;
  for (int i = 0; i < 60; ++i) {
    std::string other = bytes;
    const std::size_t at = random() % bytes.size();
    CAPTURE(at, i);
    other[at] = static_cast<char>(other[at] ^ (1 << (random() % 8)));
    put(folder.file("altered"), other);
    const auto now = read_all(folder.file("altered"));
    const bool same = now == whole;
    CHECK((!now || same));
    CHECK((same || !is_valid(folder.file("altered"))));
    refused += now ? 0 : 1;
    put(folder.file("cut"), std::string_view(bytes).substr(0, i < 10 ? i * 8 : at));
    CHECK_FALSE(read_all(folder.file("cut")));
    CHECK_FALSE(is_valid(folder.file("cut")));
  }
  CHECK(refused > 30);
}

TEST_CASE("What is no snapshot says so", "[snapshot]") {
  const Folder folder;
  put(folder.file(), std::string(100, 'x'));
  Diagnostics diagnostics;
  CHECK_FALSE(open_snapshot(folder.file(), diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].message == "is no snapshot");
  CHECK_FALSE(write_snapshot(loaded(), folder.path.string()));
}
