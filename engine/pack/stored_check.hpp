// SPDX-License-Identifier: Apache-2.0
// What a checksum cannot tell of a stored pack: whether its arrays lead into each other, as those of a file that
// was forged, or written by a program with a fault, may not.
#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "pack/pack.hpp"

namespace harbinger::pack {

/// Tells each array that has an element which no pack has, by the first of them: an index beyond what it leads
/// into, an order that is none, a cell of another type than its attribute; and then what no pack may hold (a place
/// within itself). False where there is one. `pack`: of stored_pack(). Cost: one pass over all arrays.
bool check_stored(const Pack& pack, const std::string& path, Diagnostics& diagnostics);

}  // namespace harbinger::pack
