// SPDX-License-Identifier: Apache-2.0
// The operators of CEL on values, three-valued and with ranges.
//
// Strict operators: an Error operand is the result (the left one first, whatever the other is), else an
// Unknown operand makes the result Unknown. `&&` and `||` are Kleene's: false (true) decides from
// either side; else an Unknown makes it Unknown, because it may still decide; else an Error is the result.
// Ranges are closed intervals: arithmetic gives the interval of all results, a comparison is Unknown
// where the intervals leave it open. Division by an interval around zero is Unknown.
#pragma once

#include <span>
#include <string>

#include "expr/detail/syntax.hpp"
#include "expr/value.hpp"

namespace harbinger::expr::detail {

/// Whether a value ends what is computed of it: an error, or not known.
[[nodiscard]] inline bool stops(const Value& value) {
  return value.is<Error>() || value.is<Unknown>();
}
/// An int or uint as a double; any other value as it is.
[[nodiscard]] Value as_number(Value value);
/// The value as a message quotes it: not more than its beginning.
[[nodiscard]] std::string shortened(const Value& value);
[[nodiscard]] Error no_overload(std::string_view what, std::span<const Value> operands);
/// [low, high], or the number where they are equal; Unknown where a bound is NaN.
[[nodiscard]] Value interval(double low, double high);

/// + - * / %. Where `numbers_mix`, an int beside a double counts as a double, and doubles have `%`.
[[nodiscard]] Value arithmetic(Operator op, const Value& a, const Value& b, bool numbers_mix);
[[nodiscard]] Value negated(const Value& value);

/// == != < <= > >=.
[[nodiscard]] Value compared(Operator op, const Value& a, const Value& b);
[[nodiscard]] Value equal(const Value& a, const Value& b);
/// Whether a list holds the value, or a map has it as a key.
[[nodiscard]] Value membership(const Value& item, const Value& collection);
/// The value under a key that is surely or possibly there; nullptr where none is equal.
[[nodiscard]] const Value* entry_of(const Map& map, const Value& key);

/// Collects the operands of && (`decisive` false) or || (`decisive` true).
class Junction {
 public:
  explicit Junction(bool decisive) : decisive_(decisive) {}
  /// True where this operand decides, and the rest need not be read.
  [[nodiscard]] bool add(const Value& operand);
  [[nodiscard]] Value result() const;

 private:
  bool decisive_;
  bool decided_ = false;
  bool unknown_ = false;
  Value error_;
};

[[nodiscard]] Value logical_not(const Value& value);

}  // namespace harbinger::expr::detail
