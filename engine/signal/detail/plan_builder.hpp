// SPDX-License-Identifier: Apache-2.0
// From the text of a signal or a figure to its plan, with all that is wrong told.
#pragma once

#include <optional>
#include <span>

#include "signal/detail/plan.hpp"
#include "signal/detail/scope.hpp"

namespace harbinger::signal::detail {

struct Constants {
  const pack::Schema& schema;
  const Parameters& params;
  const Tables& tables;
};

/// Whether the text has a pattern; without one it is derived from other signals.
[[nodiscard]] inline bool has_pattern(const SignalText& text) {
  return !text.match.paths.empty() || text.near;
}

/// A plan with a pattern, from (site) where `anchored`. Nothing where an error was added.
[[nodiscard]] std::optional<Plan> build_plan(const SignalText& text, bool anchored,
                                             const Constants& constants, Diagnostics& diagnostics);

/// A derived plan: `value` over `signals`, whose place is their SignalId, of which it names `reads`.
[[nodiscard]] std::optional<Plan> build_derived_plan(const SignalText& text,
                                                     std::span<const NamedSignal> signals,
                                                     std::span<const std::uint32_t> reads,
                                                     const Constants& constants,
                                                     Diagnostics& diagnostics);

}  // namespace harbinger::signal::detail
