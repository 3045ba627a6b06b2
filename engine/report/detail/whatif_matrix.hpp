// SPDX-License-Identifier: Apache-2.0
// Several scenarios side by side: site x scenario, the rank and the change of score each leads to.
//
//      rank  site                     (1) scanner  (2) ownersh…
//         2  North Quay                 7  -11.5     2
//         9  South Quay                 ·           10   -0.4
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "report/text_table.hpp"
#include "scenario/comparison.hpp"

namespace harbinger::report::detail {

/// At most `shown` sites, those most moved in score by some scenario, by rank before. Sites only moved past are left
/// out. Scenarios that do not fit beside each other stand below, six at a time.
[[nodiscard]] std::string whatif_matrix(std::span<const scenario::Comparison> comparisons,
                                        const TextStyle& style, std::size_t shown);

}  // namespace harbinger::report::detail
