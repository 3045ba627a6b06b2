// SPDX-License-Identifier: Apache-2.0
// What the expressions of a signal mean, as texts that are equal where two signals say the same in other words.
#pragma once

#include <string>

#include "signal/signal_set.hpp"

namespace harbinger::signal {

struct ExpressionMeanings {
  std::string where;  ///< Its conditions, in any order; empty where there is none.
  std::string value;
};
[[nodiscard]] ExpressionMeanings meanings(const SignalSet& set, SignalId id);

}  // namespace harbinger::signal
