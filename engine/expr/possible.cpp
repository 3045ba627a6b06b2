// SPDX-License-Identifier: Apache-2.0
#include "expr/possible.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace harbinger::expr {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The double nearest to a whole number, or the ones around it where it is beyond what doubles tell apart.
template <class Whole>
Interval around(Whole whole) {
  const auto real = static_cast<double>(whole);
  if (std::abs(real) < 0x1p53) return {real, real};
  return {std::nextafter(real, -infinity), std::nextafter(real, infinity)};
}

}  // namespace

bool Interval::holds(double number) const {
  return (number > low || (low_in && number == low)) &&
         (number < high || (high_in && number == high));
}

Interval meet(const Interval& a, const Interval& b) {
  Interval out = a;
  if (b.low > a.low || (b.low == a.low && !b.low_in)) out.low = b.low, out.low_in = b.low_in;
  if (b.high < a.high || (b.high == a.high && !b.high_in))
    out.high = b.high, out.high_in = b.high_in;
  return out;
}

Interval hull(const Interval& a, const Interval& b) {
  Interval out = a;
  if (b.low < a.low || (b.low == a.low && b.low_in)) out.low = b.low, out.low_in = b.low_in;
  if (b.high > a.high || (b.high == a.high && b.high_in))
    out.high = b.high, out.high_in = b.high_in;
  return out;
}

TextSet meet(const TextSet& a, const TextSet& b) {
  TextSet out{a.all_but && b.all_but, {}};
  const auto into = std::inserter(out.listed, out.listed.end());
  const auto& x = a.listed;
  const auto& y = b.listed;
  if (a.all_but && b.all_but)
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), into);
  else if (a.all_but)
    std::set_difference(y.begin(), y.end(), x.begin(), x.end(), into);
  else if (b.all_but)
    std::set_difference(x.begin(), x.end(), y.begin(), y.end(), into);
  else
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), into);
  return out;
}

TextSet join(const TextSet& a, const TextSet& b) {
  // What is in neither is what is in both of the complements.
  TextSet out = meet(TextSet{!a.all_but, a.listed}, TextSet{!b.all_but, b.listed});
  out.all_but = !out.all_but;
  return out;
}

bool Possible::is_empty() const {
  return !unknown && !error && !is_true && !is_false && !numbers && !nan && texts.is_empty() &&
         !others;
}
bool Possible::is_numeric() const { return !is_true && !is_false && texts.is_empty() && !others; }
bool Possible::is_textual() const { return !is_true && !is_false && !numbers && !nan && !others; }
bool Possible::is_logical() const { return !numbers && !nan && texts.is_empty() && !others; }
bool Possible::is_only(bool truth) const {
  return (truth ? is_true && !is_false : is_false && !is_true) && !unknown && !error &&
         is_logical();
}

Possible meet(const Possible& a, const Possible& b) {
  Possible out;
  out.unknown = a.unknown && b.unknown;
  out.error = a.error && b.error;
  out.is_true = a.is_true && b.is_true;
  out.is_false = a.is_false && b.is_false;
  if (a.numbers && b.numbers)
    if (const Interval both = meet(*a.numbers, *b.numbers); !both.is_empty()) out.numbers = both;
  out.nan = a.nan && b.nan;
  out.ranges = a.ranges && b.ranges;
  out.texts = meet(a.texts, b.texts);
  out.others = a.others && b.others;
  if (out.others) out.list = a.list ? a.list : b.list;
  return out;
}

Possible join(const Possible& a, const Possible& b) {
  Possible out;
  out.unknown = a.unknown || b.unknown;
  out.error = a.error || b.error;
  out.is_true = a.is_true || b.is_true;
  out.is_false = a.is_false || b.is_false;
  out.numbers = a.numbers && b.numbers ? hull(*a.numbers, *b.numbers)
                : a.numbers            ? a.numbers
                                       : b.numbers;
  out.nan = a.nan || b.nan;
  out.ranges = a.ranges || b.ranges;
  out.texts = join(a.texts, b.texts);
  out.others = a.others || b.others;
  if (!a.others || !b.others) out.list = a.others ? a.list : b.list;
  return out;
}

Possible anything() {
  return {true, true, true, true, Interval{}, true, true, {.all_but = true}, true};
}

Possible anything_of(const Type& type) {
  Possible out{.unknown = true, .error = true};
  switch (type.kind) {
    case TypeKind::boolean: out.is_true = out.is_false = true; break;
    case TypeKind::number: out.nan = true; [[fallthrough]];
    case TypeKind::integer:
    case TypeKind::unsigned_integer:
      out.numbers = Interval{};
      out.ranges = true;
      break;
    case TypeKind::string: out.texts.all_but = true; break;
    case TypeKind::dyn:
    case TypeKind::never: return anything();
    default: out.others = true; break;
  }
  return out;
}

Possible exactly(const Value& value) {
  Possible out;
  if (value.is<Unknown>()) {
    out.unknown = true;
  } else if (value.is<Error>()) {
    out.error = true;
  } else if (const auto* truth = value.get_if<bool>()) {
    (*truth ? out.is_true : out.is_false) = true;
  } else if (const auto* real = value.get_if<double>()) {
    if (std::isnan(*real))
      out.nan = true;
    else
      out.numbers = Interval{*real, *real};
  } else if (const auto* whole = value.get_if<std::int64_t>()) {
    out.numbers = around(*whole);
  } else if (const auto* natural = value.get_if<std::uint64_t>()) {
    out.numbers = around(*natural);
  } else if (const auto* range = value.get_if<Range>()) {
    out.numbers = Interval{range->low, range->high};
    out.ranges = true;
  } else if (const auto* text = value.get_if<std::string>()) {
    out.texts.listed.insert(*text);
  } else {
    out.others = true;
    if (const auto* list = value.get_if<List>()) out.list = *list;
  }
  return out;
}

Possible numbers_in(double low, double high) {
  Possible out{.unknown = true, .error = true};
  out.numbers = Interval{low, high};
  out.ranges = true;
  return out;
}

}  // namespace harbinger::expr
