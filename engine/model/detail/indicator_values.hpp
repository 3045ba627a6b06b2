// SPDX-License-Identifier: Apache-2.0
// An indicator of a leaf for all sites: a signal made a number, its missing values filled, normalised.
#pragma once

#include "model/model.hpp"
#include "model/score.hpp"

namespace harbinger::model {

/// The column that an indicator reads; nullptr where there is none.
[[nodiscard]] const expr::Column* column_of(const Inputs& inputs, const Indicator& indicator);

/// Whole columns: most ways to normalise need something of all sites before they can place one.
[[nodiscard]] IndicatorValues indicator_values(const Indicator& indicator, const Inputs& inputs,
                                               unsigned threads);

}  // namespace harbinger::model
