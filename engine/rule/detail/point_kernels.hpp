// SPDX-License-Identifier: Apache-2.0
// Sums of points over a block of sites, the loops in which totals are made; compiled twice where the processor may
// have AVX2 (base/processor.hpp). Sums of integers: the same for any order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "rule/points.hpp"

namespace harbinger::rule::detail {

struct PointKernels {
  /// sums[i] += points for each bit i that is set. `sums` has 64 * words entries, or fewer where the last bits are
  /// zero.
  void (*add_where)(const std::uint64_t* bits, std::size_t words, Points points, Points* sums);
  /// total[i] += sums[i], held within [-cap, cap].
  void (*add_within)(const Points* sums, Points cap, std::size_t sites, Points* total);
};

/// The fastest that this processor runs.
[[nodiscard]] const PointKernels& point_kernels();
/// All that it runs, for the test that they agree.
[[nodiscard]] std::span<const PointKernels> all_point_kernels();

}  // namespace harbinger::rule::detail
