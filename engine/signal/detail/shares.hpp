// SPDX-License-Identifier: Apache-2.0
// Work split into one share for each thread, for what is the same however it is split.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/parallel.hpp"

namespace harbinger::signal::detail {

/// As many as there are threads, and none smaller than a block.
[[nodiscard]] inline std::size_t share_count(std::size_t count, unsigned threads) {
  return std::min<std::size_t>(std::max(threads, 1u), (count + block_rows - 1) / block_rows);
}

/// Calls task(share, begin, end) for each share of [0, count).
template <class Task>
void for_each_share(std::size_t count, unsigned threads, Task task) {
  const std::size_t shares = share_count(count, threads);
  parallel_for(shares, threads,
               [&](std::size_t i) { task(i, count * i / shares, count * (i + 1) / shares); });
}

}  // namespace harbinger::signal::detail
