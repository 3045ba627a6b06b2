// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/comparison_kernels.hpp"

#include <array>

#include "base/assert.hpp"
#include "base/processor.hpp"
#include "expr/detail/kernels.hpp"

namespace harbinger::expr::detail {

namespace {

/// One loop for each operator: the switch stands outside of it.
template <class B>
[[gnu::always_inline]] inline void compare(Operator op, const double* a, B b, std::size_t rows,
                                           std::uint64_t* out) {
  switch (op) {
    case Operator::equal: return test_rows(a, b, rows, out, std::equal_to<>{});
    case Operator::not_equal: return test_rows(a, b, rows, out, std::not_equal_to<>{});
    case Operator::less: return test_rows(a, b, rows, out, std::less<>{});
    case Operator::less_equal: return test_rows(a, b, rows, out, std::less_equal<>{});
    case Operator::greater: return test_rows(a, b, rows, out, std::greater<>{});
    case Operator::greater_equal: return test_rows(a, b, rows, out, std::greater_equal<>{});
    default: HARBINGER_ASSERT(false);
  }
}

/// Codes have 32 bits, and so have the halves of a word: as many to a vector.
[[gnu::always_inline]] inline void find_code(const std::uint32_t* codes, std::uint32_t code,
                                             std::size_t rows, std::uint64_t* out) {
  std::size_t i = 0;
  for (; i + 32 <= rows; i += 32) {
    std::uint32_t half = 0;
    for (std::size_t k = 0; k < 32; ++k)
      half |= codes[i + k] == code ? static_cast<std::uint32_t>(single_bits[k]) : 0;
    out[i / 64] |= static_cast<std::uint64_t>(half) << (i % 64);
  }
  for (; i < rows; ++i) out[i / 64] |= codes[i] == code ? single_bits[i % 64] : 0;
}

void constant_anywhere(Operator op, const double* a, double b, std::size_t rows,
                       std::uint64_t* out) {
  compare(op, a, Broadcast{b}, rows, out);
}
void column_anywhere(Operator op, const double* a, const double* b, std::size_t rows,
                     std::uint64_t* out) {
  compare(op, a, b, rows, out);
}
void code_anywhere(const std::uint32_t* codes, std::uint32_t code, std::size_t rows,
                   std::uint64_t* out) {
  find_code(codes, code, rows, out);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void constant_avx2(Operator op, const double* a, double b, std::size_t rows,
                                           std::uint64_t* out) {
  compare(op, a, Broadcast{b}, rows, out);
}
[[gnu::target("avx2")]] void column_avx2(Operator op, const double* a, const double* b,
                                         std::size_t rows, std::uint64_t* out) {
  compare(op, a, b, rows, out);
}
[[gnu::target("avx2")]] void code_avx2(const std::uint32_t* codes, std::uint32_t code,
                                       std::size_t rows, std::uint64_t* out) {
  find_code(codes, code, rows, out);
}
constexpr std::array<ComparisonKernels, 2> all = {
    {{constant_anywhere, column_anywhere, code_anywhere}, {constant_avx2, column_avx2, code_avx2}}};
#else
constexpr std::array<ComparisonKernels, 1> all = {
    {{constant_anywhere, column_anywhere, code_anywhere}}};
#endif

}  // namespace

std::span<const ComparisonKernels> all_comparison_kernels() { return that_run(all); }

const ComparisonKernels& comparison_kernels() {
  static const ComparisonKernels& fastest = all_comparison_kernels().back();
  return fastest;
}

}  // namespace harbinger::expr::detail
