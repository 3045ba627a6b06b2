// SPDX-License-Identifier: Apache-2.0
// What the standard functions may give, by name; a function that is not here may give anything of its type.
#include <algorithm>
#include <cmath>
#include <limits>

#include "expr/detail/possible_values.hpp"

namespace harbinger::expr::detail {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Arguments = std::vector<Possible>;

/// Unknown, an error or a range where an argument is; no value yet.
Possible of_arguments(const Arguments& arguments) {
  Possible out;
  for (const Possible& argument : arguments) {
    out.unknown = out.unknown || argument.unknown || argument.ranges;
    out.error = out.error || argument.error;
    out.ranges = out.ranges || argument.ranges;
    out.nan = out.nan || argument.nan;
  }
  return out;
}

bool all_have_numbers(const Arguments& arguments) {
  return std::all_of(arguments.begin(), arguments.end(), [](const Possible& argument) {
    return argument.is_numeric() && argument.numbers;
  });
}

Possible extreme(const Arguments& arguments, bool greatest) {
  Possible out = of_arguments(arguments);
  Interval numbers = *arguments[0].numbers;
  for (const Possible& argument : arguments) {
    const Interval& next = *argument.numbers;
    if (out.nan) {
      numbers = hull(numbers, next);  // whichever of the two a NaN leaves
    } else if (greatest) {
      numbers = {std::max(numbers.low, next.low), std::max(numbers.high, next.high)};
    } else {
      numbers = {std::min(numbers.low, next.low), std::min(numbers.high, next.high)};
    }
  }
  out.numbers = Interval{numbers.low, numbers.high};
  return out;
}

Possible clamped(const Arguments& arguments) {
  Possible out = of_arguments(arguments);
  out.error = true;
  const Interval& low = *arguments[1].numbers;
  const Interval& high = *arguments[2].numbers;
  const bool sure = !out.nan && low.is_point() && high.is_point() && low.low <= high.low;
  const Interval& x = *arguments[0].numbers;
  out.numbers =
      sure ? Interval{std::clamp(x.low, low.low, high.low), std::clamp(x.high, low.low, high.low)}
           : hull(x, hull(low, high));
  out.numbers = Interval{out.numbers->low, out.numbers->high};
  return out;
}

Possible absolute(const Arguments& arguments) {
  Possible out = of_arguments(arguments);
  out.error = true;  // of the least int
  const Interval& x = *arguments[0].numbers;
  const double most = std::max(std::abs(x.low), std::abs(x.high));
  const bool around_zero = x.low <= 0 && x.high >= 0;
  out.numbers = Interval{around_zero ? 0 : std::min(std::abs(x.low), std::abs(x.high)), most};
  return out;
}

Possible rounded(const Arguments& arguments, double (*real)(double)) {
  Possible out = of_arguments(arguments);
  out.numbers = Interval{real(arguments[0].numbers->low), real(arguments[0].numbers->high)};
  return out;
}

/// Some number of an interval, whatever the arguments; NaN too where `nan`.
Possible within(const Arguments& arguments, double low, double high, bool nan) {
  Possible out = of_arguments(arguments);
  out.unknown = out.error = true;
  out.nan = out.nan || nan;
  out.numbers = Interval{low, high};
  return out;
}

Possible known(const Possible& argument) {
  Possible others = argument;
  others.unknown = others.error = false;
  return {.error = argument.error, .is_true = !others.is_empty(), .is_false = argument.unknown};
}

Possible first_known(const Possible& value, const Possible& otherwise) {
  Possible out = value;
  out.unknown = false;
  if (value.unknown) out = join(out, otherwise);
  out.error = value.error || otherwise.error;
  return out;
}

}  // namespace

Possible PossibleValues::call(const Node& node, const Assumed& assumed) const {
  if (!node.overloads.empty() && node.overloads.front()->host)
    return known_.host ? known_.host(*node.overloads.front()->host) : anything_of(node.type);
  const std::string& name = node.name;
  Arguments arguments;
  for (const Node& child : node.children) arguments.push_back(of(child, assumed));
  if (name == "known" && arguments.size() == 1) return known(arguments[0]);
  if (name == "default" && arguments.size() == 2) return first_known(arguments[0], arguments[1]);
  if (name == "decay") return within(arguments, 0, 1, false);
  if (name == "size" && arguments.size() == 1) return within(arguments, 0, infinity, false);
  if (node.type.kind != TypeKind::number || arguments.empty() || !all_have_numbers(arguments))
    return anything_of(node.type);
  if (name == "min" || name == "max") return extreme(arguments, name == "max");
  if (name == "clamp" && arguments.size() == 3) return clamped(arguments);
  if (arguments.size() != 1) return anything_of(node.type);
  const double low = arguments[0].numbers->low;
  if (name == "abs") return absolute(arguments);
  if (name == "floor") return rounded(arguments, [](double x) { return std::floor(x); });
  if (name == "ceil") return rounded(arguments, [](double x) { return std::ceil(x); });
  if (name == "round") return rounded(arguments, [](double x) { return std::round(x); });
  if (name == "sqrt") return within(arguments, 0, infinity, low < 0);
  if (name == "exp") return within(arguments, 0, infinity, false);
  if (name == "ln") return within(arguments, low >= 1 ? 0 : -infinity, infinity, low < 0);
  return anything_of(node.type);
}

}  // namespace harbinger::expr::detail
