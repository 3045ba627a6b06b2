// SPDX-License-Identifier: Apache-2.0
#include "model/detail/indicator_values.hpp"

#include <cmath>
#include <numeric>

#include "base/assert.hpp"
#include "base/parallel.hpp"

namespace harbinger::model {
namespace {

/// A signal as plain numbers.
struct Raw {
  std::vector<double> values;
  Bits known;
  Bits broken;  // an error, or no finite number
};

double raw_value(const expr::Column& column, std::size_t row) {
  if (column.kind == expr::ColumnKind::truth) return column.truths[row] ? 1 : 0;
  if (column.uppers.empty()) return column.numbers[row];
  return std::midpoint(column.numbers[row], column.uppers[row]);
}

Raw raw_signal(const expr::Column* column, std::size_t sites, unsigned threads) {
  static_assert(block_rows % 64 == 0);  // threads do not meet in a word of bits
  Raw raw{std::vector<double>(sites, 0.0), Bits(sites), Bits(sites)};
  if (column == nullptr) return raw;
  HARBINGER_ASSERT(column->size() == sites && column->kind != expr::ColumnKind::text);
  for_each_block(sites, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin; row < end; ++row) {
      const bool failed = column->errors.size() == sites && column->errors[row];
      const double value = column->known[row] && !failed ? raw_value(*column, row) : 0;
      if (failed || !std::isfinite(value)) raw.broken.set(row);
      if (!column->known[row] || raw.broken[row]) continue;
      raw.values[row] = value;
      raw.known.set(row);
    }
  });
  return raw;
}

Bits complement(const Bits& of) {
  Bits result = of;
  for (std::uint64_t& word : result.words()) word = ~word;
  result.clear_tail();
  return result;
}

void fill_with_mean(Raw& raw, unsigned threads) {
  if (raw.known.count() == 0) return;  // no mean: as zero
  const double mean = moments(raw.values, raw.known, threads).mean;
  for (std::size_t row = 0; row < raw.values.size(); ++row)
    if (!raw.known[row]) raw.values[row] = mean;
  raw.known = Bits(raw.values.size(), true);
}

}  // namespace

const expr::Column* column_of(const Inputs& inputs, const Indicator& indicator) {
  return inputs.signal ? inputs.signal(indicator.signal) : nullptr;
}

IndicatorValues indicator_values(const Indicator& indicator, const Inputs& inputs,
                                 unsigned threads) {
  Raw raw = raw_signal(column_of(inputs, indicator), inputs.sites, threads);
  IndicatorValues result;
  result.incomplete = raw.broken;
  const Bits missing = complement(raw.known);
  if (indicator.missing == Missing::unknown) result.incomplete |= missing;
  if (indicator.missing == Missing::mean) fill_with_mean(raw, threads);
  result.values = normalised(raw.values, raw.known, indicator.normalise, threads);
  if (indicator.missing == Missing::drop && missing.count() > 0) result.dropped = missing;
  return result;
}

}  // namespace harbinger::model
