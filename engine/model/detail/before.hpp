// SPDX-License-Identifier: Apache-2.0
// What was scored before, by the dimension it is of, and in which rows the parts of a leaf differ from it. What changed
// is found by looking (docs/decisions/0005).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "model/model.hpp"
#include "model/score.hpp"

namespace harbinger::model {

/// The points of a leaf; empty where there are none.
[[nodiscard]] ColumnView<std::int64_t> points_of(const Inputs& inputs, DimensionId leaf);

class Before {
 public:
  /// `before` may be nullptr. `scores` are those being made: children stand in them before their parents.
  Before(const Scored* before, const Model& model, const Inputs& inputs, const Scores& scores)
      : before_(before), model_(model), inputs_(inputs), scores_(scores) {}

  [[nodiscard]] const Scores& scores() const { return before_->scores; }

  /// The dimension of the same path.
  [[nodiscard]] std::optional<DimensionId> counterpart(DimensionId id) const;
  /// The counterpart, where it has the same definition and reads the same objects; its children are done.
  [[nodiscard]] std::optional<DimensionId> same(DimensionId id) const;
  /// Whether the dimension is the very column of before.
  [[nodiscard]] bool shares(DimensionId id) const;
  /// Whether both make the same of the same parts, weights apart.
  [[nodiscard]] bool makes_alike(DimensionId id, DimensionId old) const;
  /// Whether the indicators are the same ones, of the same columns.
  [[nodiscard]] bool same_indicators(DimensionId id, DimensionId old) const;
  /// The rows outside of which a dimension is what its counterpart was, where both are made alike of parts that are
  /// patches over those before, or the same; nullptr where that is not so.
  [[nodiscard]] PatchedRows rows_apart(DimensionId id, DimensionId old) const;
  /// Whether sites [begin, end) with the same scores have the same tiers. `least` are all that are asked for now.
  [[nodiscard]] bool same_tiers(std::span<const std::uint8_t> least, std::size_t begin,
                                std::size_t end) const;
  /// Whether the models have the same leaves with as many parts.
  [[nodiscard]] bool has_same_leaves() const;
  /// Sets the bits of rows [begin, end) in which a part of the leaf is not what it was; `words` begin at `begin`.
  void mark_changed_leaf(DimensionId id, DimensionId old, std::size_t begin, std::size_t end,
                         std::span<std::uint64_t> words) const;

 private:
  const Scored* before_;
  const Model& model_;
  const Inputs& inputs_;
  const Scores& scores_;
};

}  // namespace harbinger::model
