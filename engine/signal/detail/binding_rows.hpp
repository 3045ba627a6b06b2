// SPDX-License-Identifier: Apache-2.0
// Bindings of many sites as rows of integers: the group (a site, or what `over` makes one), one node or
// edge for each slot kept, and how sure the binding is.
//
//     group | a | m | presence        slots = {a, m}
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/detail/plan.hpp"

namespace harbinger::signal::detail {

struct BindingRows {
  std::vector<std::uint32_t> slots;  ///< Slots of the pattern, ascending.
  std::vector<std::uint32_t> cells;

  [[nodiscard]] std::size_t width() const { return slots.size() + 2; }
  [[nodiscard]] std::size_t size() const { return cells.size() / width(); }
  [[nodiscard]] std::span<const std::uint32_t> row(std::size_t i) const {
    return std::span(cells).subspan(i * width(), width());
  }
  [[nodiscard]] std::uint32_t group(std::size_t i) const { return cells[i * width()]; }
  [[nodiscard]] Presence presence(std::size_t i) const {
    return static_cast<Presence>(cells[(i + 1) * width() - 1]);
  }
  /// Writes what the row binds into a binding.
  void unpack(std::size_t i, std::span<std::uint32_t> binding) const {
    for (std::size_t k = 0; k < slots.size(); ++k) binding[slots[k]] = cells[i * width() + 1 + k];
  }
  /// Adds the row of a binding.
  void add(std::uint32_t group, std::span<const std::uint32_t> binding, Presence presence) {
    cells.push_back(group);
    for (const std::uint32_t slot : slots) cells.push_back(binding[slot]);
    cells.push_back(static_cast<std::uint32_t>(presence));
  }
};

/// Puts the rows of one group at a time in order, as they are written: most groups have few, so that this
/// costs less than to sort all rows at the end. Keeps its room to work.
class RowSorter {
 public:
  /// The rows from `begin` on, all of one group: ordered by slots, each once, the surest of those alike.
  void make_distinct(BindingRows& rows, std::size_t begin);

 private:
  static constexpr std::size_t narrow = 4;  ///< Slots.
  void sort_narrow(BindingRows& rows, std::size_t begin);
  void sort_wide(BindingRows& rows, std::size_t begin);

  std::vector<std::array<std::uint32_t, narrow + 1>> rows_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t> cells_;
};

enum class Alike : unsigned char { become_one, may_stay };

/// The rows, ordered by group, with these of their slots alone; where that makes some alike, distinct again if wanted.
[[nodiscard]] BindingRows projected(BindingRows rows, const std::vector<std::uint32_t>& slots,
                                    Alike alike = Alike::become_one);

/// Ordered by group and slots, each once: of rows alike, the one that is surest.
void sort_distinct(BindingRows& rows);

}  // namespace harbinger::signal::detail
