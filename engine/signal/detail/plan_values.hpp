// SPDX-License-Identifier: Apache-2.0
// The values of a plan at many roots: rows of bindings, terms, then one value for each root, some roots at a time.
//
//     roots -> rows -> terms -> values                                       no root's rows outlive its block
//                   -> terms -> values of another plan of the same pattern
//     roots -> rows to the cut -+-> one cut node: its value                  (set_program.hpp)
//     cut nodes -> rows, values +-> several: their rows as one -> value
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "signal/detail/group_values.hpp"
#include "signal/detail/set_program.hpp"

namespace harbinger::signal::detail {

/// A column, and for each root the row of it that is its value.
struct RootValues {
  expr::Column values;  ///< Row 0: the value of no terms.
  std::vector<std::uint32_t> row_of;
};
/// Of plans of one pattern and one condition, which is walked once for all of them (Plan::walk).
[[nodiscard]] std::vector<RootValues> values_of_roots(std::span<const Plan* const> plans,
                                                      const World& world,
                                                      std::span<const graph::NodeId> roots,
                                                      unsigned threads);

/// The values of one plan for groups of roots: what several of them bind alike counts once.
[[nodiscard]] RootValues values_of_groups(const Plan& plan, const World& world,
                                          std::span<const graph::NodeId> roots,
                                          std::span<const std::uint32_t> group_of,
                                          std::size_t groups, unsigned threads);

/// The distinct rows of all roots that have a group, which takes the place of the root.
[[nodiscard]] BindingRows rows_of_groups(const Plan& plan, const World& world,
                                         std::span<const graph::NodeId> roots,
                                         std::span<const std::uint32_t> group_of, unsigned threads);

/// A root without a group.
inline constexpr std::uint32_t no_group = 0xffffffff;

}  // namespace harbinger::signal::detail
