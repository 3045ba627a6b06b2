// SPDX-License-Identifier: Apache-2.0
// A plane above a model: for given weights, a sum c + sum k x over the parts x of all leaves that no score exceeds. A
// matrix product then tells of most sites that they stay below a bar, whatever the model is made of.
//
// Above a mean of exponent 1 or less lies its tangent at any point t, since it is concave and homogeneous: sum g v with
// g = w (M(t) / t)^(1 - p) (1: the weights themselves; 0: the geometric mean; -1: the harmonic). Above the others lie
//     min         the part that is lowest at t         max         the sum of the parts
//     noisy_or    sum w v                              owa         the sum, times the largest weight of a place
//     power_mean  p > 1: sum w^(1/p) v                 with parts left out, all: the sum of those there
// Above f + (1 - f) p lies the same of what lies above p.
#pragma once

#include <span>
#include <vector>

#include "model/model.hpp"
#include "model/score_rows.hpp"

namespace harbinger::uncertainty {

struct UpperPlane {
  double constant = 0;
  std::vector<double> slopes;  ///< By part of LeafRows; none below 0.
};

/// Values at which planes touch the model, by DimensionId and by part of LeafRows.
struct TouchPoint {
  std::vector<double> dimensions;
  std::vector<double> parts;
  /// By part: it may be left out somewhere.
  std::vector<bool> may_be_dropped;
};

/// Where one site stands.
[[nodiscard]] TouchPoint touch_point(const model::Model& model, const model::Inputs& inputs,
                                     const model::Scores& scores, std::uint32_t site);

/// Above the scores (0..100), but for rounding.
[[nodiscard]] UpperPlane upper_plane(const model::Model& model,
                                     const std::vector<std::vector<double>>& weights,
                                     const TouchPoint& at);

}  // namespace harbinger::uncertainty
