// SPDX-License-Identifier: Apache-2.0
// Weights as they are written: what score.cpp and score_rows.cpp must read alike.
#pragma once

#include <vector>

#include "model/model.hpp"

namespace harbinger::model {

/// Of the dimension's parts, in their order; not rescaled.
[[nodiscard]] inline std::vector<double> given_weights(const Model& model,
                                                       const Dimension& dimension) {
  std::vector<double> weights;
  for (const DimensionId child : dimension.children) weights.push_back(model[child].weight);
  if (dimension.points) weights.push_back(dimension.points->weight);
  for (const Indicator& indicator : dimension.indicators) weights.push_back(indicator.weight);
  return weights;
}

}  // namespace harbinger::model
