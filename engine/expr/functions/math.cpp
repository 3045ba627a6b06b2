// SPDX-License-Identifier: Apache-2.0
// CEL's extension `math`: the greatest and least of numbers of any type, rounding, tests of doubles, bits.
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/functions/real_functions.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

const Type dyn = simple(TypeKind::dyn);
const Type integer = simple(TypeKind::integer);
const Type natural = simple(TypeKind::unsigned_integer);
const Type number = simple(TypeKind::number);
const Type truth = simple(TypeKind::boolean);

bool is_number(const Value& value) {
  return value.is<std::int64_t>() || value.is<std::uint64_t>() || value.is<double>();
}

/// The greatest (op >) or least (op <) of the arguments, or of the one list among them; the first of equals.
Value extreme(const char* name, detail::Operator op, Arguments a) {
  if (a.size() == 1 && a[0].is<List>()) a = *a[0].get<List>().items;
  if (a.empty()) return Error{fmt::format("'{}' needs at least one number", name)};
  const Value* best = nullptr;
  for (const Value& candidate : a) {
    if (candidate.is<Unknown>()) return Unknown{};
    if (!is_number(candidate)) return detail::no_overload(name, std::span(&candidate, 1));
    const Value better = best == nullptr ? Value(true) : detail::compared(op, candidate, *best);
    if (better.get<bool>()) best = &candidate;
  }
  return *best;
}

Value greatest(Arguments a) { return extreme("math.greatest", detail::Operator::greater, a); }
Value least(Arguments a) { return extreme("math.least", detail::Operator::less, a); }

template <double (*f)(double)>
Value real(Arguments a) {
  return f(a[0].get<double>());
}
inline double cut(double x) { return std::trunc(x); }

template <bool (*test)(double)>
Value tested(Arguments a) {
  return test(a[0].get<double>());
}
bool is_nan(double x) { return std::isnan(x); }
bool is_infinite(double x) { return std::isinf(x); }
bool is_finite(double x) { return std::isfinite(x); }

Value square_root_of(Arguments a) { return square_root(detail::as_number(a[0]).get<double>()); }

Value size_of(Arguments a) {
  if (const auto* real = a[0].get_if<double>()) return std::fabs(*real);
  if (a[0].is<std::uint64_t>()) return a[0];
  const std::int64_t whole = a[0].get<std::int64_t>();
  if (whole == std::numeric_limits<std::int64_t>::min())
    return Error{"integer overflow in 'math.abs'"};
  return whole < 0 ? -whole : whole;
}

Value sign_of(Arguments a) {
  if (const auto* real = a[0].get_if<double>())
    return std::isnan(*real) ? *real : *real > 0 ? 1.0 : *real < 0 ? -1.0 : 0.0;
  if (const auto* count = a[0].get_if<std::uint64_t>()) return std::uint64_t{*count > 0 ? 1u : 0u};
  const std::int64_t whole = a[0].get<std::int64_t>();
  return std::int64_t{whole > 0 ? 1 : whole < 0 ? -1 : 0};
}

/// The bits of an int or uint.
std::uint64_t bits(const Value& value) {
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<std::uint64_t>(*whole);
  return value.get<std::uint64_t>();
}
/// Bits as a value of the type of `like`.
Value as(const Value& like, std::uint64_t pattern) {
  if (like.is<std::int64_t>()) return static_cast<std::int64_t>(pattern);
  return pattern;
}

Value bit_and(Arguments a) { return as(a[0], bits(a[0]) & bits(a[1])); }
Value bit_or(Arguments a) { return as(a[0], bits(a[0]) | bits(a[1])); }
Value bit_xor(Arguments a) { return as(a[0], bits(a[0]) ^ bits(a[1])); }
Value bit_not(Arguments a) { return as(a[0], ~bits(a[0])); }

