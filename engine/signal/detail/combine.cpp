// SPDX-License-Identifier: Apache-2.0
#include "signal/detail/combine.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/assert.hpp"

namespace harbinger::signal::detail {

using expr::Error;
using expr::Range;
using expr::Unknown;
using expr::Value;

namespace {

bool is_whole(Combine combine) {
  return combine == Combine::count || combine == Combine::count_distinct;
}
bool is_truth(Combine combine) { return combine == Combine::any || combine == Combine::all; }

Range bounds(const Value& value) {
  if (const auto* range = value.get_if<Range>()) return *range;
  if (const auto* number = value.get_if<double>()) return {*number, *number};
  if (const auto* whole = value.get_if<std::int64_t>()) {
    const auto number = static_cast<double>(*whole);
    return {number, number};
  }
  const auto number = static_cast<double>(value.get<std::uint64_t>());
  return {number, number};
}

Value number_in(Range range) { return range.low == range.high ? Value(range.low) : Value(range); }
Value count_between(std::size_t low, std::size_t high) {
  return number_in({static_cast<double>(low), static_cast<double>(high)});
}

/// Three-valued: `decisive` ends it, then an error, then unknown.
Value junction(std::span<const Term> terms, bool decisive, bool skips_unknown) {
  bool unknown = false;
  const Value* error = nullptr;
  for (const Term& term : terms) {
    const bool* truth = term.value.get_if<bool>();
    if (truth != nullptr && *truth == decisive && term.presence == Presence::yes) return decisive;
    if (truth != nullptr && *truth != decisive) continue;
    if (term.value.is<Error>() || term.presence == Presence::error) {
      if (error == nullptr) error = &term.value;
    } else {
      unknown = true;
    }
  }
  if (error != nullptr) return error->is<Error>() ? *error : Value(Error{"the condition failed"});
  if (unknown && !skips_unknown) return Unknown{};
  return !decisive;
}

Value counted(std::span<const Term> terms, bool skips_unknown) {
  std::size_t sure = 0;
  std::size_t doubtful = 0;
  for (const Term& term : terms) {
    if (term.value.is<Error>()) return term.value;
    if (term.presence == Presence::error) return Error{"the condition failed"};
    const bool known = term.presence == Presence::yes && !term.value.is<Unknown>();
    ++(known ? sure : doubtful);
  }
  return count_between(sure, skips_unknown ? sure : sure + doubtful);
}

/// An unknown value may be one of those known, or another.
Value counted_distinct(std::span<const Term> terms, bool skips_unknown) {
  std::map<std::string, bool> sure_by_value;
  std::size_t unknown_values = 0;
  bool one_unknown_is_there = false;
  for (const Term& term : terms) {
    if (term.value.is<Error>()) return term.value;
    if (term.presence == Presence::error) return Error{"the condition failed"};
    const bool there = term.presence == Presence::yes;
    if (term.value.is<Unknown>()) {
      ++unknown_values;
      one_unknown_is_there = one_unknown_is_there || there;
    } else {
      bool& sure = sure_by_value[expr::to_text(term.value)];
      sure = sure || there;
    }
  }
  const auto sure = static_cast<std::size_t>(std::count_if(
      sure_by_value.begin(), sure_by_value.end(), [](const auto& entry) { return entry.second; }));
  if (skips_unknown) return count_between(sure, sure);
  const std::size_t least = std::max<std::size_t>(sure, one_unknown_is_there ? 1 : 0);
  return count_between(least, sure_by_value.size() + unknown_values);
}

Value collected(std::span<const Value> values) {
  std::set<std::string> texts;
  for (const Value& value : values) texts.insert(expr::to_text(value));
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

double middle(const Date& date) { return static_cast<double>(middle_of(date).number); }

/// Earlier by its first day, then by its last: 2019-11-05 is before 2019-11, as both begin in November.
bool earlier(const Date& a, const Date& b) {
  return std::pair(a.first, a.last) < std::pair(b.first, b.last);
}
bool ends_earlier(const Date& a, const Date& b) {
  return std::pair(a.last, a.first) < std::pair(b.last, b.first);
}

Value end_of(std::span<const Value> values, bool last) {
  const Value* found = &values[0];
  for (const Value& value : values.subspan(1)) {
    if (!value.is<Date>()) {
      if (last) found = &value;
    } else if (last ? ends_earlier(found->get<Date>(), value.get<Date>())
                    : earlier(value.get<Date>(), found->get<Date>())) {
      found = &value;
    }
  }
  if (found->is<Date>()) return to_text(found->get<Date>());
  return *found;
}

Value years_between(std::span<const Value> values) {
  double low = middle(values[0].get<Date>());
  double high = low;
  for (const Value& value : values) {
    low = std::min(low, middle(value.get<Date>()));
    high = std::max(high, middle(value.get<Date>()));
  }
  return (high - low) / days_per_year;
}

Value folded(std::span<const Value> values, Range start, Range (*fold)(Range, Range)) {
  for (const Value& value : values) start = fold(start, bounds(value));
  return number_in(start);
}

Range added(Range a, Range b) { return {a.low + b.low, a.high + b.high}; }
Range least(Range a, Range b) { return {std::min(a.low, b.low), std::min(a.high, b.high)}; }
Range greatest(Range a, Range b) { return {std::max(a.low, b.low), std::max(a.high, b.high)}; }
Range none_of(Range a, Range b) { return {a.low * (1 - b.low), a.high * (1 - b.high)}; }

Value noisy_or(std::span<const Value> values) {
  const Range rest = bounds(folded(values, {1, 1}, none_of));
  return number_in({1 - rest.low, 1 - rest.high});
}

Value mean(std::span<const Value> values) {
  const Range sum = bounds(folded(values, {0, 0}, added));
  const auto n = static_cast<double>(values.size());
  return number_in({sum.low / n, sum.high / n});
}

Value combined_known(Combine combine, std::span<const Value> values) {
  switch (combine) {
    case Combine::sum: return folded(values, {0, 0}, added);
    case Combine::max: return folded(values, bounds(values[0]), greatest);
    case Combine::min: return folded(values, bounds(values[0]), least);
    case Combine::mean: return mean(values);
    case Combine::noisy_or: return noisy_or(values);
    case Combine::first: return end_of(values, false);
    case Combine::last: return end_of(values, true);
    case Combine::span: return years_between(values);
    case Combine::collect: return collected(values);
    default: break;
  }
  HARBINGER_ASSERT(false);
}

Value of_nothing(const Plan& plan) {
  if (plan.missing == Missing::unknown) return Unknown{};
  switch (plan.combine) {
    case Combine::count:
    case Combine::count_distinct:
    case Combine::sum:
    case Combine::noisy_or: return 0.0;
    case Combine::any: return false;
    case Combine::all: return true;
    case Combine::collect: return std::string();
    default: break;
  }
  return plan.missing == Missing::zero ? zero_of(plan.kind) : Value();
}

/// Texts and dates have no zero: a missing one is left out.
bool has_zero(const Plan& plan) {
  return plan.kind == expr::ColumnKind::number && plan.combine != Combine::span;
}

}  // namespace

Value zero_of(expr::ColumnKind kind) {
  if (kind == expr::ColumnKind::truth) return false;
  if (kind == expr::ColumnKind::text) return std::string();
  return 0.0;
}

bool is_attained(Combine combine) {
  using enum Combine;
  return combine == any || combine == all || combine == max || combine == min || combine == first ||
         combine == last || combine == count_distinct || combine == collect;
}

bool same(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return false;
  if (a.is<Error>()) return true;
  if (const auto* range = a.get_if<Range>())
    return range->low == b.get<Range>().low && range->high == b.get<Range>().high;
  if (const auto* number = a.get_if<double>()) return *number == b.get<double>();
  return expr::to_text(a) == expr::to_text(b);
}

Value combined(const Plan& plan, std::span<const Term> terms) {
  if (terms.empty()) return of_nothing(plan);
  const bool skips = plan.missing == Missing::zero || plan.missing == Missing::lower_bound;
  if (is_truth(plan.combine)) return junction(terms, plan.combine == Combine::any, skips);
  if (is_whole(plan.combine) && !plan.allocated)
    return plan.combine == Combine::count ? counted(terms, skips) : counted_distinct(terms, skips);
  std::vector<Value> values;
  bool unknown = false;
  for (const Term& term : terms) {
    if (term.value.is<Error>()) return term.value;
    if (term.presence == Presence::error) return Error{"the condition failed"};
    if (term.presence == Presence::yes && !term.value.is<Unknown>()) {
      values.push_back(term.value);
    } else if (plan.missing == Missing::zero && has_zero(plan)) {
      values.emplace_back(0.0);
    } else if (!skips) {
      unknown = true;
    }
  }
  if (unknown) return Unknown{};
  if (values.empty()) return of_nothing(plan);
  return combined_known(is_whole(plan.combine) ? Combine::sum : plan.combine, values);
}

}  // namespace harbinger::signal::detail
