// SPDX-License-Identifier: Apache-2.0
// Sums over rows: per block of 1,024, blocks joined in order, so that the last digit does not depend on
// the number of threads.
#pragma once

#include <vector>

#include "base/parallel.hpp"

namespace harbinger::model {

/// The sum of term(row) over [0, rows).
template <class Term>
[[nodiscard]] double sum_rows(std::size_t rows, unsigned threads, const Term& term) {
  std::vector<double> blocks((rows + block_rows - 1) / block_rows, 0.0);
  for_each_block(rows, threads, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t row = begin; row < end; ++row) sum += term(row);
    blocks[begin / block_rows] = sum;
  });
  double total = 0;
  for (const double block : blocks) total += block;
  return total;
}

}  // namespace harbinger::model
