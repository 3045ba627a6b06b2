// SPDX-License-Identifier: Apache-2.0
// The mark of a tier: a shape and a colour, so that neither alone has to tell it. Highest first: diamond, triangle,
// square, disc, ring; tiers below the fifth look like the fifth.
#pragma once

#include <cstddef>
#include <string>

namespace harbinger::report::detail {

/// The outline around a point, as the data of an SVG path. Marks of one radius have about the same area.
[[nodiscard]] std::string mark_path(std::size_t place, double x, double y, double radius);
/// Fill and stroke of a mark, as SVG.
[[nodiscard]] std::string mark_paint(std::size_t place);

}  // namespace harbinger::report::detail
