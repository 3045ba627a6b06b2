// SPDX-License-Identifier: Apache-2.0
// `--where`: a condition over ranked sites, in CEL. It may name the site's attributes (country, type, ...),
// `id`, `name`, `rank`, `score`, `tier`, the top dimensions, and every signal.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/written_text.hpp"
#include "ranking/assessment.hpp"

namespace harbinger::ranking {

/// A site to show: its place in the ranking of all, and in the selection.
struct SelectedSite {
  std::size_t site = 0;
  std::uint32_t rank = 0;
  std::uint32_t rank_in_selection = 0;
};

struct Selection {
  std::vector<SelectedSite> sites;  ///< Best first.
  std::size_t unknown =
      0;  ///< Sites left out because the condition is unknown, or an error, there.
};

/// The sites for which the condition is true; all where there is none. Nothing where the condition does not
/// check.
[[nodiscard]] std::optional<Selection> select(const Assessment& assessment,
                                              const std::optional<WrittenText>& where,
                                              Diagnostics& diagnostics);

/// Whether a condition checks, before anything is scored. False where an error was added.
bool check_where(const Basis& basis, const WrittenText& where, Diagnostics& diagnostics);

}  // namespace harbinger::ranking
