// SPDX-License-Identifier: Apache-2.0
// A snapshot of the bundled pack is held against the pack, fact by fact.
#include "graph/snapshot.hpp"

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <random>

#include "base/detail/block_layout.hpp"
#include "base/files.hpp"
#include "scratch_folder.hpp"

using namespace harbinger;
using namespace harbinger::graph;

namespace {

namespace fs = std::filesystem;
using harbinger::tests::ScratchFolder;

const std::string bundled = std::string(HARBINGER_SOURCE_DIR) + "/data/scanners";

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

/// The bytes of a snapshot, whose arrays are altered and get the checksums of what they now hold.
class Forger {
 public:
  explicit Forger(std::string bytes) : bytes_(std::move(bytes)) {
    std::memcpy(&header_, bytes_.data(), sizeof header_);
    std::size_t at = header_.directory_offset;
    for (std::uint64_t i = 0; i < header_.arrays; ++i) {
      Array array;
      std::memcpy(&array.entry, &bytes_[at], sizeof array.entry);
      at += sizeof array.entry;
      array.name = bytes_.substr(at, array.entry.name_bytes);
      at += harbinger::detail::filled_up(array.entry.name_bytes, 8);
      array.checksums = at;
      at += 8 * ArrayBlocks::count(array.entry.count, array.entry.element_bytes);
      arrays_.push_back(array);
    }
  }

  [[nodiscard]] std::size_t arrays() const { return arrays_.size(); }
  [[nodiscard]] std::size_t bytes_in(std::size_t array) const {
    return arrays_[array].entry.count * arrays_[array].entry.element_bytes;
  }
  [[nodiscard]] const std::string& name(std::size_t array) const { return arrays_[array].name; }
  [[nodiscard]] std::size_t find(const std::string& name) const {
    for (std::size_t i = 0; i < arrays_.size(); ++i)
      if (arrays_[i].name == name) return i;
    FAIL("no array " << name);
    return 0;
  }
  /// The whole file, after some bytes of an array were replaced.
  template <class T>
  [[nodiscard]] std::string with(std::size_t array, std::size_t at_byte, const T& value) const {
    const Array& in = arrays_[array];
    REQUIRE(at_byte + sizeof value <= bytes_in(array));
    std::string bytes = bytes_;
    std::memcpy(&bytes[in.entry.offset + at_byte], &value, sizeof value);
    const std::size_t block_bytes = ArrayBlocks::bytes_per_block(in.entry.element_bytes);
    for (std::size_t block = 0; block * block_bytes < bytes_in(array); ++block)
      put_checksum(bytes, in.checksums + 8 * block, in.entry.offset + block * block_bytes,
                   std::min(block_bytes, bytes_in(array) - block * block_bytes));
    using Header = harbinger::detail::BlockFileHeader;
    put_checksum(bytes, offsetof(Header, directory_checksum), header_.directory_offset,
                 header_.directory_bytes);
    put_checksum(bytes, offsetof(Header, header_checksum), 0, offsetof(Header, header_checksum));
    return bytes;
  }

 private:
  struct Array {
    std::string name;
    harbinger::detail::BlockFileEntry entry;
    std::size_t checksums = 0;  // where they stand
  };
  static void put_checksum(std::string& bytes, std::size_t to, std::size_t from, std::size_t size) {
    const std::uint64_t checksum =
        ArrayBlocks::checksum(std::as_bytes(std::span(bytes).subspan(from, size)));
    std::memcpy(&bytes[to], &checksum, sizeof checksum);
  }

  std::string bytes_;
  harbinger::detail::BlockFileHeader header_;
  std::vector<Array> arrays_;
};

/// What validation tells of a file.
std::string told_of(const std::string& path) {
  Diagnostics diagnostics;
  std::string text;
  const bool is_opened = open_snapshot(path, diagnostics, 2).has_value();
  CHECK(is_opened != diagnostics.has_errors());
  for (const Diagnostic& diagnostic : diagnostics.all()) text += diagnostic.message + "\n";
  return text;
}

bool is_valid(const std::string& path) {
  Diagnostics diagnostics;
  return open_snapshot(path, diagnostics, 2).has_value();
}

}  // namespace

