// SPDX-License-Identifier: Apache-2.0
// Lets the allocator of glibc keep columns that are freed for the next ones. It would hand them back to the system, and get
// them again page by page, which takes longer than to fill them: a process that scores one variant after the other does so
// over and over. What is larger than a column of 30 million numbers goes back all the same.
#pragma once

#include <malloc.h>

namespace harbinger {

/// To be called once, before the first thread.
inline void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int largest_kept = 256 << 20;
  mallopt(M_MMAP_THRESHOLD, largest_kept);
  mallopt(M_TRIM_THRESHOLD, 4 * largest_kept);
#endif
}

}  // namespace harbinger
