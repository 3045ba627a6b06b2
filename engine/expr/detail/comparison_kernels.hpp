// SPDX-License-Identifier: Apache-2.0
// Comparisons of up to 1,024 rows, 64 to a word. They are most of the work of rules over columns, and are compiled
// twice where the processor may have AVX2 (base/processor.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "expr/detail/syntax.hpp"

namespace harbinger::expr::detail {

/// `op` is one of == != < <= > >=, of doubles as C++ has it: a NaN is unequal to all, and in no order. Bits behind the
/// last row are zero.
struct ComparisonKernels {
  /// Bit i of out: a[i] op b.
  void (*with_constant)(Operator op, const double* a, double b, std::size_t rows,
                        std::uint64_t* out);
  /// Bit i of out: a[i] op b[i].
  void (*with_column)(Operator op, const double* a, const double* b, std::size_t rows,
                      std::uint64_t* out);
  /// Sets bit i of out where codes[i] == code, and leaves the others.
  void (*with_code)(const std::uint32_t* codes, std::uint32_t code, std::size_t rows,
                    std::uint64_t* out);
};

/// The fastest that this processor runs.
[[nodiscard]] const ComparisonKernels& comparison_kernels();
/// All that it runs, for the test that they agree.
[[nodiscard]] std::span<const ComparisonKernels> all_comparison_kernels();

}  // namespace harbinger::expr::detail
