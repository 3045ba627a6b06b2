// SPDX-License-Identifier: Apache-2.0
// Values of signals as a test gives them, by SignalId.
#pragma once

#include <vector>

#include "base/yaml_record.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::ruletest::detail {

/// `given` over `defaults`; a signal in neither is unknown, or where `zero` 0, false or an empty text. Errors: an
/// unknown signal, a value of another kind.
[[nodiscard]] std::vector<expr::Value> given_values(const signal::SignalSet& signals,
                                                    const Named<YamlNode>& given,
                                                    const Named<YamlNode>& defaults, bool zero,
                                                    Diagnostics& diagnostics);

}  // namespace harbinger::ruletest::detail
