// SPDX-License-Identifier: Apache-2.0
// Labels beside points of a map that do not stand on each other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace harbinger::report::detail {

/// A rectangle; y grows downwards.
struct Box {
  double x = 0;  ///< Of its left edge.
  double y = 0;  ///< Of its upper edge.
  double width = 0;
  double height = 0;
};
[[nodiscard]] bool overlap(const Box& a, const Box& b);

struct PointLabel {
  double x = 0;  ///< Of the point.
  double y = 0;
  double width = 0;  ///< Of the label.
};

/// Where each label goes, first come first served: of places ever farther from its point, all around it, the first in
/// `within` that overlaps no label before it and none of `taken`. Nothing where there is no such place. Cost: quadratic
/// in labels.
[[nodiscard]] std::vector<std::optional<Box>> placed_labels(std::span<const PointLabel> labels,
                                                            double height, const Box& within,
                                                            std::span<const Box> taken);

}  // namespace harbinger::report::detail
