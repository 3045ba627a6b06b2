// SPDX-License-Identifier: Apache-2.0
// The moves of a comparison, sorted into kinds: what the formats of a what-if share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "scenario/comparison.hpp"

namespace harbinger::report::detail {

inline bool came_or_went(const scenario::Move& move) { return !move.before || !move.after; }

/// Whether a site has only changed places: others moved past it, its score and tier are as before.
inline bool only_shifted(const scenario::Move& move) {
  return !came_or_went(move) && move.change() == 0 && move.before->tier == move.after->tier;
}

inline std::size_t shifted(const scenario::Comparison& comparison) {
  return static_cast<std::size_t>(
      std::count_if(comparison.moved.begin(), comparison.moved.end(), only_shifted));
}

/// Sites of either ranking.
inline std::size_t sites_of(const scenario::Comparison& comparison) {
  const auto came = std::count_if(comparison.moved.begin(), comparison.moved.end(),
                                  [](const scenario::Move& move) { return !move.before; });
  return comparison.sites_before + static_cast<std::size_t>(came);
}

/// The name of a moved site by its id; the id where it has none.
inline std::string name_of(const scenario::Comparison& comparison, const std::string& site) {
  for (const scenario::Move& move : comparison.moved)
    if (move.site == site && !move.name.empty()) return move.name;
  return site;
}

}  // namespace harbinger::report::detail
