// SPDX-License-Identifier: Apache-2.0
#include "model/row_kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/processor.hpp"

namespace harbinger::model {

namespace {

/// A whole number below 2^52 as a double: its bits as the mantissa of 2^52 and more. There is no instruction for it in
/// AVX2.
[[gnu::always_inline]] inline double double_of(std::int64_t small) {
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(small) | 0x4330000000000000ull) -
         0x1p52;
}

[[gnu::always_inline]] inline void fill_points(const std::int64_t* millionths, double full,
                                               std::size_t rows, double* out) {
  if (!(full < 0x1p51)) {
    for (std::size_t i = 0; i < rows; ++i)
      out[i] = std::clamp(static_cast<double>(millionths[i]), 0.0, full) / full;
    return;
  }
  const auto most = static_cast<std::int64_t>(std::ceil(full));
  for (std::size_t i = 0; i < rows; ++i) {
    const std::int64_t above = millionths[i] < 0 ? 0 : millionths[i];
    const double value = double_of(above > most ? most : above);
    out[i] = (value > full ? full : value) / full;
  }
}

/// `count` parts at once, so that a row's sum stays in a register.
template <std::size_t count, bool first>
[[gnu::always_inline]] inline void add_parts(double start, const double* weights,
                                             const double* const* columns, std::size_t rows,
                                             double* out) {
  std::array<const double*, count> column;
  std::array<double, count> weight;
  for (std::size_t part = 0; part < count; ++part)
    column[part] = columns[part], weight[part] = weights[part];
  for (std::size_t row = 0; row < rows; ++row) {
    double sum = first ? start : out[row];
    for (std::size_t part = 0; part < count; ++part) sum += weight[part] * column[part][row];
    out[row] = sum;
  }
}

template <bool first>
[[gnu::always_inline]] inline void add_some(double start, std::span<const double> weights,
                                            const double* const* columns, std::size_t rows,
                                            double* out) {
  switch (weights.size()) {
    case 1: return add_parts<1, first>(start, weights.data(), columns, rows, out);
    case 2: return add_parts<2, first>(start, weights.data(), columns, rows, out);
    case 3: return add_parts<3, first>(start, weights.data(), columns, rows, out);
    default: return add_parts<4, first>(start, weights.data(), columns, rows, out);
  }
}

[[gnu::always_inline]] inline void fill_sums(double start, std::span<const double> weights,
                                             const double* const* columns, std::size_t rows,
                                             double* out) {
  if (weights.empty()) return void(std::fill_n(out, rows, start));
  constexpr std::size_t at_once = 4;
  add_some<true>(start, weights.first(std::min(at_once, weights.size())), columns, rows, out);
  for (std::size_t part = at_once; part < weights.size(); part += at_once)
    add_some<false>(start, weights.subspan(part, std::min(at_once, weights.size() - part)),
                    columns + part, rows, out);
}

/// Three loops, in cache: of one that cuts at two constants the compiler makes branches, not vectors.
[[gnu::always_inline]] inline void put_above_floor(double floor, std::size_t rows, double* values) {
  for (std::size_t row = 0; row < rows; ++row) values[row] = values[row] < 0 ? 0 : values[row];
  for (std::size_t row = 0; row < rows; ++row) values[row] = values[row] > 1 ? 1 : values[row];
  for (std::size_t row = 0; row < rows; ++row) values[row] = floor + (1 - floor) * values[row];
}

[[gnu::always_inline]] inline void count_misses(std::span<const double> bounds,
                                                const double* scores, std::size_t rows,
                                                std::uint8_t* out) {
  // Counted in numbers as wide as the scores: so a vector of scores is a vector of counts.
  std::array<double, 64> count;
  for (std::size_t begin = 0; begin < rows; begin += count.size()) {
    const std::size_t here = std::min(count.size(), rows - begin);
    count.fill(0);
    for (const double bound : bounds)
      for (std::size_t row = 0; row < here; ++row)
        count[row] += scores[begin + row] + 1e-9 < bound ? 1.0 : 0.0;
    for (std::size_t row = 0; row < here; ++row)
      out[begin + row] = static_cast<std::uint8_t>(static_cast<int>(count[row]));
  }
}

[[gnu::always_inline]] inline std::uint64_t bits_of_zeros(const std::int64_t* values) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 64; ++i) word |= values[i] == 0 ? single_bits[i] : 0;
  return word;
}

void points_anywhere(const std::int64_t* millionths, double full, std::size_t rows, double* out) {
  fill_points(millionths, full, rows, out);
}
void sums_anywhere(double start, std::span<const double> weights, const double* const* columns,
                   std::size_t rows, double* out) {
  fill_sums(start, weights, columns, rows, out);
}
void floors_anywhere(double floor, std::size_t rows, double* values) {
  put_above_floor(floor, rows, values);
}
void misses_anywhere(std::span<const double> bounds, const double* scores, std::size_t rows,
                     std::uint8_t* out) {
  count_misses(bounds, scores, rows, out);
}
std::uint64_t zeros_anywhere(const std::int64_t* values) { return bits_of_zeros(values); }
constexpr RowKernels anywhere = {points_anywhere, sums_anywhere, floors_anywhere, misses_anywhere,
                                 zeros_anywhere};

#if defined(__x86_64__)
[[gnu::target("avx2")]] void points_with_avx2(const std::int64_t* millionths, double full,
                                              std::size_t rows, double* out) {
  fill_points(millionths, full, rows, out);
}
[[gnu::target("avx2")]] void sums_with_avx2(double start, std::span<const double> weights,
                                            const double* const* columns, std::size_t rows,
                                            double* out) {
  fill_sums(start, weights, columns, rows, out);
}
[[gnu::target("avx2")]] void floors_with_avx2(double floor, std::size_t rows, double* values) {
  put_above_floor(floor, rows, values);
}
[[gnu::target("avx2")]] void misses_with_avx2(std::span<const double> bounds, const double* scores,
                                              std::size_t rows, std::uint8_t* out) {
  count_misses(bounds, scores, rows, out);
}
[[gnu::target("avx2")]] std::uint64_t zeros_with_avx2(const std::int64_t* values) {
  return bits_of_zeros(values);
}
constexpr RowKernels with_avx2 = {points_with_avx2, sums_with_avx2, floors_with_avx2,
                                  misses_with_avx2, zeros_with_avx2};
constexpr std::array<RowKernels, 2> all = {anywhere, with_avx2};
#else
constexpr std::array<RowKernels, 1> all = {anywhere};
#endif

}  // namespace

std::span<const RowKernels> all_row_kernels() { return that_run(all); }

const RowKernels& row_kernels() {
  static const RowKernels& fastest = all_row_kernels().back();
  return fastest;
}

}  // namespace harbinger::model
