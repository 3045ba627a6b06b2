// SPDX-License-Identifier: Apache-2.0
// The tables of the model pack as texts, and what pack.yaml says of their columns. The pack has been loaded
// and checked before.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/csv_table.hpp"
#include "base/yaml_node.hpp"
#include "pack/schema.hpp"

namespace harbinger::synth::detail {

enum class ColumnUse : unsigned char { id, name, from, to, ref, date, text, code, degrees, other };

struct ModelColumn {
  std::string name;
  ColumnUse use = ColumnUse::other;
  bool required = false;
  bool makes_edge = false;  ///< use ref: it has a relation.
  bool one_off = false;     ///< use text: the texts hardly repeat.
};

struct ModelTable {
  std::string file;
  std::string relation;  ///< Empty: a table of nodes.
  std::string kind;      ///< A table of nodes: of every row, where there is no column for it.
  std::size_t kind_column = 0;       ///< Where `kind` is empty.
  std::size_t from = 0, to = 0;      ///< Columns of a relation's ends.
  std::vector<ModelColumn> columns;  ///< In the order of the header.
  CsvTable rows;

  [[nodiscard]] bool is_relation() const { return !relation.empty(); }
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const {
    return rows.cell(row, column).text;
  }
};

struct ModelNode {
  std::string_view id;
  std::size_t table = 0;
  std::size_t row = 0;
  std::size_t kind = 0;  ///< Index into Schema::kinds.
};

struct ModelTables {
  YamlNode yaml;
  std::shared_ptr<const SourceText> sources;
  std::string sources_file;
  std::size_t source_count = 0;
  pack::Schema schema;
  std::vector<ModelTable> tables;  ///< Those of nodes first.
  std::vector<ModelNode> nodes;
  std::unordered_map<std::string_view, std::uint32_t> node_of;  ///< Indices by id.

  [[nodiscard]] const std::uint32_t* find(std::string_view id) const {
    const auto found = node_of.find(id);
    return found == node_of.end() ? nullptr : &found->second;
  }
};

/// Loads the pack, with all its checks, and reads its tables again as texts. Nothing where an error was added.
[[nodiscard]] std::optional<ModelTables> read_model(const std::string& folder,
                                                    Diagnostics& diagnostics);

}  // namespace harbinger::synth::detail
