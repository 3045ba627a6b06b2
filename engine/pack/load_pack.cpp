// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "base/csv_rows.hpp"
#include "base/files.hpp"
#include "pack/detail/check_facts.hpp"
#include "pack/detail/fact_reader.hpp"
#include "pack/detail/pack_head.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack {

namespace {

/// Reads one file of the pack and notes its hash. A name that leaves the folder is an error.
class PackFolder {
 public:
  PackFolder(std::string folder, Pack& pack, Diagnostics& diagnostics)
      : folder_(std::move(folder)), pack_(pack), diagnostics_(diagnostics) {}

  std::shared_ptr<const SourceText> read(const std::string& name, const TextPosition& named_at) {
    const std::filesystem::path path(name);
    const bool leaves = path.is_absolute() || std::any_of(path.begin(), path.end(),
                                                          [](const auto& p) { return p == ".."; });
    if (leaves) {
      diagnostics_.error(named_at, "'{}' is outside the pack's folder", name);
      return nullptr;
    }
    const std::string whole = (std::filesystem::path(folder_) / path).string();
    std::error_code code;
    const auto real = std::filesystem::weakly_canonical(whole, code);
    const auto home = std::filesystem::weakly_canonical(folder_, code);
    if (std::mismatch(home.begin(), home.end(), real.begin(), real.end()).first != home.end()) {
      diagnostics_.error(named_at, "'{}' is a link to outside the pack's folder", name);
      return nullptr;
    }
    const auto status = std::filesystem::status(real, code);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
      diagnostics_.error(whole_file(whole), "is no regular file");
      return nullptr;
    }
    auto text = read_file(whole);
    if (!text) {
      diagnostics_.add(text.error());
      return nullptr;
    }
    pack_.files.push_back({whole, sha256((*text)->content())});
    return *text;
  }

  std::optional<CsvRows> open_table(const WrittenText& name) {
    const auto text = read(name.value, name.where());
    if (!text) return std::nullopt;
    pack_.tables.push_back(text->name());
    return CsvRows::open(text, diagnostics_);
  }

 private:
  std::string folder_;
  Pack& pack_;
  Diagnostics& diagnostics_;
};

void read_published(CsvRows table, Pack& pack, Diagnostics& diagnostics) {
  while (table.next()) {
    const auto text = [&](std::string_view name) {
      const auto column = table.find_column(name);
      return column ? std::string(table.cell(*column)) : std::string();
    };
    pack.published.push_back({text("id"), text("figure"), text("value"), text("unit"),
                              text("as_of"), text("source"), text("how_counted")});
    if (pack.published.back().id.empty())
      diagnostics.error(table.row_position(), "a published figure without an id");
  }
}

void check_lists(const detail::PackText& text, const Pack& pack, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const NodeFact node : pack.nodes) names.emplace_back(node.id());
  for (const detail::LegalTestText& test : text.legal_tests)
    for (const WrittenText& list : test.lists)
      if (!pack.find_node(list.value))
        diagnostics.error(list.where(), "unknown list '{}'", list.value)
            .did_you_mean(list.value, names);
}

void check_sites(const Pack& pack, const std::shared_ptr<const SourceText>& yaml,
                 Diagnostics& diagnostics) {
  const KindId site = pack.schema.roles.site;
  const auto& start = pack.facts().nodes.kind_start;
  if (start[site.index()] == start[site.index() + 1])
    diagnostics.error({yaml, 0, 0, 1}, "the pack holds no sites: there is nothing to rank");
}

}  // namespace

std::optional<Pack> load_pack(const std::string& folder, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const auto failed = [&] { return diagnostics.error_count() > errors_before; };
  Pack pack;
  PackFolder files(folder, pack, diagnostics);
  const auto yaml = files.read("pack.yaml", whole_file(folder));
  if (!yaml) return std::nullopt;
  auto head = detail::read_head(yaml, pack, diagnostics);
  if (!head) return std::nullopt;
  const detail::PackText& text = head->text;
  FactBuilder facts(pack.schema);
  detail::FactReader reader(pack, facts, diagnostics);
  auto kept = std::make_shared<detail::PackPlan>();
  if (auto table = files.open_table(text.sources))
    reader.read_sources(*std::move(table));
  else
    reader.lose_sources();
  for (const bool relations : {false, true})
    for (const detail::TablePlan& table_plan : head->tables) {
      if (table_plan.is_relation != relations) continue;
      auto table = files.open_table(table_plan.file);
      if (!table) {
        if (!relations) reader.lose_nodes();
        continue;
      }
      const auto place = static_cast<std::uint32_t>(pack.tables.size() - 1);
      kept->of_table.resize(pack.tables.size());
      kept->of_table[place] = static_cast<std::uint32_t>(&table_plan - head->tables.data());
      if (relations)
        reader.read_edges(table_plan, *std::move(table), place);
      else
        reader.read_nodes(table_plan, *std::move(table), place);
    }
  reader.resolve_refs();
  if (text.published)
    if (auto table = files.open_table(*text.published))
      read_published(*std::move(table), pack, diagnostics);
  detail::read_figures(text, pack, diagnostics);

  // What could be read is checked all the same, so that one run tells all.
  pack.set_facts(std::move(facts).build());
  std::sort(pack.files.begin(), pack.files.end(),
            [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
  detail::check_facts(pack, diagnostics);
  if (reader.has_all_nodes()) {
    check_lists(text, pack, diagnostics);
    check_sites(pack, yaml, diagnostics);
  }
  if (failed()) return std::nullopt;
  kept->folder = folder;
  kept->yaml = yaml;
  kept->of_table.resize(pack.tables.size());
  kept->tables = std::move(head->tables);
  pack.plan = std::move(kept);
  return pack;
}

}  // namespace harbinger::pack
