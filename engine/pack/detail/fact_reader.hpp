// SPDX-License-Identifier: Apache-2.0
// From the rows of a table to facts, with every mistake told at its cell.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "pack/detail/csv_table.hpp"
#include "pack/detail/schema_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// Reads tables into a pack: sources first, then nodes, then relations, then `finish`, which resolves what
/// names something else.
class FactReader {
 public:
  FactReader(Pack& pack, Diagnostics& diagnostics) : pack_(pack), diagnostics_(diagnostics) {}

  void read_sources(const CsvTable& table);
  void read_nodes(const TablePlan& plan, const CsvTable& table);
  void read_edges(const TablePlan& plan, const CsvTable& table);
  /// A table that could not be read at all: what it may name is not told as unknown.
  void lose_sources() { sources_lost_ = true; }
  void lose_nodes() { nodes_lost_ = true; }
  [[nodiscard]] bool has_all_nodes() const { return !nodes_lost_; }
  /// Resolves refs and makes their edges.
  void resolve_refs();

 private:
  struct PendingRef {
    std::uint32_t node;
    std::size_t attribute;
    TextPosition where;
  };
  struct Columns;  // which column of the table holds what

  Columns columns_of(const TablePlan& plan, const CsvTable& table);
  bool read_fact(const Columns& columns, const CsvTable& table, std::size_t row, Fact& fact);
  std::vector<Cell> read_cells(const Columns& columns, const TablePlan& plan, const Shape& shape,
                               const CsvTable& table, std::size_t row);
  std::optional<Date> read_date(const CsvTable& table, std::size_t row,
                                std::optional<std::size_t> column);
  void check_degrees(const std::string& attribute, const Cell& cell, const TextPosition& where);
  KindId kind_of(const TablePlan& plan, const Columns& columns, const CsvTable& table,
                 std::size_t row);
  std::optional<std::uint32_t> end_of(const std::vector<KindId>& kinds, const CsvTable& table,
                                      std::size_t row, std::size_t column);
  void claim_id(const std::string& id, const TextPosition& where);
  std::optional<std::uint32_t> find_node(std::string_view id, const TextPosition& where,
                                         const std::vector<KindId>& kinds);

  Pack& pack_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, SourceId> sources_;
  std::unordered_map<std::string, std::uint32_t> confidence_;
  std::unordered_map<std::string, std::uint32_t> nodes_;
  std::unordered_map<std::string, TextPosition> ids_;
  std::vector<std::string> node_names_;
  std::vector<PendingRef> refs_;
  bool sources_lost_ =
      false;  ///< Rows could not be read, so a name that is not there may be in one of them.
  bool nodes_lost_ = false;
};

}  // namespace harbinger::pack::detail
