// SPDX-License-Identifier: Apache-2.0
// Expressions that are so plain that what they say can be told without evaluating them.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "expr/program.hpp"

namespace harbinger::expr {

/// The slot, where the expression is its name and nothing else: `ship.type`.
[[nodiscard]] std::optional<std::uint32_t> only_slot(const Program& program);

/// The two slots, where all it says is that they are not equal: `other.id != site.id`.
[[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> unequal_slots(
    const Program& program);

}  // namespace harbinger::expr
