// SPDX-License-Identifier: Apache-2.0
// Including this lets the allocator of glibc keep what is freed: columns of megabytes are else handed back to the system
// and come back page by page, which takes longer than to fill them. A benchmark that makes them over and over again is to
// measure what it is about, as in a process that scores one variant after the other.
#pragma once

#include <malloc.h>

namespace harbinger::bench {

inline const bool memory_is_kept =
    mallopt(M_MMAP_THRESHOLD, 1 << 30) == 1 && mallopt(M_TRIM_THRESHOLD, 2'000'000'000) == 1;

}  // namespace harbinger::bench
