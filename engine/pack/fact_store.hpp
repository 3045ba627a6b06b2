// SPDX-License-Identifier: Apache-2.0
// The facts of a pack as columns: arrays of plain values with one entry a fact, and beside them what many facts
// share. NodeFact and EdgeFact (fact.hpp) read one fact out of them.
//
//     NodeId   0      1      2            EdgeId   0      1      2      3
//     id       bank   port   yard         from     bank   bank   yard   yard
//     kind     Bank   Site   Site         to       port   yard   port   port
//     row      0      0      1            OWNS is [0, 2), SERVES is [2, 4)
//
//     cells of Site:   locode [row 0, row 1]   cells of SERVES:  date [row 0, row 1]
//
// Nodes are ordered by id. Edges are ordered by relation, source, target, the day on which they begin, and the id of
// their row, so that the edges of a relation, and of them those that leave a node, stand together.
//
// Size: 26 bytes an edge and 8 a cell; an id that is derived takes none.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/stored_array.hpp"
#include "base/strong_id.hpp"
#include "pack/cell.hpp"
#include "pack/cell_code.hpp"
#include "pack/schema.hpp"
#include "pack/text_pool.hpp"

namespace harbinger::pack {

using NodeId = StrongId<struct NodeTag>;  ///< In order of ids.
using EdgeId = StrongId<struct EdgeTag>;  ///< In order of relation, source, target and beginning.
using SourceId = StrongId<struct SourceTag>;  ///< Index into Pack::sources.

/// A node or an edge, by its place in the pack.
struct FactPlace {
  bool is_edge = false;
  std::uint32_t index = 0;
  friend auto operator<=>(const FactPlace&, const FactPlace&) = default;
};

/// From the first day of `from` to the last of `to`, both included; an absent end is open.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;
  [[nodiscard]] bool holds_on(Day day) const {
    return (!from || from->first <= day) && (!to || day <= to->last);
  }
  friend bool operator==(const Validity&, const Validity&) = default;
};

/// A validity of which an open end lies beyond all days.
struct ValidityDays {
  static constexpr Day never{std::numeric_limits<std::int32_t>::min()};
  static constexpr Day always{std::numeric_limits<std::int32_t>::max()};
  Day from_first = never, from_last = never;
  Day to_first = always, to_last = always;

  [[nodiscard]] bool holds_on(Day day) const { return from_first <= day && day <= to_last; }
  [[nodiscard]] Validity dates() const;
  friend bool operator==(const ValidityDays&, const ValidityDays&) = default;
};
[[nodiscard]] ValidityDays days_of(const Validity& validity);

/// What many facts share of where they come from.
struct Provenance {
  std::uint32_t confidence = 0;  ///< Index into Schema::confidence.
  std::uint32_t table = 0;       ///< Index into Pack::tables.
  std::uint32_t sources = 0;     ///< [sources, sources + source_count) of FactStore::source_lists.
  std::uint32_t source_count = 0;
};

/// The columns of nodes or of edges.
struct FactColumns {
  StoredArray<std::uint32_t> validity;    ///< Index into FactStore::validities.
  StoredArray<std::uint32_t> provenance;  ///< Index into FactStore::provenances.
  StoredArray<std::uint32_t> line;        ///< Of the row in its table.
  StoredArray<TextId> note;  ///< Invalid where there is none; empty where no fact has one.
  StoredArray<TextId> id;    ///< Of an edge: invalid where it is derived; empty where all are.
  /// By kind or relation, by attribute: a code for each fact of that shape, in their order.
  std::vector<std::vector<StoredArray<CellCode>>> cells;

  [[nodiscard]] std::size_t size() const { return line.size(); }
};

struct NodeColumns : FactColumns {
  StoredArray<TextId> name;
  StoredArray<KindId> kind;
  StoredArray<std::uint32_t> row;         ///< Place among the nodes of its kind.
  StoredArray<NodeId> of_kind;            ///< The nodes by kind, those of a kind by row.
  std::vector<std::uint32_t> kind_start;  ///< By kind, and one more: where they begin in of_kind.
};

struct EdgeColumns : FactColumns {
  StoredArray<NodeId> from;
  StoredArray<NodeId> to;
  std::vector<std::uint32_t> relation_start;  ///< By relation, and one more: its first EdgeId.

  [[nodiscard]] RelationId relation(std::uint32_t edge) const;
};

struct FactStore {
  TextPool texts;
  StoredArray<ValidityDays> validities;
  StoredArray<Provenance> provenances;
  StoredArray<SourceId> source_lists;
  StoredArray<NumberRange> number_ranges;
  StoredArray<DecimalRange> share_ranges;
  StoredArray<TextId> text_lists;  ///< A list: how many, as if it were a text, then its texts.
  std::vector<std::string> relation_names;  ///< By relation, for derived ids.
  NodeColumns nodes;
  EdgeColumns edges;
  StoredArray<std::uint64_t>
      ids;  ///< HashSlots from the id of a fact to twice its index, and 1 for an edge.

  /// How much memory all of it takes.
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] Cell cell(CellCode code) const;
  [[nodiscard]] std::optional<FactPlace> find(std::string_view id) const;
  [[nodiscard]] std::string id_of(FactPlace fact) const;
};

/// The id of an edge whose row gives none: `REL:from:to`, and `:begin` where it has one.
[[nodiscard]] std::string derived_id(std::string_view relation, std::string_view from,
                                     std::string_view to, const std::optional<Date>& begin);

}  // namespace harbinger::pack
