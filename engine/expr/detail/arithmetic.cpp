// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/time_text.hpp"

namespace harbinger::expr::detail {

namespace {

Value overflow(Operator op) { return Error{fmt::format("integer overflow in '{}'", sign_of(op))}; }

template <class Integer>
Value whole_arithmetic(Operator op, Integer a, Integer b) {
  Integer out = 0;
  switch (op) {
    case Operator::add: return __builtin_add_overflow(a, b, &out) ? overflow(op) : Value(out);
    case Operator::subtract: return __builtin_sub_overflow(a, b, &out) ? overflow(op) : Value(out);
    case Operator::multiply: return __builtin_mul_overflow(a, b, &out) ? overflow(op) : Value(out);
    default: break;
  }
  if (b == 0)
    return Error{op == Operator::divide ? "division by zero" : "remainder of a division by zero"};
  // The least int has no positive twin; dividing it by -1 traps in hardware, for '%' too.
  if constexpr (std::is_signed_v<Integer>)
    if (a == std::numeric_limits<Integer>::min() && b == -1) return overflow(op);
  return op == Operator::divide ? a / b : a % b;
}

double real_arithmetic(Operator op, double a, double b) {
  switch (op) {
    case Operator::add: return a + b;
    case Operator::subtract: return a - b;
    case Operator::multiply: return a * b;
    case Operator::divide: return a / b;
    default: return std::fmod(a, b);
  }
}

/// All results of op over two closed intervals lie between those of their ends.
Value interval_arithmetic(Operator op, Range a, Range b) {
  if (op == Operator::remainder) return Unknown{};
  if (op == Operator::divide && b.low <= 0 && b.high >= 0) return Unknown{};
  if (op == Operator::add) return interval(a.low + b.low, a.high + b.high);
  if (op == Operator::subtract) return interval(a.low - b.high, a.high - b.low);
  const std::array<double, 4> ends = {
      real_arithmetic(op, a.low, b.low), real_arithmetic(op, a.low, b.high),
      real_arithmetic(op, a.high, b.low), real_arithmetic(op, a.high, b.high)};
  // Infinity times what may be zero is no number; no interval holds that.
  for (const double end : ends)
    if (!std::isfinite(end)) return Unknown{};
  const auto [low, high] = std::minmax_element(ends.begin(), ends.end());
  return interval(*low, *high);
}

std::optional<Range> as_interval(const Value& value) {
  if (const auto* range = value.get_if<Range>()) return *range;
  if (const auto* number = value.get_if<double>()) return Range{*number, *number};
  return std::nullopt;
}

Value interval_or_number(Operator op, Range a, Range b) {
  for (const Range side : {a, b})
    if (std::isnan(side.low)) return side.low;
  return interval_arithmetic(op, a, b);
}

/// The nanoseconds of a time since its zero.
template <class Time>
__int128 nanos_of(const Time& time) {
  return static_cast<__int128>(time.seconds) * nanos_per_second + time.nanos;
}

Value timestamp_at(__int128 nanos) {
  // Nanoseconds of a timestamp count upwards, also before 1970.
  __int128 seconds = nanos / nanos_per_second;
  if (nanos % nanos_per_second < 0) --seconds;
  if (seconds < first_second || seconds > last_second)
    return Error{"the timestamp is outside the years 0001 to 9999"};
  return Timestamp{static_cast<std::int64_t>(seconds),
                   static_cast<std::int32_t>(nanos - seconds * nanos_per_second)};
}

Value duration_of(__int128 nanos) {
  if (!is_span(nanos)) return Error{"the duration is longer than 292 years"};
  return Duration{static_cast<std::int64_t>(nanos / nanos_per_second),
                  static_cast<std::int32_t>(nanos % nanos_per_second)};
}

/// A date moves by whole days; what is left of a duration below one day is dropped.
Value moved_date(Operator op, Date date, Duration by) {
  const std::int64_t days = (op == Operator::add ? 1 : -1) * (by.seconds / 86400);
  const std::int64_t first = date.first.number + days;
  const std::int64_t last = date.last.number + days;
  if (first < first_second / 86400 || last > last_second / 86400)
    return Error{"the date is outside the years 0001 to 9999"};
  return Date{Day{static_cast<std::int32_t>(first)}, Day{static_cast<std::int32_t>(last)}};
}

std::optional<Value> time_arithmetic(Operator op, const Value& a, const Value& b) {
  const auto* at = a.get_if<Timestamp>();
  const auto* span = a.get_if<Duration>();
  const auto* other_at = b.get_if<Timestamp>();
  const auto* other_span = b.get_if<Duration>();
  if (op != Operator::add && op != Operator::subtract) return std::nullopt;
  if (const auto* date = a.get_if<Date>(); date && other_span)
    return moved_date(op, *date, *other_span);
  const __int128 sign = op == Operator::add ? 1 : -1;
  if (at && other_span) return timestamp_at(nanos_of(*at) + sign * nanos_of(*other_span));
  if (span && other_span) return duration_of(nanos_of(*span) + sign * nanos_of(*other_span));
  if (sign > 0 && span && other_at) return timestamp_at(nanos_of(*other_at) + nanos_of(*span));
  if (sign < 0 && at && other_at) return duration_of(nanos_of(*at) - nanos_of(*other_at));
  return std::nullopt;
}

Value joined_lists(const List& a, const List& b) {
  auto items = std::make_shared<std::vector<Value>>(*a.items);
  items->insert(items->end(), b.items->begin(), b.items->end());
  return List{std::move(items)};
}

std::optional<Value> concatenated(const Value& a, const Value& b) {
  if (a.is<std::string>() && b.is<std::string>())
    return a.get<std::string>() + b.get<std::string>();
  if (a.is<Bytes>() && b.is<Bytes>()) return Bytes{a.get<Bytes>().octets + b.get<Bytes>().octets};
  if (a.is<List>() && b.is<List>()) return joined_lists(a.get<List>(), b.get<List>());
  return std::nullopt;
}

bool is_real(const Value& value) { return value.is<double>() || value.is<Range>(); }

}  // namespace

Value as_number(Value value) {
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* natural = value.get_if<std::uint64_t>()) return static_cast<double>(*natural);
  return value;
}

