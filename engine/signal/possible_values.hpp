// SPDX-License-Identifier: Apache-2.0
// What the column of a signal may hold, from its text and the schema alone: a count is at least 0, a share lies
// from 0 to 1, a maximum within what its terms may be, where its condition holds.
#pragma once

#include <vector>

#include "expr/bounds.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

/// By SignalId. `schema` is the one that the set was checked against. Any signal may be unknown, and an error.
[[nodiscard]] std::vector<expr::Possible> possible_values(const SignalSet& set,
                                                          const pack::Schema& schema);

/// A constant that whoever writes rules may turn: a number or text is what it is, a truth value may be either, as
/// it is there to be switched.
[[nodiscard]] expr::Possible possible_constant(const expr::Value& value);

}  // namespace harbinger::signal
