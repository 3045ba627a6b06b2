// SPDX-License-Identifier: Apache-2.0
// What score.cpp and contributions.cpp must do alike.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/model.hpp"
#include "model/weights.hpp"

namespace harbinger::model {

/// The value of a dimension whose parts combine to p.
[[nodiscard]] inline double above_floor(double floor, double p) { return floor + (1 - floor) * p; }

/// The points of a site as a part of their leaf, in [0, 1].
[[nodiscard]] inline double points_value(const Points& points, std::int64_t millionths) {
  const double full = points.full * 1e6;
  return std::clamp(static_cast<double>(millionths), 0.0, full) / full;
}

/// Weights of the parts that are not left out, made to add up to 1; where these weigh nothing, nothing is left.
inline void rescale_rest(std::vector<double>& weights, std::vector<double>& values) {
  if (std::any_of(weights.begin(), weights.end(), [](double weight) { return weight > 0; })) {
    weights = rescaled_weights(weights);
  } else {
    weights.clear();
    values.clear();
  }
}

/// The value of every dimension at a site without any evidence, by DimensionId. A leaf stands at its own
/// floor: every method makes 0 of zeros.
[[nodiscard]] inline std::vector<double> floor_states(
    const Model& model, const std::vector<std::vector<double>>& weights) {
  std::vector<double> states(model.dimensions.size(), 0.0);
  for (std::size_t d = model.dimensions.size(); d-- > 0;) {
    const Dimension& dimension = model.dimensions[d];
    std::vector<double> children;
    for (const DimensionId child : dimension.children) children.push_back(states[child.index()]);
    states[d] = above_floor(dimension.floor, combined(dimension.combine, weights[d], children));
  }
  return states;
}

}  // namespace harbinger::model
