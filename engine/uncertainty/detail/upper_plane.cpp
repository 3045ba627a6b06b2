// SPDX-License-Identifier: Apache-2.0
#include "uncertainty/detail/upper_plane.hpp"

#include <algorithm>
#include <cmath>

namespace harbinger::uncertainty {

namespace {

using model::CombineMethod;
using Values = std::span<const double>;

/// Where a part is near 0 a tangent is steep, and rules out little.
constexpr double least_touch = 0.05;

std::vector<double> tangent(double exponent, Values weights, Values at) {
  const double mean = model::combined({CombineMethod::power_mean, exponent, {}}, weights, at);
  std::vector<double> slopes;
  for (std::size_t i = 0; i < at.size(); ++i)
    slopes.push_back(weights[i] * std::pow(mean / at[i], 1 - exponent));
  return slopes;
}

std::vector<double> slopes_of(const model::Combination& how, Values weights, Values at) {
  std::vector<double> slopes(at.size(), 1.0);
  const double p = how.exponent;
  switch (how.method) {
    case CombineMethod::arithmetic:
    case CombineMethod::noisy_or: slopes.assign(weights.begin(), weights.end()); break;
    case CombineMethod::geometric: return tangent(0, weights, at);
    case CombineMethod::harmonic: return tangent(-1, weights, at);
    case CombineMethod::power_mean:
      if (p <= 1) return tangent(p, weights, at);
      for (std::size_t i = 0; i < slopes.size(); ++i) slopes[i] = std::pow(weights[i], 1 / p);
      break;
    case CombineMethod::min:
      slopes.assign(at.size(), 0.0);
      slopes[static_cast<std::size_t>(std::min_element(at.begin(), at.end()) - at.begin())] = 1;
      break;
    case CombineMethod::owa:
      slopes.assign(at.size(),
                    *std::max_element(how.order_weights.begin(), how.order_weights.end()));
      break;
    case CombineMethod::max: break;
  }
  return slopes;
}

class Planes {
 public:
  Planes(const model::Model& model, const std::vector<std::vector<double>>& weights,
         const TouchPoint& at)
      : model_(model), weights_(weights), at_(at) {
    std::size_t part = 0;
    for (const model::Dimension& dimension : model.dimensions) {
      first_part_.push_back(part);
      if (dimension.is_leaf()) part += dimension.part_count();
    }
    plane_.slopes.resize(part);
  }

  UpperPlane run() && {
    go_down(model::Model::top, 100);
    return std::move(plane_);
  }

 private:
  /// Adds what lies above `slope` times the dimension.
  void go_down(model::DimensionId id, double slope) {
    const model::Dimension& dimension = model_[id];
    const std::size_t first = first_part_[id.index()];
    plane_.constant += slope * dimension.floor;
    slope *= 1 - dimension.floor;
    std::vector<double> at;
    bool may_be_dropped = false;
    for (std::size_t i = 0; i < dimension.part_count(); ++i) {
      const bool leaf = dimension.is_leaf();
      at.push_back(std::max(least_touch, leaf ? at_.parts[first + i]
                                              : at_.dimensions[dimension.children[i].index()]));
      may_be_dropped = may_be_dropped || (leaf && at_.may_be_dropped[first + i]);
    }
    if (at.empty()) return;
    const std::vector<double> slopes = may_be_dropped
                                           ? std::vector<double>(at.size(), 1.0)
                                           : slopes_of(dimension.combine, weights_[id.index()], at);
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      if (dimension.is_leaf())
        plane_.slopes[first + i] = slope * slopes[i];
      else
        go_down(dimension.children[i], slope * slopes[i]);
    }
  }

  const model::Model& model_;
  const std::vector<std::vector<double>>& weights_;
  const TouchPoint& at_;
  std::vector<std::size_t> first_part_;  ///< By DimensionId.
  UpperPlane plane_;
};

}  // namespace

TouchPoint touch_point(const model::Model& model, const model::Inputs& inputs,
                       const model::Scores& scores, std::uint32_t site) {
  TouchPoint result;
  for (const auto& values : scores.dimensions) result.dimensions.push_back(values[site]);
  const model::LeafRows rows(model, inputs, scores, std::span(&site, 1));
  for (std::size_t part = 0; part < rows.part_count(); ++part) {
    result.parts.push_back(rows.values(part)[0]);
    result.may_be_dropped.push_back(rows.dropped(part) != nullptr);
  }
  return result;
}

UpperPlane upper_plane(const model::Model& model, const std::vector<std::vector<double>>& weights,
                       const TouchPoint& at) {
  return Planes(model, weights, at).run();
}

}  // namespace harbinger::uncertainty
