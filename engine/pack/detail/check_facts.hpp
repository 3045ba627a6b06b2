// SPDX-License-Identifier: Apache-2.0
// What is seen only over all facts of a pack together, as it was read or edited.
#pragma once

#include "pack/pack.hpp"

namespace harbinger::pack::detail {

/// Orders nodes and edges by id, which makes indices stable whatever the order of rows and tables. Cheap where
/// all but the last ones are in order.
void order_by_id(Pack& pack);

/// Where the row of a fact stands.
[[nodiscard]] TextPosition place_of(const Pack& pack, const Fact& fact);

/// No place lies within itself, and nothing is held for more than 100 %.
void check_facts(const Pack& pack, Diagnostics& diagnostics);

}  // namespace harbinger::pack::detail
