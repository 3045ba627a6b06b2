// SPDX-License-Identifier: Apache-2.0
// Unknown is a value: Kleene's logic, ranges, partial dates.
#include "expressions.hpp"
#include "generated_expressions.hpp"

namespace harbinger::expr {

using namespace testing;

namespace {

/// u is unknown, x is 2, r is [0.4, 0.6]; month is 2019-11, day is 2019-11-05.
struct Doubtful {
  Environment environment;
  ValueRow row;

  Doubtful() {
    environment.declare("u", simple(TypeKind::number));
    environment.declare("x", simple(TypeKind::number));
    environment.declare("r", simple(TypeKind::number));
    environment.declare("month", simple(TypeKind::date));
    environment.declare("day", simple(TypeKind::date));
    environment.declare("b", simple(TypeKind::boolean));
    row = ValueRow({Unknown{}, 2.0, Range{0.4, 0.6}, *parse_date("2019-11"),
                    *parse_date("2019-11-05"), Unknown{}});
  }
  [[nodiscard]] std::string operator()(const std::string& text) const {
    return to_text(checked(text, environment).evaluate(row));
  }
};

}  // namespace

TEST_CASE("Unknown goes through arithmetic and comparison", "[expr][unknown]") {
  const Doubtful value;
  CHECK(value("u + 1") == "unknown");
  CHECK(value("-u") == "unknown");
  CHECK(value("u > 1") == "unknown");
  CHECK(value("u == u") == "unknown");
  CHECK(value("u > 1 ? 1 : 2") == "unknown");
  CHECK(value("min(u, 1)") == "unknown");
}

TEST_CASE("Logic over unknown is Kleene's", "[expr][unknown]") {
  const Doubtful value;
  CHECK(value("b && false") == "false");
  CHECK(value("false && b") == "false");
  CHECK(value("b && true") == "unknown");
  CHECK(value("b || true") == "true");
  CHECK(value("b || false") == "unknown");
  CHECK(value("!b") == "unknown");
}

TEST_CASE("An unknown beside an error may still decide, so the whole is unknown",
          "[expr][unknown]") {
  const Doubtful value;
  // clamp() with its bounds the wrong way round is an error.
  CHECK(value("b && clamp(1, 3, 2) > 0") == "unknown");
  CHECK(value("clamp(1, 3, 2) > 0 && b") == "unknown");
  CHECK(value("clamp(1, 3, 2) > 0 && false") == "false");
  CHECK(value("u + clamp(1, 3, 2)").starts_with("error"));
}

TEST_CASE("known and default tell what is known", "[expr][unknown]") {
  const Doubtful value;
  CHECK(value("known(u)") == "false");
  CHECK(value("known(x)") == "true");
  CHECK(value("known(r)") == "true");
  CHECK(value("default(u, 7)") == "7");
  CHECK(value("default(x, 7)") == "2");
  CHECK(value("default(r, 7)") == "[0.4, 0.6]");
}

TEST_CASE("Ranges give interval arithmetic, and comparisons where they are settled",
          "[expr][range]") {
  const Doubtful value;
  CHECK(value("r + 1") == "[1.4, 1.6]");
  CHECK(value("-r") == "[-0.6, -0.4]");
  CHECK(value("r * -10") == "[-6, -4]");
  CHECK(value("1 / (r - 0.5)") == "unknown");
  CHECK(value("max(r, 0.5)") == "[0.5, 0.6]");
  CHECK(value("clamp(r, 0, 0.5)") == "[0.4, 0.5]");
  CHECK(value("abs(r - 0.5) < 0.2") == "true");
  CHECK(value("r > 0.3") == "true");
  CHECK(value("r > 0.6") == "false");
  CHECK(value("r >= 0.6") == "unknown");
  CHECK(value("r == 0.5") == "unknown");
  CHECK(value("r == 0.7") == "false");
  CHECK(value("r != 0.7") == "true");
  CHECK(value("r in [1, 2]") == "false");
}

TEST_CASE("Partial dates compare where all their days agree", "[expr][date]") {
  const Doubtful value;
  CHECK(value("month < \"2019-12\"") == "true");
  CHECK(value("month < \"2019-11-01\"") == "false");
  CHECK(value("month < \"2019-11-15\"") == "unknown");
  CHECK(value("month <= \"2019-11-30\"") == "true");
  CHECK(value("month == day") == "unknown");
  CHECK(value("day == \"2019-11-05\"") == "true");
  CHECK(value("day != \"2019-11-06\"") == "true");
  CHECK(value("month == \"2018\"") == "false");
  CHECK(value("\"2019-12\" > month") == "true");
  CHECK(value("day + days(30) == \"2019-12-05\"") == "true");
}

TEST_CASE("What is decided with unknowns stays so when they become known",
          "[expr][unknown][property]") {
  REQUIRE(rc::check("three-valued answers are sound", [] {
    ExpressionGenerator generator(true);
    const std::string text = generator.truth(*rc::gen::inRange(0, 5));
    const auto seed = *rc::gen::arbitrary<unsigned>();
    RC_LOG() << text << "\n";
    const Environment environment = generated_environment();
    Diagnostics diagnostics;
    const auto program = check(written_argument("expr", text), environment, diagnostics);
    RC_LOG() << messages(diagnostics);
    RC_ASSERT(program.has_value());
    const std::size_t rows = 60;
    const auto before = generated_columns(rows, seed, true);
    const auto filling = generated_columns(rows, seed + 1, false);
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<Value> given;
      std::vector<Value> filled;
      for (std::size_t c = 0; c < before.size(); ++c) {
        given.push_back(before[c].at(row));
        filled.push_back(given.back().is<Unknown>() ? filling[c].at(row) : given.back());
      }
      const Value early = program->evaluate(ValueRow(given));
      const Value late = program->evaluate(ValueRow(filled));
      RC_LOG() << row << ": " << to_text(early) << " then " << to_text(late) << "\n";
      if (early.is<bool>()) RC_ASSERT(same(early, late));
    }
  }));
}

