// SPDX-License-Identifier: Apache-2.0
// The terms of a binding: `value`, then `lookup`, the decay with distance, and the share allocated.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "signal/detail/combine.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// Whether every binding has the same one term: there is no value, and nothing weighs it.
[[nodiscard]] bool has_constant_term(const Plan& plan);

/// Calls add(value) for each term of a binding whose `value` is given: one, or one for each distinct item where it
/// is a list (none for an empty list, an unknown one for an unknown list). Without a `value` it is not read.
void for_each_term(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
                   const expr::Value& value, const std::function<void(const expr::Value&)>& add);

/// Adds the terms of a binding. Facts that functions rest on are added to `used`.
void add_terms(const Plan& plan, const World& world, std::span<const std::uint32_t> binding,
               Presence presence, std::vector<Term>& terms,
               std::vector<graph::FactRef>* used = nullptr);

}  // namespace harbinger::signal::detail
