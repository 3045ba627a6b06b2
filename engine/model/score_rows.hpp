// SPDX-License-Identifier: Apache-2.0
// Scores of a few sites under other weights and points: what their leaves are made of, side by side, so that many
// variants run over the same small columns.
//
// The same digits as score(). Slow twin: site_score(). Tested by tests/model/score_rows_test.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "model/model.hpp"
#include "model/score.hpp"

namespace harbinger::model {

/// The parts of all leaves at some sites, at most a block of them: a column for each part, leaves in model order, in a
/// leaf points before indicators.
class LeafRows {
 public:
  /// `scores` are those of `inputs`.
  LeafRows(const Model& model, const Inputs& inputs, const Scores& scores,
           std::span<const std::uint32_t> sites);

  /// Some of the rows, ascending; their places count from 0 here.
  [[nodiscard]] LeafRows selected(std::span<const std::uint32_t> rows) const;

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t part_count() const { return values_.size(); }
  /// In [0, 1]; 0 where the part is left out.
  [[nodiscard]] std::span<const double> values(std::size_t part) const { return values_[part]; }
  /// Where a part is left out; nullptr: nowhere.
  [[nodiscard]] const Bits* dropped(std::size_t part) const {
    return dropped_[part].size() == 0 ? nullptr : &dropped_[part];
  }
  /// Other points of a leaf that takes them: millionths, one for each row. `part` is its points' place.
  void set_points(std::size_t part, const Points& points, std::span<const std::int64_t> millionths);

 private:
  LeafRows() = default;

  std::size_t rows_ = 0;
  std::vector<std::vector<double>> values_;
  std::vector<Bits> dropped_;
};

/// The score of each row. `weights` are as Scores::weights.
void score_rows(const Model& model, const std::vector<std::vector<double>>& weights,
                const LeafRows& of, std::span<double> out);

/// The weights of a dimension whose parts weigh as `written`: they add up to 1, where the way to combine asks for it.
[[nodiscard]] std::vector<double> part_weights(const Dimension& dimension,
                                               std::vector<double> written);
/// The weights of a dimension's parts as the model has them written; where its weights are made in another way, those of
/// `scores`.
[[nodiscard]] std::vector<double> written_weights(const Model& model, const Scores& scores,
                                                  DimensionId id);

}  // namespace harbinger::model
