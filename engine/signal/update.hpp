// SPDX-License-Identifier: Apache-2.0
// Signals of a world that differs from one already evaluated: only the rows that the difference can reach are
// asked again, and columns in which nothing changed are shared with those before.
//
//     before: columns, world  --changes-->  rows reached -> values -> rows that differ
//
// The result equals evaluate() on the new world, bit for bit. Tested against it by tests/ranking/update_test.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "base/shared.hpp"
#include "graph/changes.hpp"
#include "signal/places.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

/// The rows of one ranking and those of another that are the same sites.
struct RowMap {
  bool identical = true;  ///< Row for row; `before` is empty then.
  std::vector<std::uint32_t>
      before;  ///< For each row now, the row before; expr::no_row where it is new.

  [[nodiscard]] std::uint32_t row_before(std::uint32_t row) const {
    return identical ? row : before[row];
  }
};
[[nodiscard]] RowMap row_map(const graph::GraphView& before, const graph::GraphView& after);

/// How much of a step was done again.
struct Work {
  std::size_t shared = 0;   ///< Columns taken over as they were.
  std::size_t in_part = 0;  ///< Columns of which some rows were computed.
  std::size_t whole = 0;    ///< Columns computed for all rows.
  std::size_t rows = 0;     ///< Rows computed, of all columns.
  friend bool operator==(const Work&, const Work&) = default;
};

/// What was evaluated before.
struct Evaluated {
  const SignalSet& set;
  const World& world;  ///< With its places.
  const Columns& columns;
  std::span<const SignalId> left_out;  ///< Unknown everywhere, as if nobody had asked.
};

struct UpdatedColumns {
  Columns columns;
  /// By SignalId: the rows whose value is not what it was in the signal of that id; empty where none.
  std::vector<Bits> changed;
  Work work;
};

/// `world.places` must be set. New rows count as changed.
[[nodiscard]] UpdatedColumns updated(const Evaluated& before, const SignalSet& set,
                                     const World& world, std::span<const SignalId> left_out,
                                     const graph::Changes& changes, const RowMap& rows,
                                     unsigned threads);

}  // namespace harbinger::signal
