// SPDX-License-Identifier: Apache-2.0
// One dimension over some rows: its parts combined, above its floor. A block of rows stays in cache from the first
// leaf to the top.
//
// Slow twin: site_score(), bit for bit. What is added, multiplied or compared goes a part at a time, in the order of
// the parts, so that each row sees the same operations; logarithms and powers are the library's, row by row.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "base/patched_column.hpp"
#include "model/model.hpp"

namespace harbinger::model {

/// A part of a dimension, for all sites: a column in [0, 1], or points.
struct Part {
  ColumnView<double> values = {};
  const Bits* dropped = nullptr;             ///< Where it is left out; nullptr: nowhere.
  const Points* points = nullptr;            ///< Not null: points, and no values.
  ColumnView<std::int64_t> millionths = {};  ///< Of points; empty: 0 everywhere.
};

struct DimensionParts {
  const Dimension* dimension = nullptr;
  std::span<const double> weights;
  std::vector<Part> parts;
};

/// The dimension in rows [begin, begin + out.size()), at most a block of them.
void combine_block(const DimensionParts& of, std::size_t begin, std::span<double> out);

/// The dimension in these rows, at most as many as a block has; out[i] is that of rows[i].
void combine_rows(const DimensionParts& of, std::span<const std::uint32_t> rows,
                  std::span<double> out);

/// The points of rows [begin, begin + out.size()) as a part of their leaf, in [0, 1].
void fill_points(const Part& part, std::size_t begin, std::span<double> out);

/// out = floor + (1 - floor) p for the parts' values of as many rows; nothing is left out.
void combine_columns(const Dimension& dimension, std::span<const double> weights,
                     std::span<const double* const> values, std::span<double> out);

}  // namespace harbinger::model
