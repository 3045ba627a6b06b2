// SPDX-License-Identifier: Apache-2.0
// What the expressions of a signal may name, and where each name's value is read.
#pragma once

#include <vector>

#include "expr/environment.hpp"
#include "signal/detail/plan.hpp"

namespace harbinger::signal::detail {

struct Scope {
  expr::Environment environment;
  std::vector<SlotSource> slots;
};

/// The variables of the pattern, `as_of`, the parameters, the functions of the graph, and where something is
/// near, `distance_km`. Variables have fields where they are among `mentioned`, the names in the expressions.
[[nodiscard]] Scope scope_of(const Pattern& pattern, const pack::Schema& schema,
                             const Parameters& params, bool near,
                             std::span<const std::string> mentioned);

/// A signal by its id and type, for a derived signal.
struct NamedSignal {
  std::string id;
  expr::Type type;
};
/// Those of the signals that `which` lists, `site` with its fields, `as_of`, the parameters and the functions of
/// the graph.
[[nodiscard]] Scope scope_of(std::span<const NamedSignal> signals,
                             std::span<const std::uint32_t> which, const pack::Schema& schema,
                             const Parameters& params);

/// The type of a constant.
[[nodiscard]] expr::Type type_of(const expr::Value& value);

}  // namespace harbinger::signal::detail
