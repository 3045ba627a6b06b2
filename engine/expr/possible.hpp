// SPDX-License-Identifier: Apache-2.0
// The values that an expression may have, as a set that is never too small: numbers as an interval, texts as a
// finite set or all but one, truth values one by one (Cousot and Cousot 1977, intervals).
//
//     calls            [0, inf], unknown
//     calls > 3        true, false, unknown
//     share * 100      [0, 100], unknown
//
// A Range is a member of an interval that holds both of its ends.
#pragma once

#include <limits>
#include <optional>
#include <set>
#include <string>

#include "expr/type.hpp"
#include "expr/value.hpp"

namespace harbinger::expr {

/// Numbers from `low` to `high`; an end may itself be out of it.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_in = true;
  bool high_in = true;

  [[nodiscard]] bool is_empty() const {
    return low > high || (low == high && !(low_in && high_in));
  }
  [[nodiscard]] bool is_point() const { return low == high && low_in && high_in; }
  [[nodiscard]] bool holds(double number) const;
};
/// Only the numbers of both; the least interval around the numbers of either.
[[nodiscard]] Interval meet(const Interval& a, const Interval& b);
[[nodiscard]] Interval hull(const Interval& a, const Interval& b);

/// The texts listed, or all but those.
struct TextSet {
  bool all_but = false;
  std::set<std::string> listed = {};

  [[nodiscard]] bool is_empty() const { return !all_but && listed.empty(); }
  [[nodiscard]] bool is_point() const { return !all_but && listed.size() == 1; }
};
[[nodiscard]] TextSet meet(const TextSet& a, const TextSet& b);
[[nodiscard]] TextSet join(const TextSet& a, const TextSet& b);

struct Possible {
  bool unknown = false;
  bool error = false;
  bool is_true = false;
  bool is_false = false;
  std::optional<Interval> numbers = {};  ///< Absent: no number; never empty.
  bool nan = false;
  bool ranges = false;  ///< Numbers known only to lie between two of `numbers`.
  TextSet texts = {};
  bool others = false;            ///< Dates, lists, maps and all else.
  std::optional<List> list = {};  ///< `others` is this list and nothing else.

  [[nodiscard]] bool is_empty() const;
  /// Numbers, or nothing that has a value.
  [[nodiscard]] bool is_numeric() const;
  [[nodiscard]] bool is_textual() const;
  [[nodiscard]] bool is_logical() const;
  [[nodiscard]] bool is_only(bool truth) const;
};
[[nodiscard]] Possible meet(const Possible& a, const Possible& b);
[[nodiscard]] Possible join(const Possible& a, const Possible& b);

[[nodiscard]] Possible anything();
/// Any value of a type; unknown and errors too.
[[nodiscard]] Possible anything_of(const Type& type);
[[nodiscard]] Possible exactly(const Value& value);
/// Numbers of an interval that may also be unknown, ranges or errors.
[[nodiscard]] Possible numbers_in(double low, double high);

}  // namespace harbinger::expr
