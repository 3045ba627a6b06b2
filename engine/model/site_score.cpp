// SPDX-License-Identifier: Apache-2.0
#include "model/site_score.hpp"

#include <algorithm>

#include "model/detail/parts.hpp"
#include "model/weights.hpp"

namespace harbinger::model {

namespace {

bool is_rowwise(const Normalisation& how) {
  if (how.winsorise) return false;
  switch (how.method) {
    case NormaliseMethod::as_is:
    case NormaliseMethod::goalposts:
    case NormaliseMethod::logistic: return true;
    case NormaliseMethod::log: return how.low && how.high;
    case NormaliseMethod::minmax:
    case NormaliseMethod::zscore:
    case NormaliseMethod::rank:
    case NormaliseMethod::percentile: break;
  }
  return false;
}

bool is_rowwise(WeightMethod weights) {
  return weights == WeightMethod::given || weights == WeightMethod::equal ||
         weights == WeightMethod::ahp;
}

}  // namespace

bool is_rowwise(const Model& model) {
  const auto of_indicator = [](const Indicator& indicator) {
    return indicator.missing != Missing::mean && is_rowwise(indicator.normalise);
  };
  return model.tiers.by == Tiers::By::score &&
         std::all_of(model.dimensions.begin(), model.dimensions.end(), [&](const Dimension& d) {
           return is_rowwise(d.weights) &&
                  std::all_of(d.indicators.begin(), d.indicators.end(), of_indicator);
         });
}

SiteParts site_parts(const Model& model, const Inputs& inputs, const Scores& scores,
                     std::size_t site) {
  const std::size_t count = model.dimensions.size();
  SiteParts parts{std::vector<std::int64_t>(count, 0), {}};
  parts.indicators.resize(count);
  for (const LeafPoints& points : inputs.points)
    if (!points.millionths.empty()) parts.points[points.leaf.index()] = points.millionths[site];
  for (std::size_t d = 0; d < count; ++d)
    for (const IndicatorValues& indicator : *scores.indicators[d]) {
      const bool dropped = indicator.dropped.size() > 0 && indicator.dropped[site];
      parts.indicators[d].push_back(dropped ? std::nullopt : std::optional(indicator.values[site]));
    }
  return parts;
}

double site_score(const Model& model, const std::vector<std::vector<double>>& weights,
                  const SiteParts& parts) {
  std::vector<double> values(model.dimensions.size(), 0.0);
  std::vector<double> row_values;
  std::vector<double> row_weights;
  for (std::size_t d = model.dimensions.size(); d-- > 0;) {
    const Dimension& dimension = model.dimensions[d];
    row_values.clear();
    row_weights.clear();
    std::size_t part = 0;
    const auto add = [&](std::optional<double> value) {
      const double weight = weights[d][part++];
      if (!value) return;
      row_values.push_back(*value);
      row_weights.push_back(weight);
    };
    for (const DimensionId child : dimension.children) add(values[child.index()]);
    if (dimension.points) add(points_value(*dimension.points, parts.points[d]));
    for (const std::optional<double>& indicator : parts.indicators[d]) add(indicator);
    if (row_values.size() < part && !keeps_weights(dimension.combine))
      rescale_rest(row_weights, row_values);
    values[d] = above_floor(dimension.floor, combined(dimension.combine, row_weights, row_values));
  }
  return 100 * values[Model::top.index()];
}

}  // namespace harbinger::model
