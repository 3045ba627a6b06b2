// SPDX-License-Identifier: Apache-2.0
#include "model/detail/dimension_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/assert.hpp"
#include "base/parallel.hpp"
#include "model/detail/parts.hpp"
#include "model/row_kernels.hpp"

namespace harbinger::model {
namespace {

/// The logarithm of 0 is minus infinity, and so is the sum with it: a part at 0 makes the whole 0.
void weighted_products(std::span<const double> weights, std::span<const double* const> values,
                       std::span<double> out) {
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t part = 0; part < values.size(); ++part) {
    if (weights[part] <= 0) continue;
    // Many sites stand where the one before them does: without evidence, or full.
    double last = 1;
    double logarithm = 0;
    for (std::size_t row = 0; row < out.size(); ++row) {
      const double value = values[part][row];
      if (value != last) last = value, logarithm = std::log(value);
      out[row] += weights[part] * logarithm;
    }
  }
  double last = 0;
  double product = 1;
  for (double& row : out) {
    if (row != last) last = row, product = std::exp(row);
    row = product;
  }
}

void noisy_ors(std::span<const double> weights, std::span<const double* const> values,
               std::span<double> out) {
  std::fill(out.begin(), out.end(), 1.0);
  for (std::size_t part = 0; part < values.size(); ++part)
    for (std::size_t row = 0; row < out.size(); ++row)
      out[row] *= 1 - weights[part] * values[part][row];
  for (double& none : out) none = 1 - none;
}

template <bool highest>
void extremes(std::span<const double* const> values, std::span<double> out) {
  std::copy_n(values[0], out.size(), out.begin());
  for (std::size_t part = 1; part < values.size(); ++part)
    for (std::size_t row = 0; row < out.size(); ++row) {
      const double value = values[part][row];
      const bool takes = highest ? out[row] < value : value < out[row];
      out[row] = takes ? value : out[row];
    }
}

void row_by_row(const Combination& how, std::span<const double> weights,
                std::span<const double* const> values, std::span<double> out) {
  std::vector<double> row_values(values.size());
  for (std::size_t row = 0; row < out.size(); ++row) {
    for (std::size_t part = 0; part < values.size(); ++part) row_values[part] = values[part][row];
    out[row] = combined(how, weights, row_values);
  }
}

void combine_values(const Combination& how, std::span<const double> weights,
                    std::span<const double* const> values, std::span<double> out) {
  switch (values.empty() ? CombineMethod::arithmetic : how.method) {
    case CombineMethod::arithmetic:
      return row_kernels().sums(0, weights.first(values.size()), values.data(), out.size(),
                                out.data());
    case CombineMethod::geometric: return weighted_products(weights, values, out);
    case CombineMethod::noisy_or: return noisy_ors(weights, values, out);
    case CombineMethod::max: return extremes<true>(values, out);
    case CombineMethod::min: return extremes<false>(values, out);
    case CombineMethod::harmonic:
    case CombineMethod::owa:
    case CombineMethod::power_mean: return row_by_row(how, weights, values, out);
  }
}

bool leaves_out(const DimensionParts& of) {
  return std::any_of(of.parts.begin(), of.parts.end(),
                     [](const Part& part) { return part.dropped != nullptr; });
}

/// Rows in which a part may be left out: those that are left share its weight. `row_of(i)` is the site of out[i].
template <class RowOf>
void combine_with_gaps(const DimensionParts& of, std::span<const double* const> values,
                       const RowOf& row_of, std::span<double> out) {
  const Dimension& dimension = *of.dimension;
  std::vector<double> row_values;
  std::vector<double> row_weights;
  for (std::size_t i = 0; i < out.size(); ++i) {
    row_values.clear();
    row_weights.clear();
    for (std::size_t part = 0; part < values.size(); ++part) {
      if (of.parts[part].dropped != nullptr && (*of.parts[part].dropped)[row_of(i)]) continue;
      row_values.push_back(values[part][i]);
      row_weights.push_back(of.weights[part]);
    }
    if (row_values.size() < values.size() && !keeps_weights(dimension.combine))
      rescale_rest(row_weights, row_values);
    out[i] = above_floor(dimension.floor, combined(dimension.combine, row_weights, row_values));
  }
}

}  // namespace

void fill_points(const Part& part, std::size_t begin, std::span<double> out) {
  if (part.millionths.empty()) return std::fill(out.begin(), out.end(), 0.0);
  std::array<std::int64_t, block_rows> patched;
  row_kernels().points(part.millionths.block(begin, out.size(), patched).data(),
                       part.points->full * 1e6, out.size(), out.data());
}

void combine_columns(const Dimension& dimension, std::span<const double> weights,
                     std::span<const double* const> values, std::span<double> out) {
  combine_values(dimension.combine, weights, values, out);
  row_kernels().floors(dimension.floor, out.size(), out.data());
}

void combine_block(const DimensionParts& of, std::size_t begin, std::span<double> out) {
  HARBINGER_ASSERT(out.size() <= block_rows);
  std::array<double, block_rows> points;
  std::vector<std::vector<double>> patched;
  const auto values_of = [&](const Part& part) -> const double* {
    if (part.points != nullptr) {
      fill_points(part, begin, std::span(points).first(out.size()));
      return points.data();
    }
    if (!part.values.is_patched()) return part.values.whole().data() + begin;
    part.values.copy(begin, patched.emplace_back(out.size()));
    return patched.back().data();
  };
  std::vector<const double*> values;
  values.reserve(of.parts.size());
  for (const Part& part : of.parts) values.push_back(values_of(part));
  if (!leaves_out(of)) return combine_columns(*of.dimension, of.weights, values, out);
  combine_with_gaps(
      of, values, [&](std::size_t i) { return begin + i; }, out);
}

void combine_rows(const DimensionParts& of, std::span<const std::uint32_t> rows,
                  std::span<double> out) {
  HARBINGER_ASSERT(rows.size() <= block_rows && rows.size() == out.size());
  std::vector<double> gathered(of.parts.size() * rows.size());
  std::array<std::int64_t, block_rows> millionths;
  std::vector<const double*> values;
  for (std::size_t p = 0; p < of.parts.size(); ++p) {
    const Part& part = of.parts[p];
    const std::span<double> here = std::span(gathered).subspan(p * rows.size(), rows.size());
    values.push_back(here.data());
    if (part.points == nullptr) part.values.gather(rows, here);
    if (part.points == nullptr || part.millionths.empty()) continue;
    part.millionths.gather(rows, millionths);
    row_kernels().points(millionths.data(), part.points->full * 1e6, rows.size(), here.data());
  }
  if (!leaves_out(of)) return combine_columns(*of.dimension, of.weights, values, out);
  combine_with_gaps(
      of, values, [&](std::size_t i) { return rows[i]; }, out);
}

}  // namespace harbinger::model
