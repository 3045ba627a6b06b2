// SPDX-License-Identifier: Apache-2.0
// Including this gives a benchmark the memory that `harbinger` works with.
#pragma once

#include "base/kept_memory.hpp"

namespace harbinger::bench {

inline const bool memory_is_kept = (keep_freed_memory(), true);

}  // namespace harbinger::bench
