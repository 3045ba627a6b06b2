// SPDX-License-Identifier: Apache-2.0
// From the rows of a table to facts, with every mistake told at its cell.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pack/detail/schema_builder.hpp"
#include "pack/detail/table_rows.hpp"
#include "pack/fact_builder.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// Reads tables into a pack: sources first, then nodes, then relations, then `resolve_refs`, for what names
/// something else. The builder may hold facts of another pack already.
class FactReader {
 public:
  /// Of `pack` it takes the schema and the tables, and gives it the sources.
  FactReader(Pack& pack, FactBuilder& facts, Diagnostics& diagnostics);

  void read_sources(TableRows table);
  /// `place`: of the table in Pack::tables.
  void read_nodes(const TablePlan& plan, TableRows table, std::uint32_t place);
  void read_edges(const TablePlan& plan, TableRows table, std::uint32_t place);
  /// A table that could not be read at all: what it may name is not told as unknown.
  void lose_sources() { sources_lost_ = true; }
  void lose_nodes() { nodes_lost_ = true; }
  [[nodiscard]] bool has_all_nodes() const { return !nodes_lost_; }
  /// Resolves refs and makes their edges.
  void resolve_refs();

 private:
  struct PendingRef {
    std::uint64_t offset;  ///< Of the cell, in its text.
    std::uint32_t length;
    NodeId node;
    std::uint32_t attribute;
    std::uint32_t text;  ///< Index into ref_texts_.
  };
  /// An edge whose ends and id are not looked up yet.
  struct PendingEdge {
    EdgeRow row;
    std::vector<Cell> cells;
    CsvCell first, from, to;
    FactBuilder::NodeLookup ends[2];
    bool has_ends = false;
    std::uint32_t hash = 0;
  };
  struct Columns;  // which column of the table holds what
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <class Value>
  using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

  Columns columns_of(const TablePlan& plan, const TableRows& table);
  void read_fact(const Columns& columns, const TableRows& table, FactRow& fact);
  void read_validity(const Columns& columns, const TableRows& table, Validity& validity);
  std::uint32_t read_confidence(const TableRows& table, std::size_t column);
  std::span<const SourceId> read_source_list(const TableRows& table, std::size_t column);
  std::span<const Cell> read_cells(const Columns& columns, const TablePlan& plan,
                                   const Shape& shape, const TableRows& table);
  std::optional<Date> read_date(const TableRows& table, std::optional<std::size_t> column);
  void check_degrees(const std::string& attribute, const Cell& cell, const TableRows& table,
                     std::size_t column);
  void note_refs(const Columns& columns, const TablePlan& plan, const TableRows& table,
                 std::span<const Cell> cells);
  KindId kind_of(const TablePlan& plan, const Columns& columns, const TableRows& table);
  void settle(const TablePlan& plan, const TableRows& table, std::span<PendingEdge> edges);
  std::optional<NodeId> end_of(const std::string& column, const std::vector<KindId>& kinds,
                               const FactBuilder::NodeLookup& lookup, const TableRows& table,
                               const CsvCell& written);
  std::optional<NodeId> find_node(const FactBuilder::NodeLookup& lookup,
                                  const std::vector<KindId>& kinds, const auto& where);
  /// Where the next mistake of the table is told: behind many of them, where nobody looks.
  Diagnostics& told();
  /// Whether what is near a wrong name is looked for, which takes time: for the first few of a table.
  [[nodiscard]] bool suggests();
  /// Begins to count the mistakes of a table; ends it and tells how many were left out.
  void begin_table();
  void end_table(const std::string& path);
  const std::vector<std::string>& node_names();
  void tell_taken(FactBuilder::RowPlace taken, std::string_view id, const TextPosition& where);

  Pack& pack_;
  FactBuilder& facts_;
  Diagnostics& diagnostics_;
  ByText<SourceId> sources_;
  ByText<std::vector<SourceId>> source_lists_;  ///< By the text of a cell.
  std::vector<Cell> cells_;                     ///< Of the row that is being read.
  std::vector<PendingRef> refs_;
  std::vector<std::shared_ptr<const SourceText>> ref_texts_;
  std::vector<std::string> node_names_;  ///< To suggest; empty until they are asked for.
  Diagnostics unheard_;
  std::size_t errors_before_ = 0;  ///< The table.
  std::size_t left_out_ = 0;       ///< Its mistakes that were not told.
  std::size_t suggestions_ = 0;    ///< That were looked for.
  std::uint32_t place_ = 0;        ///< Of the table that is being read.
  bool sources_lost_ = false;      ///< Rows could not be read: a name may be in one of them.
  bool nodes_lost_ = false;
};

}  // namespace harbinger::pack::detail
