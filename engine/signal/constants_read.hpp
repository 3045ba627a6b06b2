// SPDX-License-Identifier: Apache-2.0
// Which parameters and tables the signals of a set read, by name.
#pragma once

#include <set>
#include <span>
#include <string>

#include "signal/signal_set.hpp"

namespace harbinger::signal {

struct ConstantsRead {
  std::set<std::string> parameters;
  std::set<std::string> tables;
};
/// `texts` are those that the set was made of.
[[nodiscard]] ConstantsRead constants_read(const SignalSet& set, std::span<const SignalText> texts);

}  // namespace harbinger::signal
