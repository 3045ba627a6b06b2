// SPDX-License-Identifier: Apache-2.0
// What a world is made of: which nodes of the model are copied, with which edges, and what becomes of each
// cell of their rows.
//
//     row of the model    nuc,"d-1",yes,,high     subject: d-1
//     plan of a copy      [copy of nuc] [own id] "yes" "" "high"
#pragma once

#include <optional>
#include <vector>

#include "base/date.hpp"
#include "synth/detail/model_tables.hpp"

namespace harbinger::synth::detail {

enum class CellAction : unsigned char {
  as_is,
  own_id,
  own_edge_id,  ///< The row's own id, and the number of the copy.
  own_name,
  other_end,  ///< The id of a copy of `node`.
  day,        ///< The day of the model, moved.
  degrees,    ///< The place of the model, moved.
  code,
  prose,
};

struct CellPlan {
  CellAction action = CellAction::as_is;
  std::string text;        ///< As it stands in a CSV file, quoted where it must be.
  std::uint32_t node = 0;  ///< other_end: index into ModelTables::nodes.
  std::uint32_t urn = 0;   ///< other_end: which attachment draws it.
  std::int32_t value = 0;  ///< day: its number; degrees: thousandths; prose and code: the length.
  std::int32_t most = 0;   ///< degrees: 90,000 or 180,000.
  bool makes_edge = false;
  bool required = false;
};

struct RowPlan {
  std::size_t table = 0;
  std::vector<CellPlan> cells;
  std::optional<std::size_t> end;  ///< Of an edge whose other end is drawn: its cell.
  bool is_stake = false;           ///< Of a company in a company, say: ownership within a kind.
  bool may_close = false;          ///< A stake below a half.
};

/// A node of the model and the edges that its copies bring with them.
struct NodePlan {
  std::uint32_t node = 0;
  RowPlan row;
  std::vector<RowPlan> edges;
  [[nodiscard]] std::uint64_t facts() const;  ///< Of one copy.
};

/// A kind whose nodes are copied.
struct KindPlan {
  std::size_t kind = 0;
  bool is_site = false;
  std::vector<NodePlan> nodes;
  [[nodiscard]] std::uint64_t facts() const;       ///< Of one round.
  [[nodiscard]] std::uint64_t most_facts() const;  ///< Of one copy.
};

struct WorldPlan {
  std::vector<RowPlan> kept;  ///< Rows that are written once.
  std::uint64_t kept_nodes = 0;
  std::uint64_t kept_edges = 0;
  std::vector<KindPlan> kinds;                         ///< The sites first.
  std::vector<std::optional<std::uint32_t>> place_of;  ///< By node: its place in KindPlan::nodes.
  std::vector<std::optional<std::uint32_t>>
      copied_kind;  ///< By kind of the schema: index of `kinds`.
  std::vector<std::vector<std::uint32_t>>
      drawn_by;  ///< By urn: the kinds of the subjects that draw.
};

[[nodiscard]] WorldPlan world_plan(const ModelTables& model);

}  // namespace harbinger::synth::detail
