// SPDX-License-Identifier: Apache-2.0
// The loops over rows in which scoring spends its time, compiled twice where the processor may have AVX2
// (base/processor.hpp). Each row sees the same operations in the same order in both, so that both give the same bits.
#pragma once

#include <cstdint>
#include <span>

namespace harbinger::model {

struct RowKernels {
  /// out[i] = clamp(millionths[i], 0, full) / full; `full` in millionths, above 0.
  void (*points)(const std::int64_t* millionths, double full, std::size_t rows, double* out);
  /// out[i] = start + sum of weights[p] columns[p][i] over the parts p, added in their order.
  void (*sums)(double start, std::span<const double> weights, const double* const* columns,
               std::size_t rows, double* out);
  /// values[i] = floor + (1 - floor) clamp(values[i], 0, 1).
  void (*floors)(double floor, std::size_t rows, double* values);
  /// out[i] = the number of bounds that scores[i] + 1e-9 does not reach.
  void (*misses)(std::span<const double> bounds, const double* scores, std::size_t rows,
                 std::uint8_t* out);
  /// The bits of the 64 values that are 0.
  std::uint64_t (*zeros)(const std::int64_t* values);
};

/// The fastest that the processor runs.
[[nodiscard]] const RowKernels& row_kernels();
/// All that it runs, the plainest first: for tests that hold them against one another.
[[nodiscard]] std::span<const RowKernels> all_row_kernels();

}  // namespace harbinger::model
