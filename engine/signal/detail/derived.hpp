// SPDX-License-Identifier: Apache-2.0
// A derived signal at many sites at once: its program over the columns of the signals it reads.
//
//     rows of sites -> those in view -> columns of signals and attributes there -> program -> column
//
// The day and the parameters are the same everywhere and are put in as constants. A program that asks the graph or
// reads an attribute that no column holds takes its sites one at a time.
//
// Slow twin: derived_value (signal_row.hpp).
#pragma once

#include <span>

#include "signal/detail/plan.hpp"

namespace harbinger::signal::detail {

/// One row for each of `rows`, which are rows of `columns`; these must hold the signals that the plan reads.
[[nodiscard]] expr::Column derived_column(const Plan& plan, const World& world,
                                          const Columns& columns,
                                          std::span<const std::uint32_t> rows, unsigned threads);

}  // namespace harbinger::signal::detail
