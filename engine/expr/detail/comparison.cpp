// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <compare>
#include <optional>

#include <fmt/core.h>

#include "base/assert.hpp"
#include "expr/detail/operations.hpp"
#include "expr/value_index.hpp"

namespace harbinger::expr::detail {

namespace {

/// An int against a double on the number line, not after rounding one of them (CEL, "Numeric Values").
std::partial_ordering on_number_line(std::int64_t whole, double real) {
  if (std::isnan(real)) return std::partial_ordering::unordered;
  // 2^63 is no int. CEL's conformance tests take it for what the greatest ints round to, and so do we.
  if (real == 0x1p63 && static_cast<double>(whole) == real)
    return std::partial_ordering::equivalent;
  if (real >= 0x1p63) return std::partial_ordering::less;
  if (real < -0x1p63) return std::partial_ordering::greater;
  const auto truncated = static_cast<std::int64_t>(real);
  if (whole != truncated) return whole <=> truncated;
  return 0.0 <=> (real - static_cast<double>(truncated));
}
std::partial_ordering on_number_line(std::uint64_t whole, double real) {
  if (std::isnan(real)) return std::partial_ordering::unordered;
  if (real >= 0x1p64) return std::partial_ordering::less;
  if (real < 0) return std::partial_ordering::greater;
  const auto truncated = static_cast<std::uint64_t>(real);
  if (whole != truncated) return whole <=> truncated;
  return 0.0 <=> (real - static_cast<double>(truncated));
}
std::partial_ordering on_number_line(std::int64_t a, std::uint64_t b) {
  if (a < 0) return std::partial_ordering::less;
  return static_cast<std::uint64_t>(a) <=> b;
}
std::partial_ordering on_number_line(std::int64_t a, std::int64_t b) { return a <=> b; }
std::partial_ordering on_number_line(std::uint64_t a, std::uint64_t b) { return a <=> b; }
std::partial_ordering on_number_line(double a, double b) { return a <=> b; }
template <class A, class B>
std::partial_ordering on_number_line(A a, B b) {
  return 0 <=> on_number_line(b, a);
}

bool is_whole_or_real(const Value& value) {
  return value.is<double>() || value.is<std::int64_t>() || value.is<std::uint64_t>();
}

template <class Visit>
auto with_number(const Value& value, Visit visit) {
  if (const auto* whole = value.get_if<std::int64_t>()) return visit(*whole);
  if (const auto* whole = value.get_if<std::uint64_t>()) return visit(*whole);
  return visit(value.get<double>());
}

std::partial_ordering number_order(const Value& a, const Value& b) {
  return with_number(
      a, [&](auto x) { return with_number(b, [&](auto y) { return on_number_line(x, y); }); });
}

Value holds(Operator op, std::partial_ordering order) {
  switch (op) {
    case Operator::equal: return order == 0;
    case Operator::not_equal: return order != 0;
    case Operator::less: return order < 0;
    case Operator::less_equal: return order <= 0;
    case Operator::greater: return order > 0;
    default: return order >= 0;
  }
}

/// Two things of which only the span is known: [a.low, a.high] against [b.low, b.high].
template <class Ends>
Value spans_compared(Operator op, const Ends& a_low, const Ends& a_high, const Ends& b_low,
                     const Ends& b_high) {
  const auto settled = [](bool yes, bool no) {
    return yes ? Value(true) : no ? Value(false) : Value(Unknown{});
  };
  const bool apart = a_high < b_low || b_high < a_low;
  const bool same = a_low == a_high && b_low == b_high && a_low == b_low;
  switch (op) {
    case Operator::equal: return settled(same, apart);
    case Operator::not_equal: return settled(apart, same);
    case Operator::less: return settled(a_high < b_low, a_low >= b_high);
    case Operator::less_equal: return settled(a_high <= b_low, a_low > b_high);
    case Operator::greater: return settled(a_low > b_high, a_high <= b_low);
    default: return settled(a_low >= b_high, a_high < b_low);
  }
}

Range as_span(const Value& value) {
  if (const auto* range = value.get_if<Range>()) return *range;
  const double number = with_number(value, [](auto x) { return static_cast<double>(x); });
  return {number, number};
}

Value ranges_compared(Operator op, const Value& a, const Value& b) {
  const Range left = as_span(a);
  const Range right = as_span(b);
  if (std::isnan(left.low) || std::isnan(right.low)) return op == Operator::not_equal;
  return spans_compared(op, left.low, left.high, right.low, right.high);
}

std::optional<std::strong_ordering> order_of_same(const Value& a, const Value& b) {
  if (a.is<bool>() && b.is<bool>()) return a.get<bool>() <=> b.get<bool>();
  if (a.is<std::string>() && b.is<std::string>())
    return a.get<std::string>().compare(b.get<std::string>()) <=> 0;
  if (a.is<Bytes>() && b.is<Bytes>())
    return a.get<Bytes>().octets.compare(b.get<Bytes>().octets) <=> 0;
  const auto in_time = [](const auto& x, const auto& y) {
    return x.seconds != y.seconds ? x.seconds <=> y.seconds : x.nanos <=> y.nanos;
  };
  if (a.is<Timestamp>() && b.is<Timestamp>())
    return in_time(a.get<Timestamp>(), b.get<Timestamp>());
  if (a.is<Duration>() && b.is<Duration>()) return in_time(a.get<Duration>(), b.get<Duration>());
  return std::nullopt;
}

Value all_of(std::span<const Value> parts) {
  Junction all(false);
  for (const Value& part : parts)
    if (all.add(part)) break;
  return all.result();
}

Value lists_equal(const std::vector<Value>& a, const std::vector<Value>& b) {
  if (a.size() != b.size()) return false;
  std::vector<Value> parts;
  for (std::size_t i = 0; i < a.size(); ++i) parts.push_back(equal(a[i], b[i]));
  return all_of(parts);
}

Value maps_equal(const Map& a, const Map& b) {
  if (a.entries->size() != b.entries->size()) return false;
  std::vector<Value> parts;
  for (const auto& [key, value] : *a.entries) {
    const Value* other = entry_of(b, key);
    if (other == nullptr) return false;
    parts.push_back(equal(value, *other));
  }
  return all_of(parts);
}

Value optionals_equal(const Optional& a, const Optional& b) {
  if (a.value == nullptr || b.value == nullptr) return a.value == b.value;
  return equal(*a.value, *b.value);
}

const std::string* id_or_text(const Value& value) {
  if (const auto* entity = value.get_if<Entity>()) return &entity->id;
  return value.get_if<std::string>();
}

/// Values that are never errors, unknown, numbers or dates.
Value others_equal(const Value& a, const Value& b) {
  if (const auto order = order_of_same(a, b)) return *order == 0;
  if (a.is<Null>() || b.is<Null>()) return a.is<Null>() && b.is<Null>();
  if (a.is<List>() && b.is<List>()) return lists_equal(*a.get<List>().items, *b.get<List>().items);
  if (a.is<Map>() && b.is<Map>()) return maps_equal(a.get<Map>(), b.get<Map>());
  if (a.is<Optional>() && b.is<Optional>())
    return optionals_equal(a.get<Optional>(), b.get<Optional>());
  if (a.is<TypeValue>() && b.is<TypeValue>())
    return a.get<TypeValue>().name == b.get<TypeValue>().name;
  const std::string* left = id_or_text(a);
  const std::string* right = id_or_text(b);
  return left != nullptr && right != nullptr && *left == *right;
}

bool is_number(const Value& value) { return is_whole_or_real(value) || value.is<Range>(); }

/// What the operator says of numbers and dates; nothing for other values.
std::optional<Value> compared_on_a_line(Operator op, const Value& a, const Value& b) {
  if (is_whole_or_real(a) && is_whole_or_real(b)) return holds(op, number_order(a, b));
  if (is_number(a) && is_number(b)) return ranges_compared(op, a, b);
  if (a.is<Date>() && b.is<Date>()) {
    const Date left = a.get<Date>();
    const Date right = b.get<Date>();
    return spans_compared(op, left.first, left.last, right.first, right.last);
  }
  return std::nullopt;
}

}  // namespace

Value equal(const Value& a, const Value& b) {
  if (a.is<Error>()) return a;
  if (b.is<Error>()) return b;
  if (a.is<Unknown>() || b.is<Unknown>()) return Unknown{};
  if (auto settled = compared_on_a_line(Operator::equal, a, b)) return std::move(*settled);
  return others_equal(a, b);
}

Value compared(Operator op, const Value& a, const Value& b) {
  if (op == Operator::equal) return equal(a, b);
  if (op == Operator::not_equal) return logical_not(equal(a, b));
  if (a.is<Error>()) return a;
  if (b.is<Error>()) return b;
  if (a.is<Unknown>() || b.is<Unknown>()) return Unknown{};
  if (auto settled = compared_on_a_line(op, a, b)) return std::move(*settled);
  if (const auto order = order_of_same(a, b)) return holds(op, *order);
  const std::array<Value, 2> operands = {a, b};
  return no_overload(sign_of(op), operands);
}

const Value* entry_of(const Map& map, const Value& key) {
  if (map.by_key != nullptr && is_hashable(key)) {
    const auto at = map.by_key->find(
        key, [&](std::size_t i) -> const Value& { return (*map.entries)[i].first; });
    return at ? &(*map.entries)[*at].second : nullptr;
  }
  for (const auto& [candidate, value] : *map.entries) {
    const Value same = equal(candidate, key);
    if (same.is<bool>() && same.get<bool>()) return &value;
  }
  return nullptr;
}

Value membership(const Value& item, const Value& collection) {
  if (item.is<Error>()) return item;
  if (collection.is<Error>()) return collection;
  // Not even an empty list settles an unknown item: to be known it might still fail.
  if (collection.is<Unknown>() || item.is<Unknown>()) return Unknown{};
  if (const auto* map = collection.get_if<Map>()) return entry_of(*map, item) != nullptr;
  if (!collection.is<List>()) {
    const std::array<Value, 2> operands = {item, collection};
    return no_overload("in", operands);
  }
  Junction any(true);
  for (const Value& candidate : *collection.get<List>().items)
    if (any.add(equal(item, candidate))) break;
  return any.result();
}

}  // namespace harbinger::expr::detail
