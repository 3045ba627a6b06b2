// SPDX-License-Identifier: Apache-2.0
// What is seen only over all facts of a pack together, as it was read or edited.
#pragma once

#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// Where the row of a fact stands.
[[nodiscard]] TextPosition place_of(const Pack& pack, const Fact& fact);

/// No place lies within itself, and nothing is held for more than 100 %.
void check_facts(const Pack& pack, Diagnostics& diagnostics);

}  // namespace harbinger::pack::detail
