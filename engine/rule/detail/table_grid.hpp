// SPDX-License-Identifier: Apache-2.0
// A decision table as boxes on a grid (table_check.hpp): each input's values parted where cells tell them apart,
// one value standing for each part.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "rule/table_check.hpp"

namespace harbinger::rule::detail {

/// Which parts of each input a row takes.
using Box = std::vector<Bits>;

class TableGrid {
 public:
  /// Gives up where the boxes take more than `steps`: there are none then.
  TableGrid(const DecisionTable& table, const expr::KnownValues& known, std::uint64_t steps);

  [[nodiscard]] bool gave_up() const { return gave_up_; }

  /// All parts of all inputs.
  [[nodiscard]] const Box& all() const { return all_; }
  [[nodiscard]] const Box& box(std::size_t row) const { return boxes_[row]; }
  /// Whether the row hits wherever its box says.
  [[nodiscard]] bool is_certain(std::size_t row) const { return certain_[row]; }
  /// The rows before this one, in order, those that may have a point in common with it among them.
  [[nodiscard]] std::vector<std::uint32_t> near_before(std::uint32_t row) const;
  /// The point of the first part of each input of a box; no input has none.
  [[nodiscard]] TablePoint point(const Box& box) const;

 private:
  struct Part {
    CellValue value;
    bool others = false;
  };
  void index_rows(std::uint64_t steps);
  /// Which parts of an input a cell takes.
  [[nodiscard]] Bits taken(const Cell& cell, std::size_t input) const;
  /// The parts [first, last) that an item names.
  [[nodiscard]] std::pair<std::size_t, std::size_t> named(const CellItem& item,
                                                          std::size_t input) const;
  [[nodiscard]] static std::vector<Part> parts_of(const DecisionTable& table, std::size_t input,
                                                  const expr::Possible& possible);
  [[nodiscard]] static bool may_be(const expr::Possible& possible, const Part& part);

  std::vector<std::vector<Part>> parts_;  ///< By input.
  Box all_;
  bool gave_up_ = false;
  std::vector<Box> boxes_;  ///< By row.
  std::vector<bool> certain_;
  std::size_t telling_ = 0;  ///< The input whose parts the fewest rows take.
  std::vector<std::vector<std::uint32_t>>
      by_part_;  ///< Of that input: the rows that take a part; or empty.
};

[[nodiscard]] bool is_empty(const Box& box);
[[nodiscard]] Box common(const Box& a, const Box& b);
/// Whether they have a point in common.
[[nodiscard]] bool meet(const Box& a, const Box& b);

/// Searches for points; each row looked at is a step.
class PointSearch {
 public:
  PointSearch(const TableGrid& grid, std::uint64_t steps) : grid_(grid), left_(steps) {}

  /// A point of the region that none of the rows takes; nothing where there is none, or steps ran out.
  [[nodiscard]] std::optional<TablePoint> outside(const Box& region,
                                                  std::vector<std::uint32_t> rows);

  /// Counts steps; false once they ran out.
  bool step(std::uint64_t count);
  [[nodiscard]] bool gave_up() const { return gave_up_; }

 private:
  [[nodiscard]] bool search(std::size_t input, const std::vector<std::uint32_t>& rows, Box& found);
  [[nodiscard]] bool takes_rest(std::uint32_t row, std::size_t input, const Box& region) const;

  const TableGrid& grid_;
  std::uint64_t left_;
  bool gave_up_ = false;
};

}  // namespace harbinger::rule::detail
