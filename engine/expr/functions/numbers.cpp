// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include <fmt/core.h>

#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/functions/real_functions.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;
using Real1 = double (*)(double);
using Real2 = double (*)(double, double);

const Type number = simple(TypeKind::number);
const Type integer = simple(TypeKind::integer);

Range as_range(const Value& value) {
  if (const auto* range = value.get_if<Range>()) return *range;
  if (const auto* whole = value.get_if<std::int64_t>())
    return {static_cast<double>(*whole), static_cast<double>(*whole)};
  if (const auto* natural = value.get_if<std::uint64_t>())
    return {static_cast<double>(*natural), static_cast<double>(*natural)};
  const double exact = value.get<double>();
  return {exact, exact};
}

bool is_number(const Value& value) {
  return value.is<double>() || value.is<Range>() || value.is<std::int64_t>() ||
         value.is<std::uint64_t>();
}

/// A function that never falls, so that the ends of a range give the ends of the result.
Function rising(std::string name, Real1 real, std::string doc) {
  auto call = [real](Arguments a) -> Value {
    if (const auto* range = a[0].get_if<Range>())
      return detail::interval(real(range->low), real(range->high));
    return real(a[0].get<double>());
  };
  return {.name = std::move(name),
          .arguments = {number},
          .result = number,
          .doc = std::move(doc),
          .call = call,
          .takes_range = true};
}

Value absolute_value(Arguments a) {
  const auto* range = a[0].get_if<Range>();
  if (range == nullptr) return absolute(a[0].get<double>());
  const double low = absolute(range->low);
  const double high = absolute(range->high);
  const bool around_zero = range->low <= 0 && range->high >= 0;
  return detail::interval(around_zero ? 0.0 : std::min(low, high), std::max(low, high));
}

Value absolute_whole(Arguments a) {
  const std::int64_t whole = a[0].get<std::int64_t>();
  if (whole == INT64_MIN) return Error{"integer overflow in 'abs'"};
  return whole < 0 ? -whole : whole;
}

/// The least or greatest of numbers of any kind; of ints it is an int again.
Value extreme(const char* name, Real2 pick, bool greatest, Arguments values) {
  if (values.empty()) return Error{fmt::format("'{}' of an empty list", name)};
  bool whole = true;
  bool exact = true;
  for (const Value& value : values) {
    if (value.is<Unknown>()) return Unknown{};
    if (!is_number(value)) return detail::no_overload(name, std::span(&value, 1));
    whole = whole && value.is<std::int64_t>();
    exact = exact && !value.is<Range>();
  }
  if (whole) {
    const auto less = [](const Value& a, const Value& b) {
      return a.get<std::int64_t>() < b.get<std::int64_t>();
    };
    return greatest ? *std::max_element(values.begin(), values.end(), less)
                    : *std::min_element(values.begin(), values.end(), less);
  }
  Range best = as_range(values[0]);
  for (const Value& value : values.subspan(1)) {
    const Range next = as_range(value);
    best = {pick(best.low, next.low), pick(best.high, next.high)};
  }
  return exact ? Value(best.low) : detail::interval(best.low, best.high);
}

void add_extreme(std::vector<Function>& out, const char* name, Real2 pick, bool greatest,
                 const std::string& doc) {
  auto of_arguments = [=](Arguments a) { return extreme(name, pick, greatest, a); };
  auto of_list = [=](Arguments a) {
    return extreme(name, pick, greatest, *a[0].get<List>().items);
  };
  for (const Type& type : {number, integer}) {
    out.push_back({.name = name,
                   .arguments = {type},
                   .variadic = true,
                   .result = type,
                   .doc = doc,
                   .call = of_arguments,
                   .takes_range = true});
    out.push_back(
        {.name = name, .arguments = {list_of(type)}, .result = type, .doc = doc, .call = of_list});
  }
}

Value clamp(Arguments a) {
  const Range x = as_range(a[0]);
  const Range low = as_range(a[1]);
  const Range high = as_range(a[2]);
  if (low.low > high.high) return Error{"'clamp' has its lower bound above its upper one"};
  if (low.high > high.low) return Unknown{};
  const double least = clamped(x.low, low.low, high.low);
  if (a[0].is<double>() && a[1].is<double>() && a[2].is<double>()) return least;
  return detail::interval(least, clamped(x.high, low.high, high.high));
}

Value power_of(Arguments a) { return power(a[0].get<double>(), a[1].get<double>()); }

}  // namespace

void add_numbers(std::vector<Function>& out) {
  add_extreme(out, "min", smaller, false,
              "The least of its arguments, or of a list: min(4, calls) is at most 4.");
  add_extreme(out, "max", larger, true,
              "The greatest of its arguments, or of a list: max(0, x) is at least 0.");
  out.push_back({.name = "clamp",
                 .arguments = {number, number, number},
                 .result = number,
                 .doc = "x, held between two bounds: clamp(1.3, 0, 1) is 1.",
                 .call = clamp,
                 .takes_range = true});
  out.push_back({.name = "abs",
                 .arguments = {number},
                 .result = number,
                 .doc = "The size of a number: abs(-2) is 2.",
                 .call = absolute_value,
                 .takes_range = true});
  out.push_back({.name = "abs",
                 .arguments = {integer},
                 .result = integer,
                 .doc = "The size of a number: abs(-2) is 2.",
                 .call = absolute_whole});
  out.push_back(rising("floor", round_down, "The whole number below: floor(2.7) is 2."));
  out.push_back(rising("ceil", round_up, "The whole number above: ceil(2.1) is 3."));
  out.push_back(rising("round", rounded,
                       "The nearest whole number, halves away from zero: round(2.5) is 3."));
  out.push_back(rising("sqrt", square_root, "The square root: sqrt(9) is 3; NaN below 0."));
  out.push_back(rising("exp", exponential, "e to the power of x: exp(0) is 1."));
  out.push_back(rising("ln", natural_logarithm,
                       "The natural logarithm: ln(1) is 0; -infinity at 0, NaN below."));
  out.push_back({.name = "pow",
                 .arguments = {number, number},
                 .result = number,
                 .doc = "x to the power of y: pow(2, 10) is 1024.",
                 .call = power_of});
}

}  // namespace harbinger::expr::functions
