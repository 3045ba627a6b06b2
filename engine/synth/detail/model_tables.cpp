// SPDX-License-Identifier: Apache-2.0
#include "synth/detail/model_tables.hpp"

#include <filesystem>
#include <unordered_set>

#include "base/files.hpp"
#include "base/yaml_reader.hpp"
#include "pack/pack.hpp"

namespace harbinger::synth::detail {

namespace {

/// The scalar under a key; empty where there is none.
std::string text_under(const YamlNode& map, std::string_view key) {
  const YamlNode* found = map.find(key);
  return found != nullptr && found->kind == YamlKind::scalar ? found->scalar.value : std::string();
}

bool says_true(const YamlNode& map, std::string_view key) { return text_under(map, key) == "true"; }

ColumnUse use_of(const std::string& column, const std::string& type) {
  if (type == "text" || type == "texts") return ColumnUse::text;
  if (type == "date") return ColumnUse::date;
  if (type == "number" && (column == "lat" || column == "lon")) return ColumnUse::degrees;
  return ColumnUse::other;
}

ModelColumn attribute(const std::string& name, const YamlNode& spec) {
  ModelColumn column{name, ColumnUse::other, false, false, false};
  if (spec.kind == YamlKind::scalar) {
    column.use = use_of(name, spec.scalar.value);
    return column;
  }
  column.required = says_true(spec, "required");
  column.makes_edge = spec.find("relation") != nullptr;
  column.use = spec.find("ref") != nullptr ? ColumnUse::ref
               : says_true(spec, "code")   ? ColumnUse::code
                                           : use_of(name, text_under(spec, "type"));
  return column;
}

/// What a column of a table is for, by its name alone or by what pack.yaml says of it.
ModelColumn column_of(const YamlNode& entry, const std::string& name) {
  const YamlNode* from = entry.find("from");
  const YamlNode* to = entry.find("to");
  if (name == "id") return {name, ColumnUse::id, true, false, false};
  if (from == nullptr && name == "name") return {name, ColumnUse::name, true, false, false};
  if (from != nullptr && name == text_under(*from, "column"))
    return {name, ColumnUse::from, true, false, false};
  if (to != nullptr && name == text_under(*to, "column"))
    return {name, ColumnUse::to, true, false, false};
  const YamlNode* attributes = entry.find("attributes");
  if (attributes != nullptr)
    if (const YamlNode* spec = attributes->find(name)) return attribute(name, *spec);
  const bool valid = name == "valid_from" || name == "valid_to" ||
                     name == text_under(entry, "valid_from") ||
                     name == text_under(entry, "valid_to");
  const auto use = valid ? ColumnUse::date : name == "note" ? ColumnUse::text : ColumnUse::other;
  return {name, use, false, false, false};
}

/// Texts that hardly repeat name their row; those that do are classes.
bool hardly_repeats(const CsvTable& rows, std::size_t column) {
  std::unordered_set<std::string_view> distinct;
  std::size_t known = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const std::string_view text = rows.cell(row, column).text;
    if (text.empty()) continue;
    ++known;
    distinct.insert(text);
  }
  return 2 * distinct.size() > known;
}

class Reader {
 public:
  Reader(std::filesystem::path folder, Diagnostics& diagnostics)
      : folder_(std::move(folder)), diagnostics_(diagnostics) {}

  std::shared_ptr<const SourceText> file(const std::string& name) {
    auto text = read_file((folder_ / name).string());
    if (text) return *text;
    diagnostics_.add(text.error());
    return nullptr;
  }

  std::optional<ModelTable> table(const YamlNode& entry) {
    const auto text = file(text_under(entry, "table"));
    auto rows = text ? CsvTable::read(text, diagnostics_) : std::nullopt;
    if (!rows) return std::nullopt;
    ModelTable table{text_under(entry, "table"),
                     text_under(entry, "relation"),
                     {},
                     0,
                     0,
                     0,
                     {},
                     std::move(*rows)};
    table.kind = text_under(entry, "kind");
    const YamlNode* kind = entry.find("kind");
    const std::string kind_column =
        kind != nullptr && table.kind.empty() ? text_under(*kind, "column") : "";
    for (std::size_t i = 0; i < table.rows.header().size(); ++i) {
      table.columns.push_back(column_of(entry, std::string(table.rows.header()[i].text)));
      ModelColumn& column = table.columns.back();
      if (column.use == ColumnUse::text) column.one_off = hardly_repeats(table.rows, i);
      if (column.use == ColumnUse::from) table.from = i;
      if (column.use == ColumnUse::to) table.to = i;
      if (column.name == kind_column) table.kind_column = i;
    }
    return table;
  }

 private:
  std::filesystem::path folder_;
  Diagnostics& diagnostics_;
};

void collect_nodes(ModelTables& model) {
  for (std::size_t t = 0; t < model.tables.size(); ++t) {
    const ModelTable& table = model.tables[t];
    if (table.is_relation()) continue;
    const std::size_t id = *table.rows.find_column("id");
    for (std::size_t row = 0; row < table.rows.rows(); ++row) {
      const std::string_view kind =
          table.kind.empty() ? table.text(row, table.kind_column) : table.kind;
      model.node_of.emplace(table.text(row, id), static_cast<std::uint32_t>(model.nodes.size()));
      model.nodes.push_back({table.text(row, id), t, row, model.schema.kind(kind).index()});
    }
  }
}

}  // namespace

std::optional<ModelTables> read_model(const std::string& folder, Diagnostics& diagnostics) {
  const auto pack = pack::load_pack(folder, diagnostics);
  if (!pack) return std::nullopt;
  Reader reader(folder, diagnostics);
  const auto yaml_text = reader.file("pack.yaml");
  auto yaml = yaml_text ? read_yaml(yaml_text, diagnostics) : std::nullopt;
  if (!yaml) return std::nullopt;
  ModelTables model;
  model.schema = pack->schema;
  model.source_count = pack->sources.size();
  model.sources_file = text_under(*yaml, "sources");
  model.sources = reader.file(model.sources_file);
  for (const char* part : {"nodes", "relations"})
    if (const YamlNode* entries = yaml->find(part))
      for (const YamlNode& entry : entries->items) {
        auto table = reader.table(entry);
        if (!table || !model.sources) return std::nullopt;
        model.tables.push_back(std::move(*table));
      }
  model.yaml = std::move(*yaml);
  collect_nodes(model);
  return model;
}

}  // namespace harbinger::synth::detail
