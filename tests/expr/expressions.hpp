// SPDX-License-Identifier: Apache-2.0
// What the tests of expressions share: a row of named values, and short ways to check and evaluate.
#pragma once

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "expr/program.hpp"

namespace harbinger::expr::testing {

/// Values by slot.
class ValueRow : public Row {
 public:
  ValueRow() = default;
  explicit ValueRow(std::vector<Value> values) : values_(std::move(values)) {}
  [[nodiscard]] Value slot(std::uint32_t slot) const override { return values_.at(slot); }

 private:
  std::vector<Value> values_;
};

inline std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all())
    out += diagnostic.message + (diagnostic.hint.empty() ? "" : " -- " + diagnostic.hint) + "\n";
  return out;
}

inline Program checked(const std::string& text, const Environment& environment) {
  Diagnostics diagnostics;
  auto program = check(written_argument("expr", text), environment, diagnostics);
  INFO(text << "\n" << messages(diagnostics));
  REQUIRE(program.has_value());
  return std::move(*program);
}

/// The value of a strict CEL expression without variables.
inline Value strict(const std::string& text) {
  return checked(text, Environment(Dialect::strict)).evaluate(ValueRow());
}
/// The same in the rules dialect.
inline Value rules(const std::string& text) {
  return checked(text, Environment(Dialect::rules)).evaluate(ValueRow());
}
inline std::string text_of(const std::string& text) { return to_text(strict(text)); }

inline bool is_true(const Value& value) { return value.is<bool>() && value.get<bool>(); }
inline bool is_false(const Value& value) { return value.is<bool>() && !value.get<bool>(); }
inline bool holds(const std::string& text) { return is_true(strict(text)); }
inline bool fails(const std::string& text) { return strict(text).is<Error>(); }

/// All mistakes in an expression, one a line; empty where there are none.
inline std::string mistakes(const std::string& text, const Environment& environment) {
  Diagnostics diagnostics;
  (void)check(written_argument("expr", text), environment, diagnostics);
  return messages(diagnostics);
}
inline std::string mistakes(const std::string& text) {
  return mistakes(text, Environment(Dialect::strict));
}

/// Unknown, an error, or the same value; two NaN are the same here.
inline bool same(const Value& a, const Value& b) {
  if (a.is<Error>() || b.is<Error>()) return a.is<Error>() && b.is<Error>();
  if (a.data.index() != b.data.index()) return false;
  if (const auto* number = a.get_if<double>()) {
    const double other = b.get<double>();
    return std::isnan(*number) ? std::isnan(other)
                               : *number == other && std::signbit(*number) == std::signbit(other);
  }
  return to_text(a) == to_text(b);
}

}  // namespace harbinger::expr::testing