/// Zeros come in from the other side; 64 places and more leave none of the bits.
template <bool left>
Value shifted(Arguments a) {
  const std::int64_t places = a[1].get<std::int64_t>();
  if (places < 0) return Error{fmt::format("bits cannot be shifted by {} places", places)};
  if (places >= 64) return as(a[0], 0);
  return as(a[0], left ? bits(a[0]) << places : bits(a[0]) >> places);
}

class Adder {
 public:
  explicit Adder(std::vector<Function>& out) : out_(out) {}

  void add(const std::string& name, std::vector<Type> arguments, const Type& result,
           Value (*call)(Arguments), const std::string& doc, bool variadic = false) {
    out_.push_back({.name = "math." + name,
                    .arguments = std::move(arguments),
                    .variadic = variadic,
                    .result = result,
                    .doc = doc,
                    .call = call});
  }
  /// One overload for each type, which is that of the result too.
  void add_alike(const std::string& name, std::initializer_list<Type> types, std::size_t arguments,
                 Value (*call)(Arguments), const std::string& doc) {
    for (const Type& type : types) add(name, std::vector<Type>(arguments, type), type, call, doc);
  }

 private:
  std::vector<Function>& out_;
};

}  // namespace

void add_math(std::vector<Function>& out) {
  Adder math(out);
  const std::string greatest_doc = "The greatest of numbers: math.greatest(1, 2.5, 2u) is 2.5.";
  const std::string least_doc = "The least of numbers: math.least([3, 1]) is 1.";
  math.add("greatest", {dyn}, dyn, greatest, greatest_doc, true);
  math.add("least", {dyn}, dyn, least, least_doc, true);
  math.add("ceil", {number}, number, real<round_up>,
           "The whole number above: math.ceil(1.2) is 2.0.");
  math.add("floor", {number}, number, real<round_down>,
           "The whole number below: math.floor(1.2) is 1.0.");
  math.add("round", {number}, number, real<rounded>,
           "The nearest whole number, halves away from zero: math.round(1.5) is 2.0.");
  math.add("trunc", {number}, number, real<cut>, "The whole part: math.trunc(-1.7) is -1.0.");
  for (const Type& type : {number, integer, natural})
    math.add("sqrt", {type}, number, square_root_of, "The square root: math.sqrt(9) is 3.0.");
  math.add_alike("abs", {number, integer, natural}, 1, size_of,
                 "The size of a number: math.abs(-1) is 1.");
  math.add_alike("sign", {number, integer, natural}, 1, sign_of,
                 "-1, 0 or 1, of the number's type: math.sign(-2.5) is -1.0.");
  math.add("isNaN", {number}, truth, tested<is_nan>,
           "Whether it is no number: math.isNaN(0.0 / 0.0)");
  math.add("isInf", {number}, truth, tested<is_infinite>,
           "Whether it is infinite: math.isInf(1.0 / 0.0)");
  math.add("isFinite", {number}, truth, tested<is_finite>,
           "Whether it is neither: math.isFinite(1.5)");
  math.add_alike("bitAnd", {integer, natural}, 2, bit_and,
                 "Bits that are set in both: math.bitAnd(6, 3) is 2.");
  math.add_alike("bitOr", {integer, natural}, 2, bit_or,
                 "Bits that are set in either: math.bitOr(6, 3) is 7.");
  math.add_alike("bitXor", {integer, natural}, 2, bit_xor,
                 "Bits that are set in one: math.bitXor(6, 3) is 5.");
  math.add_alike("bitNot", {integer, natural}, 1, bit_not,
                 "All bits turned: math.bitNot(0) is -1.");
  for (const Type& type : {integer, natural}) {
    math.add("bitShiftLeft", {type, integer}, type, shifted<true>,
             "Bits moved up: math.bitShiftLeft(1, 3) is 8.");
    math.add("bitShiftRight", {type, integer}, type, shifted<false>,
             "Bits moved down, zeros behind them: math.bitShiftRight(8, 3) is 1.");
  }
}

}  // namespace harbinger::expr::functions
