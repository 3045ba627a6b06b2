// SPDX-License-Identifier: Apache-2.0
#include "report/detail/place_labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace harbinger::report::detail {

namespace {

constexpr double nearest = 11;  ///< Pixels from a point to its label.
constexpr double farthest = 120;
constexpr double step = 8;
/// Right and left first, then steeper and steeper.
constexpr std::array<double, 14> degrees{0,   180, 25,   -25, 155, -155, 50,
                                         -50, 130, -130, 75,  -75, 105,  -105};

bool inside(const Box& box, const Box& within) {
  return box.x >= within.x && box.y >= within.y && box.x + box.width <= within.x + within.width &&
         box.y + box.height <= within.y + within.height;
}

/// The label at a distance: its end that faces the point lies there.
Box candidate(const PointLabel& label, double height, double distance, double angle) {
  const double x = label.x + distance * std::cos(angle);
  const double y = label.y + distance * std::sin(angle);
  return {x >= label.x ? x : x - label.width, y - height / 2, label.width, height};
}

}  // namespace

bool overlap(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

std::vector<std::optional<Box>> placed_labels(std::span<const PointLabel> labels, double height,
                                              const Box& within, std::span<const Box> taken) {
  std::vector<Box> occupied(taken.begin(), taken.end());
  std::vector<std::optional<Box>> placed;
  for (const PointLabel& label : labels) {
    placed.emplace_back();
    for (double distance = nearest; distance <= farthest && !placed.back(); distance += step)
      for (std::size_t i = 0; i < degrees.size() && !placed.back(); ++i) {
        const Box box = candidate(label, height, distance, degrees[i] * std::numbers::pi / 180);
        if (inside(box, within) && std::none_of(occupied.begin(), occupied.end(),
                                                [&](const Box& o) { return overlap(box, o); }))
          placed.back() = box;
      }
    if (placed.back()) occupied.push_back(*placed.back());
  }
  return placed;
}

}  // namespace harbinger::report::detail
