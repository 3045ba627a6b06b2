// SPDX-License-Identifier: Apache-2.0
// Work on blocks of rows, by several threads, with the same result for any number of them: a block is
// always the same rows, and whoever joins blocks does so in their order.
#pragma once

#include <cstddef>
#include <functional>

namespace harbinger {

/// Rows in a block: small enough to stay in cache, and fixed, because sums are per block.
inline constexpr std::size_t block_rows = 1024;

/// Calls task(i) once for each i in [0, count), by at most `threads` threads. An exception of a task is
/// thrown again here, after all have stopped.
void parallel_for(std::size_t count, unsigned threads,
                  const std::function<void(std::size_t)>& task);

/// Calls task(begin, end) once for each block of [0, rows).
void for_each_block(std::size_t rows, unsigned threads,
                    const std::function<void(std::size_t begin, std::size_t end)>& task);

}  // namespace harbinger
