// SPDX-License-Identifier: Apache-2.0
#include "pack/stored_pack.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/assert.hpp"
#include "pack/detail/fact_arrays.hpp"
#include "pack/detail/pack_head.hpp"

namespace harbinger::pack {

namespace {

constexpr std::uint32_t no_table = std::numeric_limits<std::uint32_t>::max();

/// A list of texts as two arrays: their bytes, and where each ends.
void store_texts(const std::string& name, const std::vector<std::string>& texts,
                 BlockFileWriter& file) {
  std::string bytes;
  std::vector<std::uint64_t> ends;
  for (const std::string& text : texts) {
    bytes += text;
    ends.push_back(bytes.size());
  }
  file.text(name + ".bytes", bytes);
  file.array(name + ".ends", std::span<const std::uint64_t>(ends));
}

std::vector<std::string> fields_of(const Source& s) {
  return {s.id,  s.title, s.publisher, s.date, s.address, s.licence, s.collection ? "yes" : "",
          s.note};
}
std::vector<std::string> fields_of(const PublishedFigure& f) {
  return {f.id, f.figure, f.value, f.unit, f.as_of, f.source, f.how_counted};
}
constexpr std::size_t source_fields = 8;
constexpr std::size_t published_fields = 7;

std::vector<std::string> fields_of_all(const auto& records) {
  std::vector<std::string> all;
  for (const auto& record : records)
    for (std::string& field : fields_of(record)) all.push_back(std::move(field));
  return all;
}

std::string inside(const std::string& path, const std::string& folder) {
  return std::filesystem::path(path).lexically_relative(folder).string();
}

/// Reads what store_pack wrote; the first error stays.
class StoredPack {
 public:
  StoredPack(const BlockFile& file, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  std::optional<Pack> read() {
    Pack pack;
    const auto yaml = std::make_shared<const SourceText>(path_of("pack.yaml"), text("pack.yaml"));
    if (failed_) return std::nullopt;
    auto head = detail::read_head(yaml, pack, diagnostics_);
    if (!head) return std::nullopt;
    read_records(pack);
    detail::read_figures(head->text, pack, diagnostics_);
    pack.set_facts(read_facts(pack.schema));
    auto plan = std::make_shared<detail::PackPlan>();
    plan->folder = file_.path();
    plan->yaml = yaml;
    plan->tables = std::move(head->tables);
    for (const std::uint32_t table : array<std::uint32_t>("tables.plan"))
      plan->of_table.push_back(table < plan->tables.size() ? std::optional(table) : std::nullopt);
    if (plan->of_table.size() != pack.tables.size() || !fit(pack.facts(), pack.schema))
      fail("its arrays do not fit each other");
    if (failed_) return std::nullopt;
    pack.plan = std::move(plan);
    return pack;
  }

 private:
  void fail(const std::string& how) {
    if (failed_) return;
    failed_ = true;
    diagnostics_.error(whole_file(file_.path()), "is damaged: {}", how)
        .with_hint("write the file anew");
  }
  template <class T>
  T taken(Result<T> found) {
    if (found) return *std::move(found);
    if (!failed_) diagnostics_.add(found.error());
    failed_ = true;
    return {};
  }
  template <class T>
  std::vector<T> array(const std::string& name) {
    const StoredArray<T> stored = taken(file_.array<T>(name));
    return {stored.all().begin(), stored.all().end()};
  }
  std::string text(const std::string& name) { return taken(file_.text(name)); }
  [[nodiscard]] std::string path_of(const std::string& name) const {
    return (std::filesystem::path(file_.path()) / name).string();
  }

  /// Texts in records of so many each.
  std::vector<std::string> texts(const std::string& name, std::size_t fields) {
    const std::string bytes = text(name + ".bytes");
    std::vector<std::string> texts;
    std::uint64_t begin = 0;
    for (const std::uint64_t end : array<std::uint64_t>(name + ".ends")) {
      if (end < begin || end > bytes.size()) break;
      texts.push_back(bytes.substr(begin, end - begin));
      begin = end;
    }
    if (begin != bytes.size() || texts.size() % fields != 0)
      fail(fmt::format("the texts '{}' do not fit each other", name));
    texts.resize(texts.size() / fields * fields);
    return texts;
  }

  void read_records(Pack& pack) {
    const auto sources = texts("sources", source_fields);
    for (auto s = sources.begin(); s != sources.end(); s += source_fields)
      pack.sources.push_back({s[0], s[1], s[2], s[3], s[4], s[5], s[6] == "yes", s[7]});
    const auto published = texts("published", published_fields);
    for (auto f = published.begin(); f != published.end(); f += published_fields)
      pack.published.push_back({f[0], f[1], f[2], f[3], f[4], f[5], f[6]});
    for (const std::string& table : texts("tables", 1)) pack.tables.push_back(path_of(table));
    const auto files = texts("files", 2);
    for (auto f = files.begin(); f != files.end(); f += 2)
      pack.files.push_back({path_of(f[0]), f[1]});
  }

  FactStore read_facts(const Schema& schema) {
    FactStore facts;
    for (const Shape& kind : schema.kinds) facts.nodes.cells.emplace_back(kind.attributes.size());
    for (const Shape& relation : schema.relations) {
      facts.edges.cells.emplace_back(relation.attributes.size());
      facts.relation_names.push_back(relation.name);
    }
    detail::for_each_array(facts, [&]<class T>(const std::string& name, StoredArray<T>& to) {
      to = taken(file_.array<T>(name));
    });
    facts.nodes.kind_start = array<std::uint32_t>("nodes.kind_start");
    facts.edges.relation_start = array<std::uint32_t>("edges.relation_start");
    return facts;
  }

  /// Whether `start` cuts the facts into the shapes, and each shape's cells are as many as its facts.
  static bool fit(const FactColumns& columns, const std::vector<std::uint32_t>& start) {
    const std::size_t count = columns.size();
    if (start.size() != columns.cells.size() + 1 || start.front() != 0 || start.back() != count ||
        !std::is_sorted(start.begin(), start.end()))
      return false;
    for (std::size_t shape = 0; shape < columns.cells.size(); ++shape)
      for (const auto& cells : columns.cells[shape])
        if (cells.size() != start[shape + 1] - start[shape]) return false;
    const auto all_or_none = [&](const auto& array) {
      return array.empty() || array.size() == count;
    };
    return columns.validity.size() == count && columns.provenance.size() == count &&
           all_or_none(columns.note) && all_or_none(columns.id);
  }
  static bool fit(const FactStore& facts, const Schema& schema) {
    const std::size_t nodes = facts.nodes.size();
    const std::size_t edges = facts.edges.size();
    return facts.nodes.cells.size() == schema.kinds.size() &&
           fit(facts.nodes, facts.nodes.kind_start) &&
           fit(facts.edges, facts.edges.relation_start) && facts.nodes.id.size() == nodes &&
           facts.nodes.name.size() == nodes && facts.nodes.kind.size() == nodes &&
           facts.nodes.row.size() == nodes && facts.nodes.of_kind.size() == nodes &&
           facts.edges.from.size() == edges && facts.edges.to.size() == edges && fit(facts.texts) &&
           facts.ids.size() > nodes + edges;
  }
  /// Whether the texts are cut out of all of their bytes; whether each cut is right costs a pass over all.
  static bool fit(const TextPool& texts) {
    const auto& starts = texts.starts;
    return texts.size() > 0 && starts[0] == 0 && starts[texts.size()] == texts.bytes.size();
  }

  const BlockFile& file_;
  Diagnostics& diagnostics_;
  bool failed_ = false;
};

}  // namespace

void store_pack(const Pack& pack, BlockFileWriter& file) {
  HARBINGER_ASSERT(pack.plan != nullptr);
  const std::string& folder = pack.plan->folder;
  file.text("pack.yaml", pack.plan->yaml->content());
  store_texts("sources", fields_of_all(pack.sources), file);
  store_texts("published", fields_of_all(pack.published), file);
  std::vector<std::string> tables;
  std::vector<std::uint32_t> plans;
  for (std::size_t i = 0; i < pack.tables.size(); ++i) {
    tables.push_back(inside(pack.tables[i], folder));
    plans.push_back(pack.plan->of_table[i].value_or(no_table));
  }
  store_texts("tables", tables, file);
  file.array("tables.plan", std::span<const std::uint32_t>(plans));
  std::vector<std::string> files;
  for (const PackFile& one : pack.files) {
    files.push_back(inside(one.path, folder));
    files.push_back(one.sha256);
  }
  store_texts("files", files, file);
  const FactStore& facts = pack.facts();
  detail::for_each_array(
      facts, [&](const std::string& name, const auto& array) { file.array(name, array); });
  file.array("nodes.kind_start", std::span<const std::uint32_t>(facts.nodes.kind_start));
  file.array("edges.relation_start", std::span<const std::uint32_t>(facts.edges.relation_start));
}

std::optional<Pack> stored_pack(const BlockFile& file, Diagnostics& diagnostics) {
  return StoredPack(file, diagnostics).read();
}

}  // namespace harbinger::pack
