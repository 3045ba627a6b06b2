// SPDX-License-Identifier: Apache-2.0
// Contributions: what each leaf, and each part of it, adds to the score of one site.
//
// The parts of a dimension are the players of a game whose worth is the dimension's value when the
// absent parts stand at zero evidence (a child at its floor state, an item of a leaf at 0). Each
// gets its Shapley value (Shapley 1953), which in an additive dimension is weight x rise and is
// otherwise summed over all coalitions. The children of a child share what it got in proportion to
// their own Shapley values in it: a coalition structure as in Owen (1977), in which the union's sum
// is its value in the game between unions, shared proportionally inside. What is left is the worth
// of the empty coalition, the floor, shared over the dimensions that state one by the same game
// with their floors as players.
//
//     floors + leaves = score, to rounding (1e-12)
//
// Cost: 2^n combinations for a dimension with n parts that is not additive.
// Tested by tests/model/contributions_test.cpp against the enumeration of all orders.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/model.hpp"
#include "model/score.hpp"

namespace harbinger::model {

/// A part of the score that is there without any evidence, because the dimension states a floor.
struct FloorShare {
  DimensionId dimension;
  double value = 0;
};

/// What a leaf adds to the score: by its points, and by each of its indicators in their order.
struct LeafShare {
  DimensionId leaf;
  double points = 0;
  std::vector<double> indicators;

  [[nodiscard]] double sum() const;
};

struct Contributions {
  std::vector<FloorShare> floors;  ///< Dimensions with a floor, in model order.
  std::vector<LeafShare> leaves;   ///< All leaves, in model order.

  [[nodiscard]] double sum() const;
};

/// `inputs` and `scores` are those that `scores` was computed from, and it.
[[nodiscard]] Contributions contributions(const Model& model, const Inputs& inputs,
                                          const Scores& scores, std::size_t site);

/// The contribution of a leaf's points, divided over the rules in proportion to their signed points
/// (millionths, after effects): what mitigates is negative. They add up to `contribution`, also
/// where the leaf is over full. Where the points add up to 0 or less the leaf adds nothing, and
/// each rule 0.
[[nodiscard]] std::vector<double> split_points(double contribution,
                                               std::span<const std::int64_t> rule_points);

/// Shapley values of a game with n players, `worth[mask]` for each of the 2^n coalitions (bit i:
/// player i is in). They add up to worth[all] - worth[0].
[[nodiscard]] std::vector<double> shapley_values(std::size_t players,
                                                 std::span<const double> worth);

}  // namespace harbinger::model
