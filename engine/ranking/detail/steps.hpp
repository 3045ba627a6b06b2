// SPDX-License-Identifier: Apache-2.0
// The small steps between the large ones of an assessment: what all sites and a few of them take alike.
#pragma once

#include "ranking/assessment.hpp"

namespace harbinger::ranking::detail {

/// The severest tier that a fired rule asks for, by row.
[[nodiscard]] std::vector<std::uint8_t> least_tiers(const rule::Outcomes& outcomes,
                                                    const model::Model& model, std::size_t rows);

/// What the model reads of so many rows; refers to `outcomes`, `signals` and the rules of `basis`.
[[nodiscard]] model::Inputs model_inputs(const Basis& basis, const rule::Outcomes& outcomes,
                                         const signal::Columns& signals, std::size_t rows);

/// Whether a change is about who owns, controls or lists whom; another graph or day always may be.
[[nodiscard]] bool may_change_owners(const graph::Changes& changes, const graph::GraphView& before,
                                     const graph::GraphView& after);

}  // namespace harbinger::ranking::detail