TEST_CASE("A snapshot holds what its folder does", "[snapshot]") {
  const ScratchFolder folder;
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
  const ScratchFolder folder;
  REQUIRE(write_snapshot(loaded(), folder.file("a")));
  REQUIRE(write_snapshot(loaded(), folder.file("b")));
  const std::string bytes = bytes_of(folder.file("a"));
  CHECK((bytes_of(folder.file("b")) == bytes));
  Diagnostics diagnostics;
  const auto opened = open_snapshot(folder.file("a"), diagnostics);
  REQUIRE(opened);
  REQUIRE(write_snapshot(*opened, folder.file("a")));  // over itself
  CHECK((bytes_of(folder.file("a")) == bytes));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("A snapshot that was altered or cut is refused, or is the same", "[snapshot]") {
  const ScratchFolder folder;
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

TEST_CASE("Validation names the array whose index leads nowhere, whatever its checksum",
          "[snapshot]") {
  const ScratchFolder folder;
  const EntityGraph graph = loaded();
  REQUIRE(write_snapshot(graph, folder.file()));
  const Forger forger(bytes_of(folder.file()));
  const auto nodes = static_cast<std::uint32_t>(graph.node_count());
  const auto edges = static_cast<std::uint32_t>(graph.edge_count());
  const auto texts = static_cast<std::uint32_t>(graph.pack().facts().texts.size());
  constexpr std::uint32_t far = 0xFFFF'FFF0u;
  // Element 1 of each, counted from 0.
  const std::map<std::string, std::uint32_t> wrong{
      {"edges.from", nodes},      {"edges.to", nodes},       {"edges.validity", far},
      {"edges.provenance", far},  {"nodes.validity", far},   {"nodes.provenance", far},
      {"nodes.id", texts},        {"nodes.name", texts},     {"nodes.kind", 1000},
      {"nodes.row", nodes},       {"nodes.of_kind", nodes},  {"source_lists", 100'000},
      {"graph.in_edges", edges},  {"graph.out.starts", far}, {"graph.in.starts", far},
      {"graph.out.before", far},  {"graph.in.before", far},  {"graph.naming", nodes},
      {"graph.naming_start", far}};
  for (const auto& [name, value] : wrong) {
    CAPTURE(name);
    const std::size_t array = forger.find(name);
    const std::size_t element = name == "graph.naming" ? 8 : 4;
    put(folder.file("forged"), forger.with(array, element, value));
    CHECK_THAT(told_of(folder.file("forged")), Catch::Contains("array '" + name + "'"));
  }
  // Wide elements: a text that begins behind all of them, slots of the indices, a provenance, a range, a cell.
  const std::uint64_t slot = 0x1234'5678'FFFF'FF00u;
  const std::uint64_t wide = std::uint64_t{1} << 40u;
  put(folder.file("forged"), forger.with(forger.find("texts.starts"), 8, wide));
  CHECK_THAT(told_of(folder.file("forged")), Catch::Contains("array 'texts.starts'"));
  for (const char* slots : {"texts.slots", "ids"}) {
    put(folder.file("forged"), forger.with(forger.find(slots), 8, slot));
    CHECK_THAT(told_of(folder.file("forged")), Catch::Contains(std::string("array '") + slots));
  }
  for (const std::size_t field : {0u, 4u, 8u, 12u}) {  // confidence, table, sources, their count
    put(folder.file("forged"), forger.with(forger.find("provenances"), field, far));
    CHECK_THAT(told_of(folder.file("forged")), Catch::Contains("array 'provenances'"));
  }
  using pack::CellCode;
  for (const CellCode code :
       {CellCode::of(CellCode::Form::text, texts), CellCode::of(CellCode::Form::texts, 1u << 30u),
        CellCode::of(CellCode::Form::number_range, 1u << 30u),
        CellCode::of(CellCode::Form::share_range, 1u << 30u),
        CellCode::of(CellCode::Form::truth, 2), CellCode::of(CellCode::Form::unknown, 1),
        CellCode::of_number(std::numeric_limits<double>::signaling_NaN())}) {
    put(folder.file("forged"), forger.with(forger.find("nodes.cells.0.0"), 0, code));
    CHECK_THAT(told_of(folder.file("forged")), Catch::Contains("array 'nodes.cells.0.0'"));
  }
}

TEST_CASE("A snapshot that was forged and is valid all the same can be read", "[snapshot]") {
  const ScratchFolder folder;
  REQUIRE(write_snapshot(loaded(), folder.file()));
  const Forger forger(bytes_of(folder.file()));
  std::mt19937_64 random(11);
  std::size_t refused = 0, read = 0;
  for (int i = 0; i < 300; ++i) {
    const std::size_t array = random() % forger.arrays();
    if (forger.bytes_in(array) == 0) continue;
    const std::size_t at = random() % forger.bytes_in(array);
    const auto byte = static_cast<char>(random());
    CAPTURE(forger.name(array), at, int(byte), i);
    put(folder.file("forged"), forger.with(array, at, byte));
    if (!is_valid(folder.file("forged"))) {
      ++refused;
      continue;
    }
    ++read;
    CHECK(read_all(folder.file("forged")));
  }
  CHECK(refused > 50);
  CHECK(read > 50);
}

TEST_CASE("What is no snapshot says so", "[snapshot]") {
  const ScratchFolder folder;
  put(folder.file(), std::string(100, 'x'));
  Diagnostics diagnostics;
  CHECK_FALSE(open_snapshot(folder.file(), diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].message == "is no snapshot");
  CHECK_FALSE(write_snapshot(loaded(), folder.path().string()));
}
