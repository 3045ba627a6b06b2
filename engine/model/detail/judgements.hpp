// SPDX-License-Identifier: Apache-2.0
// Pairwise judgements of a dimension (weights: ahp) as the matrix that model/weights.hpp takes.
#pragma once

#include <string>
#include <vector>

#include <Eigen/Core>

#include "model/model.hpp"

namespace harbinger::model {

/// The names by which judgements call the parts: a child's id without its parent's path, 'points', or the
/// name of a signal.
[[nodiscard]] std::vector<std::string> part_names(const Model& model, const Dimension& dimension);

/// A pair without a judgement counts as equally important; load_model allows none.
[[nodiscard]] Eigen::MatrixXd judgement_matrix(const Model& model, const Dimension& dimension);

}  // namespace harbinger::model
