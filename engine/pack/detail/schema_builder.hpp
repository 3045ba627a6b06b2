// SPDX-License-Identifier: Apache-2.0
// From pack.yaml as written to the schema, with the columns each table must have.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack/detail/pack_text.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// One column of a table that holds an attribute: its place in the cells of the shape.
struct TableColumn {
  std::string name;
  std::size_t attribute = 0;
  Attribute spec;
};

/// What a table of facts is made of.
struct TablePlan {
  WrittenText file;
  bool is_relation = false;
  RelationId relation;
  std::vector<KindId> kinds;  ///< A table of nodes: what its rows may be.
  std::string kind_column;    ///< Empty where all rows are kinds.front().
  std::string from_column, to_column;
  std::vector<KindId> from_kinds, to_kinds;
  std::vector<TableColumn> columns;
  std::string valid_from = "valid_from", valid_to = "valid_to";
};

struct SchemaPlan {
  Schema schema;
  std::vector<TablePlan> tables;
};

/// What a pack keeps of its making, for edits.
struct PackPlan {
  std::string folder;  ///< Or the snapshot.
  std::shared_ptr<const SourceText> yaml;
  std::vector<TablePlan> tables;
  /// By Pack::tables: which of `tables` its facts are rows of; absent for what holds no facts.
  std::vector<std::optional<std::uint32_t>> of_table;

  /// What a fact's row belongs to.
  [[nodiscard]] const TablePlan& of(const Fact& fact) const {
    return tables[*of_table[fact.table()]];
  }
};

[[nodiscard]] SchemaPlan build_schema(const PackText& text, Diagnostics& diagnostics);
[[nodiscard]] std::vector<LegalTest> build_legal_tests(const PackText& text,
                                                       Diagnostics& diagnostics);

}  // namespace harbinger::pack::detail