TEST_CASE("A range holds every result of the numbers in it", "[expr][range][property]") {
  REQUIRE(rc::check("intervals enclose", [] {
    ExpressionGenerator generator(true);
    const auto seed = *rc::gen::arbitrary<unsigned>();
    const std::string text = generator.number(*rc::gen::inRange(0, 4));
    RC_LOG() << text << "\n";
    Diagnostics diagnostics;
    const auto program =
        check(written_argument("expr", text), generated_environment(), diagnostics);
    RC_ASSERT(program.has_value());
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(-3, 3);
    std::uniform_real_distribution<double> part(0, 1);
    for (int trial = 0; trial < 20; ++trial) {
      std::vector<Value> ranges;
      std::vector<Value> points;
      for (int c = 0; c < 3; ++c) {
        const double a = place(random);
        const double b = place(random);
        const Range range{std::min(a, b), std::max(a, b)};
        ranges.emplace_back(range);
        points.emplace_back(
            std::min(range.high, range.low + part(random) * (range.high - range.low)));
      }
      for (const Value& other :
           {Value(true), Value(false), Value(std::string("a")), Value(std::string("b"))}) {
        ranges.push_back(other);
        points.push_back(other);
      }
      const Value whole = program->evaluate(ValueRow(ranges));
      const Value point = program->evaluate(ValueRow(points));
      RC_LOG() << to_text(whole) << " for " << to_text(point) << "\n";
      if (point.is<Error>()) continue;
      RC_ASSERT(!whole.is<Error>());
      if (!point.is<double>() || std::isnan(point.get<double>())) continue;
      const double at = point.get<double>();
      const double slack = std::isinf(at) ? 0 : 1e-9 * (1 + std::abs(at));
      if (const auto* range = whole.get_if<Range>())
        RC_ASSERT(range->low <= at + slack && at <= range->high + slack);
      if (const auto* exact = whole.get_if<double>())
        RC_ASSERT(std::isnan(*exact) || *exact == at || std::abs(*exact - at) <= slack);
    }
  }));
}

}  // namespace harbinger::expr
