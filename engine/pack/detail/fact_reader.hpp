// SPDX-License-Identifier: Apache-2.0
// From the rows of a table to facts, with every mistake told at its cell.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/csv_table.hpp"
#include "pack/detail/schema_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// The id of an edge whose row has none: of relation, ends and beginning.
[[nodiscard]] std::string derived_id(const Pack& pack, const EdgeFact& edge);

/// Reads tables into a pack: sources first, then nodes, then relations, then `resolve_refs`, for what names
/// something else. Or adds rows to a pack that holds facts already (`adopt`).
class FactReader {
 public:
  FactReader(Pack& pack, Diagnostics& diagnostics) : pack_(pack), diagnostics_(diagnostics) {}

  void read_sources(const CsvTable& table);
  /// `place`: of the table in Pack::tables.
  void read_nodes(const TablePlan& plan, const CsvTable& table, std::uint32_t place);
  void read_edges(const TablePlan& plan, const CsvTable& table, std::uint32_t place);
  /// What the pack holds by now, ordered by id, can be named, and its ids are taken.
  void adopt();
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
  void know_confidence();
  [[nodiscard]] const Fact* adopted(std::string_view id) const;
  [[nodiscard]] std::optional<std::uint32_t> node_of(std::string_view id) const;
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
  std::uint32_t place_ = 0;        ///< Of the table that is being read.
  std::size_t adopted_nodes_ = 0;  ///< So many first nodes and edges were there before.
  std::size_t adopted_edges_ = 0;
  bool sources_lost_ =
      false;  ///< Rows could not be read, so a name that is not there may be in one of them.
  bool nodes_lost_ = false;
};

}  // namespace harbinger::pack::detail
