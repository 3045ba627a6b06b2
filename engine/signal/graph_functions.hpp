// SPDX-License-Identifier: Apache-2.0
// Functions of expressions that ask the graph as of the day: who controls, owns, lists and allies.
#pragma once

#include <span>
#include <vector>

#include "expr/environment.hpp"
#include "signal/world.hpp"

namespace harbinger::signal {

/// The functions, each with its number in Function::host.
[[nodiscard]] const std::vector<expr::Function>& graph_functions();

/// Answers host function `function`. Where `used` is given, the facts the answer rests on are added to it.
[[nodiscard]] expr::Value call_graph_function(std::uint32_t function,
                                              std::span<const expr::Value> arguments,
                                              const World& world,
                                              std::vector<graph::FactRef>* used);

/// Whether the function asks who owns or controls whom, so that its answer changes with such facts.
[[nodiscard]] bool asks_ownership(std::uint32_t function);
/// Whether the function asks what the law says on the day, so that its answer may change with the day alone.
[[nodiscard]] bool asks_law(std::uint32_t function);

}  // namespace harbinger::signal
