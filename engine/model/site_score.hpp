// SPDX-License-Identifier: Apache-2.0
// The score of one site from the parts of its leaves: score() for a single row, for asking what it would be
// with other parts, another model or other weights. Slow twin of score(), bit for bit.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/model.hpp"
#include "model/score.hpp"

namespace harbinger::model {

/// What the leaves of one site are made of.
struct SiteParts {
  std::vector<std::int64_t> points;  ///< Millionths, by DimensionId; 0 where it takes none.
  /// By DimensionId, then indicator: its value in [0, 1]; nothing where it is left out at the site.
  std::vector<std::vector<std::optional<double>>> indicators;
};

/// Whether the score and tier of a site rest on its own row alone: no normalisation, fill, weight or tier of the model
/// looks at other sites. score() of some rows then gives each what score() of all rows gives it, bit for bit.
[[nodiscard]] bool is_rowwise(const Model& model);

/// `scores` are those of `inputs`.
[[nodiscard]] SiteParts site_parts(const Model& model, const Inputs& inputs, const Scores& scores,
                                   std::size_t site);

/// 0..100. `weights` are Scores::weights of the model.
[[nodiscard]] double site_score(const Model& model, const std::vector<std::vector<double>>& weights,
                                const SiteParts& parts);

}  // namespace harbinger::model
