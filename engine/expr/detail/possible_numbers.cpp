// SPDX-License-Identifier: Apache-2.0
// Comparisons and arithmetic on sets of values. Rounding to nearest never turns the order of two numbers, so that
// the results for the ends of intervals bound those for what lies between; but it may reach an end that is out.
#include <algorithm>
#include <array>
#include <cmath>

#include "expr/detail/possible_values.hpp"

namespace harbinger::expr::detail {

namespace {

Interval closed(double low, double high) { return {low, high}; }

bool may_be_infinite(const Interval& a) { return std::isinf(a.low) || std::isinf(a.high); }
bool has_plus_infinity(const Interval& a) { return std::isinf(a.high) && a.high > 0; }
bool has_minus_infinity(const Interval& a) { return std::isinf(a.low) && a.low < 0; }

bool may_be_less(const Interval& a, const Interval& b) { return a.low < b.high; }
bool may_be_at_most(const Interval& a, const Interval& b) {
  return a.low < b.high || (a.low == b.high && a.low_in && b.high_in);
}
bool may_be_equal(const Interval& a, const Interval& b) { return !meet(a, b).is_empty(); }
bool may_differ(const Interval& a, const Interval& b) {
  return !(a.is_point() && b.is_point() && a.low == b.low);
}

void compare_numbers(Operator op, const Possible& a, const Possible& b, Possible& out) {
  if (a.numbers && b.numbers) {
    const Interval& x = *a.numbers;
    const Interval& y = *b.numbers;
    const auto say = [&](bool yes, bool no) {
      out.is_true = yes;
      out.is_false = no;
    };
    switch (op) {
      case Operator::less: say(may_be_less(x, y), may_be_at_most(y, x)); break;
      case Operator::less_equal: say(may_be_at_most(x, y), may_be_less(y, x)); break;
      case Operator::greater: say(may_be_less(y, x), may_be_at_most(x, y)); break;
      case Operator::greater_equal: say(may_be_at_most(y, x), may_be_less(x, y)); break;
      case Operator::equal: say(may_be_equal(x, y), may_differ(x, y)); break;
      default: say(may_differ(x, y), may_be_equal(x, y)); break;
    }
    // A range that lies across the other side is neither.
    out.unknown = out.unknown || ((a.ranges || b.ranges) && out.is_true && out.is_false);
  }
  const bool with_nan = (a.nan && (b.nan || b.numbers)) || (b.nan && (a.nan || a.numbers));
  if (with_nan) (op == Operator::not_equal ? out.is_true : out.is_false) = true;
}

/// equal and not_equal of what is one of a few.
void say_equal(Operator op, bool may_be_same, bool may_not, Possible& out) {
  out.is_true = op == Operator::equal ? may_be_same : may_not;
  out.is_false = op == Operator::equal ? may_not : may_be_same;
}

Interval multiplied(const Interval& a, const Interval& b) {
  std::array<double, 4> ends = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  for (double& end : ends)
    if (std::isnan(end)) end = 0;
  const auto [low, high] = std::minmax_element(ends.begin(), ends.end());
  return closed(*low, *high);
}

Interval divided(const Interval& a, const Interval& b) {
  std::array<double, 4> ends = {a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high};
  for (double& end : ends)
    if (std::isnan(end)) end = 0;
  const auto [low, high] = std::minmax_element(ends.begin(), ends.end());
  return closed(*low, *high);
}

bool holds_zero(const Interval& a) { return a.low <= 0 && a.high >= 0; }

void calculate(Operator op, const Interval& a, const Interval& b, Possible& out) {
  out.numbers = Interval{};
  switch (op) {
    case Operator::add:
    case Operator::subtract: {
      const Interval other = op == Operator::add ? b : Interval{-b.high, -b.low};
      const bool against = (has_plus_infinity(a) && has_minus_infinity(other)) ||
                           (has_minus_infinity(a) && has_plus_infinity(other));
      out.nan = out.nan || against;
      const double low = a.low + other.low;
      const double high = a.high + other.high;
      if (!std::isnan(low) && !std::isnan(high)) out.numbers = closed(low, high);
      break;
    }
    case Operator::multiply:
      out.nan =
          out.nan || (holds_zero(a) && may_be_infinite(b)) || (holds_zero(b) && may_be_infinite(a));
      out.numbers = multiplied(a, b);
      break;
    case Operator::divide:
      out.nan = out.nan || holds_zero(b) || (may_be_infinite(a) && may_be_infinite(b));
      if (!holds_zero(b)) out.numbers = divided(a, b);
      break;
    default: out.nan = true; break;
  }
}

}  // namespace

Possible compared(Operator op, const Possible& a, const Possible& b) {
  Possible out{.unknown = a.unknown || b.unknown, .error = a.error || b.error};
  const bool same_or_not = op == Operator::equal || op == Operator::not_equal;
  if (a.is_numeric() && b.is_numeric()) {
    compare_numbers(op, a, b, out);
  } else if (a.is_textual() && b.is_textual() && same_or_not) {
    say_equal(op, !meet(a.texts, b.texts).is_empty(),
              !(a.texts.is_point() && b.texts.is_point() && a.texts.listed == b.texts.listed) &&
                  !a.texts.is_empty() && !b.texts.is_empty(),
              out);
  } else if (a.is_logical() && b.is_logical() && same_or_not) {
    say_equal(op, (a.is_true && b.is_true) || (a.is_false && b.is_false),
              (a.is_true && b.is_false) || (a.is_false && b.is_true), out);
  } else {
    out = {true, true, true, true};
  }
  return out;
}

Possible arithmetic(Operator op, const Possible& a, const Possible& b, const Type& type) {
  if (type.kind != TypeKind::number || !a.is_numeric() || !b.is_numeric()) return anything_of(type);
  Possible out{.unknown = a.unknown || b.unknown, .error = a.error || b.error};
  out.ranges = a.ranges || b.ranges;
  out.unknown = out.unknown || out.ranges;  // no interval holds infinity less infinity
  out.nan = (a.nan && (b.nan || b.numbers)) || (b.nan && a.numbers);
  if (a.numbers && b.numbers) calculate(op, *a.numbers, *b.numbers, out);
  return out;
}

Possible negated(const Possible& value) {
  if (!value.is_numeric()) return anything();
  Possible out = value;
  out.error = true;  // the least int has no positive twin
  if (value.numbers)
    out.numbers = Interval{-value.numbers->high, -value.numbers->low, value.numbers->high_in,
                           value.numbers->low_in};
  return out;
}

}  // namespace harbinger::expr::detail
