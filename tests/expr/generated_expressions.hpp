// SPDX-License-Identifier: Apache-2.0
// Random expressions in the rules dialect, over columns n0..n2 (numbers), t0, t1 (truth values) and
// s0, s1 (texts); and random columns for them, with unknown rows, failed rows, NaN and infinities.
#pragma once

#include <rapidcheck.h>

#include <limits>
#include <random>
#include <string>
#include <vector>

#include "expr/program.hpp"

namespace harbinger::expr::testing {

inline Environment generated_environment() {
  Environment environment(Dialect::rules);
  for (const char* name : {"n0", "n1", "n2"}) environment.declare(name, simple(TypeKind::number));
  for (const char* name : {"t0", "t1"}) environment.declare(name, simple(TypeKind::boolean));
  for (const char* name : {"s0", "s1"}) environment.declare(name, simple(TypeKind::string));
  return environment;
}

/// Draws expressions; `monotone` leaves out what may tell unknown from known (known, default, has).
class ExpressionGenerator {
 public:
  explicit ExpressionGenerator(bool monotone) : monotone_(monotone) {}

  std::string truth(int depth) {
    if (depth <= 0) return pick({"t0", "t1", "true", "false", "n0 > 1", "s0 == \"a\""});
    const int d = depth - 1;
    switch (*rc::gen::inRange(0, monotone_ ? 14 : 17)) {
      case 0: return "(" + truth(d) + " && " + truth(d) + ")";
      case 1: return "(" + truth(d) + " || " + truth(d) + " || " + truth(d) + ")";
      case 2: return "!" + atom(truth(d));
      case 3: return "(" + truth(d) + " ? " + truth(d) + " : " + truth(d) + ")";
      case 4: return atom(truth(d)) + pick({" == ", " != "}) + atom(truth(d));
      case 5: return number(d) + " in [0, 1, 2.5, 1e9]";
      case 6: return text() + pick({" == ", " != "}) + text();
      case 7: return text() + " in [\"a\", \"bb\"]";
      case 8:
        return pick({"s0", "s1"}) + pick({".startsWith(\"a\")", ".contains(\"b\")",
                                          ".matches(\"^b+$\")", ".size() > 1"});
      case 9: return number(d) + " in []";
      case 14: return "known(" + (coin() ? number(d) : truth(d)) + ")";
      case 15: return "default(" + truth(d) + ", " + truth(d) + ")";
      case 16: return "known(" + text() + ")";
      default: return number(d) + comparison() + number(d);
    }
  }

  std::string number(int depth) {
    if (depth <= 0) return pick({"n0", "n1", "n2", "0", "1", "-2.5", "3", "0.5"});
    const int d = depth - 1;
    switch (*rc::gen::inRange(0, monotone_ ? 12 : 13)) {
      case 0:
      case 1: return "(" + number(d) + " + " + number(d) + ")";
      case 2: return "(" + number(d) + " - " + number(d) + ")";
      case 3: return "(" + number(d) + " * " + number(d) + ")";
      case 4: return "(" + number(d) + " / " + number(d) + ")";
      case 5: return "(" + number(d) + " % " + number(d) + ")";
      case 6: return "(" + truth(d) + " ? " + number(d) + " : " + number(d) + ")";
      case 7: return pick({"min(", "max("}) + number(d) + ", " + number(d) + ", " + number(d) + ")";
      case 8: return "clamp(" + number(d) + ", " + number(d) + ", " + number(d) + ")";
      case 9:
        return pick({"abs(", "floor(", "ceil(", "round(", "sqrt(", "exp(", "ln(", "-("}) +
               number(d) + ")";
      case 10:
        return pick({"pow(" + number(d) + ", 2)", "grant_element(2, 20, " + number(d) + ", 5)"});
      case 11: return pick({"size(s0)", "size(s1) * 2"});
      default: return "default(" + number(d) + ", " + number(d) + ")";
    }
  }

 private:
  static bool coin() { return *rc::gen::inRange(0, 2) == 1; }
  static std::string pick(std::vector<std::string> choices) {
    return choices[static_cast<std::size_t>(
        *rc::gen::inRange(0, static_cast<int>(choices.size())))];
  }
  static std::string atom(const std::string& text) { return "(" + text + ")"; }
  std::string text() { return pick({"s0", "s1", "\"a\"", "\"bb\""}); }
  static std::string comparison() { return pick({" < ", " <= ", " > ", " >= ", " == ", " != "}); }

  bool monotone_;
};

/// Columns for generated_environment(), from a seed.
inline std::vector<Column> generated_columns(std::size_t rows, unsigned seed, bool errors) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return random() % n; };
  const double numbers[] = {0.0,
                            -0.0,
                            1.0,
                            2.5,
                            -2.5,
                            3.0,
                            1e9,
                            1e-9,
                            -1.0,
                            std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity(),
                            9.3e18,
                            2.0};
  const char* texts[] = {"a",  "b",       "bb",         "abc",     "",
                         "12", "2019-11", "2019-11-05", "d\u00e9", "2009-02-13T23:31:30Z"};
  std::vector<Column> columns;
  for (int c = 0; c < 7; ++c) {
    const ColumnKind kind = c < 3   ? ColumnKind::number
                            : c < 5 ? ColumnKind::truth
                                    : ColumnKind::text;
    const unsigned unknown_in = below(3) == 0 ? 1000000 : 4;  // Some columns are known throughout.
    std::vector<Value> values;
    for (std::size_t row = 0; row < rows; ++row) {
      if (below(unknown_in) == 0)
        values.emplace_back(Unknown{});
      else if (errors && below(10) == 0)
        values.emplace_back(Error{"given"});
      else if (kind == ColumnKind::number)
        values.emplace_back(numbers[below(14)]);
      else if (kind == ColumnKind::truth)
        values.emplace_back(below(2) == 0);
      else
        values.emplace_back(std::string(texts[below(10)]));
    }
    columns.push_back(column_of(kind, values));
  }
  return columns;
}

}  // namespace harbinger::expr::testing
