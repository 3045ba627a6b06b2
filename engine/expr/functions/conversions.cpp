// SPDX-License-Identifier: Apache-2.0
// Conversions of CEL's standard library (language definition, "List of Standard Definitions"). What does
// not fit is an error, never a wrapped or cut value.
#include <charconv>
#include <cmath>

#include <fmt/core.h>

#include "base/utf8.hpp"
#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/time_text.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

Error no_conversion(const Value& value, std::string_view type) {
  return {fmt::format("'{}' is no {}", detail::shortened(value), type)};
}

/// All of the text as one number, a plus sign allowed.
template <class Number>
Value number_from(const Value& value, std::string_view type) {
  std::string_view text = value.get<std::string>();
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  Number number{};
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || text.empty())
    return no_conversion(value, type);
  return number;
}

Value to_int(Arguments a) {
  const Value& value = a[0];
  if (const auto* natural = value.get_if<std::uint64_t>())
    return *natural <= INT64_MAX ? Value(static_cast<std::int64_t>(*natural))
                                 : Value(no_conversion(value, "int: it is out of range"));
  if (const auto* real = value.get_if<double>())
    return *real > -0x1p63 && *real < 0x1p63
               ? Value(static_cast<std::int64_t>(*real))
               : Value(no_conversion(value, "int: it is out of range"));
  if (const auto* time = value.get_if<Timestamp>()) return time->seconds;
  if (value.is<std::string>()) return number_from<std::int64_t>(value, "int");
  return value;
}

Value to_uint(Arguments a) {
  const Value& value = a[0];
  if (const auto* whole = value.get_if<std::int64_t>())
    return *whole >= 0 ? Value(static_cast<std::uint64_t>(*whole))
                       : Value(no_conversion(value, "uint: it is out of range"));
  if (const auto* real = value.get_if<double>())
    return *real >= 0 && *real < 0x1p64 ? Value(static_cast<std::uint64_t>(*real))
                                        : Value(no_conversion(value, "uint: it is out of range"));
  if (value.is<std::string>()) return number_from<std::uint64_t>(value, "uint");
  return value;
}

Value to_double(Arguments a) {
  if (a[0].is<std::string>()) return number_from<double>(a[0], "double");
  return detail::as_number(a[0]);
}

Value to_string(Arguments a) {
  if (const auto* bytes = a[0].get_if<Bytes>()) {
    if (first_invalid_utf8(bytes->octets)) return Error{"these bytes are not UTF-8"};
    return bytes->octets;
  }
  if (const auto* real = a[0].get_if<double>()) {
    if (std::isnan(*real)) return std::string("NaN");
    if (std::isinf(*real)) return std::string(*real > 0 ? "+Inf" : "-Inf");
  }
  return to_text(a[0]);
}

Value to_bool(Arguments a) {
  if (a[0].is<bool>()) return a[0];
  const std::string& text = a[0].get<std::string>();
  for (const char* yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (text == yes) return true;
  for (const char* no : {"0", "f", "F", "false", "FALSE", "False"})
    if (text == no) return false;
  return no_conversion(a[0], "bool");
}

Value to_bytes(Arguments a) {
  if (a[0].is<Bytes>()) return a[0];
  return Bytes{a[0].get<std::string>()};
}

Value type_of(Arguments a) { return TypeValue{type_name(a[0])}; }
Value itself(Arguments a) { return a[0]; }

void add(std::vector<Function>& out, const std::string& name, TypeKind result,
         const std::string& doc, Value (*call)(Arguments), std::initializer_list<TypeKind> from) {
  for (const TypeKind kind : from)
    out.push_back({.name = name,
                   .arguments = {simple(kind)},
                   .result = simple(result),
                   .doc = doc,
                   .call = call});
}

}  // namespace

void add_conversions(std::vector<Function>& out) {
  using enum TypeKind;
  add(out, "int", integer, "A whole number, cut toward zero: int(3.9) is 3.", to_int,
      {integer, unsigned_integer, number, string, timestamp});
  add(out, "uint", unsigned_integer, "A whole number that is never negative: uint(3) is 3u.",
      to_uint, {unsigned_integer, integer, number, string});
  add(out, "double", number, "A number with a fraction: double(\"2.5\") is 2.5.", to_double,
      {number, integer, unsigned_integer, string});
  add(out, "string", string, "A value as text: string(3.5) is \"3.5\".", to_string,
      {string, integer, unsigned_integer, number, boolean, bytes, timestamp, duration, date,
       entity});
  add(out, "bool", boolean, "A truth value: bool(\"true\") is true.", to_bool, {boolean, string});
  add(out, "bytes", bytes, "The octets of a text: bytes(\"a\") is b\"a\".", to_bytes,
      {bytes, string});
  out.push_back({.name = "type",
                 .arguments = {simple(dyn)},
                 .result = simple(type),
                 .doc = "The type of a value: type(1.5) == double",
                 .call = type_of,
                 .takes_range = true});
  out.push_back({.name = "dyn",
                 .arguments = {simple(dyn)},
                 .result = simple(dyn),
                 .doc = "The value itself, its type left to run time: dyn(x)",
                 .call = itself,
                 .takes_unknown = true,
                 .takes_range = true});
}

}  // namespace harbinger::expr::functions