Value interval(double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return Unknown{};
  if (low == high) return low;
  return Range{low, high};
}

Value arithmetic(Operator op, const Value& a, const Value& b, bool numbers_mix) {
  if (a.is<double>() && b.is<double>() && (numbers_mix || op != Operator::remainder))
    return real_arithmetic(op, a.get<double>(), b.get<double>());
  if (a.is<Error>()) return a;
  if (b.is<Error>()) return b;
  if (a.is<Unknown>() || b.is<Unknown>()) return Unknown{};
  if (a.is<std::int64_t>() && b.is<std::int64_t>())
    return whole_arithmetic(op, a.get<std::int64_t>(), b.get<std::int64_t>());
  if (a.is<std::uint64_t>() && b.is<std::uint64_t>())
    return whole_arithmetic(op, a.get<std::uint64_t>(), b.get<std::uint64_t>());
  const bool mixes = numbers_mix && (is_real(a) || is_real(b));
  const auto left = as_interval(mixes ? as_number(a) : a);
  const auto right = as_interval(mixes ? as_number(b) : b);
  if (left && right && (numbers_mix || op != Operator::remainder)) {
    if (a.is<Range>() || b.is<Range>()) return interval_or_number(op, *left, *right);
    return real_arithmetic(op, left->low, right->low);
  }
  if (op == Operator::add)
    if (auto text = concatenated(a, b)) return std::move(*text);
  if (auto time = time_arithmetic(op, a, b)) return std::move(*time);
  const std::array<Value, 2> operands = {a, b};
  return no_overload(sign_of(op), operands);
}

Value negated(const Value& value) {
  if (value.is<Error>() || value.is<Unknown>()) return value;
  if (const auto* number = value.get_if<double>()) return -*number;
  if (const auto* range = value.get_if<Range>()) return Range{-range->high, -range->low};
  if (const auto* whole = value.get_if<std::int64_t>())
    return whole_arithmetic<std::int64_t>(Operator::subtract, 0, *whole);
  return no_overload("-", std::span(&value, 1));
}

}  // namespace harbinger::expr::detail
