// SPDX-License-Identifier: Apache-2.0
// What lies near many roots, folded from the other side: each cut node in turn adds what it has to all roots near it.
//
//     rows (cut_fold.hpp)   root -> the nodes near it, sorted -> terms of each      a search a root, and its rows
//     here                  node -> the roots near it: sum += term * weight         a search a node, and no rows
//
// Nodes come in ascending order, so that the terms of a root are added up in the same order. Roots lie in memory by
// their place on the globe (place_bands.hpp): those near a node are a few stretches. Slow twin: CutFold::take, and the
// rows of plan_values.cpp.
#pragma once

#include <span>
#include <vector>

#include "signal/detail/cut_fold.hpp"
#include "signal/detail/set_program.hpp"
#include "signal/place_bands.hpp"

namespace harbinger::signal::detail {

/// Where the roots and the cut nodes of a program lie.
struct NearPlaces {
  PlaceBands roots;  ///< Those that are surely there.
  std::vector<std::optional<Place>> nodes;
};
[[nodiscard]] NearPlaces near_places(const World& world, const SetProgram& program,
                                     std::span<const graph::NodeId> roots, unsigned threads);

struct NearSweep {
  GroupValues told;                 ///< Of roots that have terms, all sure and exact.
  std::vector<std::uint32_t> left;  ///< Roots that are not told so, ascending.
};

/// Of a program for which is_cut_near_root(), and its fold.
[[nodiscard]] NearSweep near_sweep(const Plan& plan, const SetProgram& program,
                                   const NearPlaces& places, const CutFold& fold,
                                   std::span<const graph::NodeId> roots, unsigned threads);

}  // namespace harbinger::signal::detail
