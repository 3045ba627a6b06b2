// SPDX-License-Identifier: Apache-2.0
#include "expr/detail/margin.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "expr/detail/operations.hpp"

namespace harbinger::expr::detail {

namespace {

/// A number as the range from it to itself.
std::optional<Range> range_of(const Value& value) {
  if (const auto* number = value.get_if<double>()) return Range{*number, *number};
  if (const auto* range = value.get_if<Range>()) return *range;
  const auto exactly = [](auto whole) {
    return Range{static_cast<double>(whole), static_cast<double>(whole)};
  };
  if (const auto* whole = value.get_if<std::int64_t>()) return exactly(*whole);
  if (const auto* whole = value.get_if<std::uint64_t>()) return exactly(*whole);
  return std::nullopt;
}

/// a - b, for all numbers of the ranges.
Range difference(const Range& a, const Range& b) { return {a.low - b.high, a.high - b.low}; }

/// |x| for all numbers of the range.
Range size_of(const Range& x) {
  const double low = std::abs(x.low);
  const double high = std::abs(x.high);
  if (x.low <= 0 && x.high >= 0) return {0, std::max(low, high)};
  return {std::min(low, high), std::max(low, high)};
}

}  // namespace

Value margin(Operator op, const Value& read, const Value& threshold) {
  const auto x = range_of(read);
  const auto t = range_of(threshold);
  if (!x || !t) return Unknown{};
  Range result;
  switch (op) {
    case Operator::greater:
    case Operator::greater_equal: result = difference(*x, *t); break;
    case Operator::less:
    case Operator::less_equal: result = difference(*t, *x); break;
    case Operator::not_equal: result = size_of(difference(*x, *t)); break;
    case Operator::equal:
      result = size_of(difference(*x, *t));
      result = {0 - result.high, 0 - result.low};  // 0, not -0, where they are equal
      break;
    default: return Unknown{};
  }
  if (!std::isfinite(result.low) || !std::isfinite(result.high)) return Unknown{};
  return interval(result.low, result.high);
}

}  // namespace harbinger::expr::detail
