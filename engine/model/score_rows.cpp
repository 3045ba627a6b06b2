// SPDX-License-Identifier: Apache-2.0
#include "model/score_rows.hpp"

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "model/detail/before.hpp"
#include "model/detail/dimension_rows.hpp"
#include "model/detail/given_weights.hpp"
#include "model/detail/parts.hpp"
#include "model/weights.hpp"

namespace harbinger::model {

LeafRows::LeafRows(const Model& model, const Inputs& inputs, const Scores& scores,
                   std::span<const std::uint32_t> sites)
    : rows_(sites.size()) {
  HARBINGER_ASSERT(rows_ <= block_rows);
  for (std::size_t d = 0; d < model.dimensions.size(); ++d) {
    const Dimension& dimension = model.dimensions[d];
    if (dimension.points) {
      std::vector<double>& column = values_.emplace_back(rows_, 0.0);
      dropped_.emplace_back();
      const auto millionths = points_of(inputs, DimensionId(d));
      for (std::size_t row = 0; row < rows_ && !millionths.empty(); ++row)
        column[row] = points_value(*dimension.points, millionths[sites[row]]);
    }
    for (const IndicatorValues& indicator : *scores.indicators[d]) {
      std::vector<double>& column = values_.emplace_back();
      for (const std::uint32_t site : sites) column.push_back(indicator.values[site]);
      Bits& dropped = dropped_.emplace_back(indicator.dropped.size() == 0 ? 0 : rows_);
      for (std::size_t row = 0; row < dropped.size(); ++row)
        dropped.assign(row, indicator.dropped[sites[row]]);
    }
  }
}

LeafRows LeafRows::selected(std::span<const std::uint32_t> rows) const {
  LeafRows result;
  result.rows_ = rows.size();
  for (std::size_t part = 0; part < values_.size(); ++part) {
    std::vector<double>& column = result.values_.emplace_back(rows.size());
    Bits& dropped = result.dropped_.emplace_back(dropped_[part].size() == 0 ? 0 : rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) column[row] = values_[part][rows[row]];
    for (std::size_t row = 0; row < dropped.size(); ++row)
      dropped.assign(row, dropped_[part][rows[row]]);
  }
  return result;
}

void LeafRows::set_points(std::size_t part, const Points& points,
                          std::span<const std::int64_t> millionths) {
  HARBINGER_ASSERT(millionths.size() == rows_);
  fill_points({.points = &points, .millionths = millionths}, 0, values_[part]);
}

void score_rows(const Model& model, const std::vector<std::vector<double>>& weights,
                const LeafRows& of, std::span<double> out) {
  HARBINGER_ASSERT(out.size() == of.rows());
  std::vector<std::vector<double>> columns(model.dimensions.size());
  std::size_t next = of.part_count();  // parts stand in model order, which is walked from the end
  DimensionParts parts;
  for (std::size_t d = model.dimensions.size(); d-- > 0;) {
    const Dimension& dimension = model.dimensions[d];
    parts = {&dimension, weights[d], {}};
    for (const DimensionId child : dimension.children)
      parts.parts.push_back({.values = columns[child.index()]});
    if (dimension.is_leaf()) next -= dimension.part_count();
    for (std::size_t part = 0; dimension.is_leaf() && part < dimension.part_count(); ++part)
      parts.parts.push_back({.values = of.values(next + part), .dropped = of.dropped(next + part)});
    columns[d].resize(of.rows());
    combine_block(parts, 0, columns[d]);
  }
  for (std::size_t row = 0; row < of.rows(); ++row)
    out[row] = 100 * columns[Model::top.index()][row];
}

std::vector<double> part_weights(const Dimension& dimension, std::vector<double> written) {
  return keeps_weights(dimension.combine) ? std::move(written) : rescaled_weights(written);
}

std::vector<double> written_weights(const Model& model, const Scores& scores, DimensionId id) {
  return model[id].weights == WeightMethod::given ? given_weights(model, model[id])
                                                  : scores.weights[id.index()];
}

}  // namespace harbinger::model
