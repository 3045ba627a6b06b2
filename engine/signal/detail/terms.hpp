// SPDX-License-Identifier: Apache-2.0
// The terms of a binding: `value`, then `lookup`, the decay with distance, and the share allocated.
#pragma once

#include <span>
#include <vector>

#include "signal/detail/combine.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Adds the terms of a binding: one, or one for each distinct item where `value` is a list (none for an
/// empty list, an unknown one for an unknown list). Facts that functions rest on are added to `used`.
void add_terms(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
               Presence presence, std::vector<Term>& terms,
               std::vector<graph::FactRef>* used = nullptr);

}  // namespace harbinger::signal::detail
