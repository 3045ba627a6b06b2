// SPDX-License-Identifier: Apache-2.0
#include "rule/decision_cell.hpp"

#include <array>
#include <random>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "base/date.hpp"
#include "expr/program.hpp"

using namespace harbinger;
using namespace harbinger::rule;

namespace {

struct Read {
  std::optional<Cell> cell;
  std::string told;
};

Read read(const std::string& text, InputKind kind) {
  Diagnostics diagnostics;
  Read result{read_cell(written_argument("cell", text), kind, diagnostics), {}};
  for (const Diagnostic& diagnostic : diagnostics.all()) result.told += to_text(diagnostic) + "\n";
  return result;
}

bool takes(const std::string& text, InputKind kind, const CellValue& value) {
  const Read result = read(text, kind);
  INFO(text << ": " << result.told);
  REQUIRE(result.cell.has_value());
  return may_take(*result.cell, value);
}

bool takes(const std::string& text, double number) {
  return takes(text, InputKind::number, number);
}

double day(const char* text) { return static_cast<double>(parse_day(text)->number); }

std::string condition(const std::string& text, const std::string& input, InputKind kind) {
  const Read result = read(text, kind);
  INFO(text << ": " << result.told);
  REQUIRE(result.cell.has_value());
  return condition_of(*result.cell, input, kind).value;
}

}  // namespace

TEST_CASE("A cell of numbers takes what its range, list or comparison says", "[decision_cell]") {
  CHECK(takes("-", 7));
  CHECK(takes("  ", 7));
  CHECK(takes("5", 5));
  CHECK_FALSE(takes("5", 6));
  CHECK(takes("-1.5e1", -15));
  CHECK(takes("[0..5)", 0));
  CHECK_FALSE(takes("[0..5)", 5));
  CHECK_FALSE(takes("(0..5]", 0));
  CHECK(takes("(0..5]", 5));
  CHECK_FALSE(takes("]0..5[", 0));
  CHECK(takes("]0..5[", 4.9));
  CHECK_FALSE(takes("]0..5[", 5));
  CHECK(takes("[0..)", 1e9));
  CHECK(takes("(..3]", -1e9));
  CHECK(takes("[ -2.5 .. 2.5 ]", -2.5));
  CHECK(takes(">= 5", 5));
  CHECK_FALSE(takes("> 5", 5));
  CHECK(takes("<5", 4));
  CHECK(takes("<= 5", 5));
  CHECK_FALSE(takes("!= 5", 5));
  CHECK(takes("!= 5", 4));
  CHECK(takes("1, 3, [7..9]", 8));
  CHECK_FALSE(takes("1, 3, [7..9]", 2));
  CHECK(takes("not(1, 3)", 2));
  CHECK_FALSE(takes("not(1, 3)", 3));
  CHECK_FALSE(takes("not( < 2 )", 1));
}

TEST_CASE("A cell of texts takes the texts it names, in quotes where they need them",
          "[decision_cell]") {
  const auto takes_text = [](const std::string& cell, const char* text) {
    return takes(cell, InputKind::text, std::string(text));
  };
  CHECK(takes_text("seaport", "seaport"));
  CHECK(takes_text("5", "5"));
  CHECK(takes_text("a rail post, airport", "a rail post"));
  CHECK(takes_text("'a, b', c", "a, b"));
  CHECK_FALSE(takes_text("'a, b', c", "a"));
  CHECK(takes_text("\"-\"", "-"));
  CHECK(takes_text("'it''s'", "it's"));
  CHECK(takes_text("it's, that's", "that's"));
  CHECK_FALSE(takes_text("!= seaport", "seaport"));
  CHECK_FALSE(takes_text("!= 'a, b'", "a, b"));
  CHECK(takes_text("!= 'a, b'", "a"));
  CHECK(takes_text("not(seaport, airport)", "rail"));
  CHECK(takes("true", InputKind::truth, true));
  CHECK_FALSE(takes("!= true", InputKind::truth, true));
}

TEST_CASE("A date in a cell stands for all its days", "[decision_cell]") {
  const auto takes_day = [](const char* cell, const char* text) {
    return takes(cell, InputKind::date, day(text));
  };
  CHECK(takes_day("2019-11", "2019-11-30"));
  CHECK_FALSE(takes_day("2019-11", "2019-12-01"));
  CHECK(takes_day(">= 2019", "2019-01-01"));
  CHECK_FALSE(takes_day("> 2019", "2019-12-31"));
  CHECK(takes_day("<= 2019", "2019-12-31"));
  CHECK_FALSE(takes_day("< 2019", "2019-01-01"));
  CHECK(takes_day("[2019..2020]", "2020-12-31"));
  CHECK_FALSE(takes_day("[2019..2020)", "2020-01-01"));
}

TEST_CASE("A cell becomes a condition in CEL over its input", "[decision_cell]") {
  using K = InputKind;
  CHECK(condition("-", "x", K::number) == "");
  CHECK(condition("[0..5)", "x", K::number) == "x >= 0 && x < 5");
  CHECK(condition("> 5", "x + y", K::number) == "(x + y) > 5");
  CHECK(condition("1, (2..3]", "x", K::number) == "(x == 1 || x > 2 && x <= 3)");
  CHECK(condition("not(1, 3)", "params.x", K::number) == "!(params.x == 1 || params.x == 3)");
  CHECK(condition("true", "x > 0", K::truth) == "(x > 0)");
  CHECK(condition("false", "x > 0", K::truth) == "!(x > 0)");
  CHECK(condition("!= a", "x", K::text) == "x != \"a\"");
  CHECK(condition("'a\"b\\c'", "x", K::text) == "x == \"a\\\"b\\\\c\"");
  CHECK(condition(">= 2019", "as_of", K::date) == "as_of >= \"2019-01-01\"");
  CHECK(condition("> 2019", "as_of", K::date) == "as_of > \"2019-12-31\"");
  CHECK(condition("2019-11", "as_of", K::date) ==
        "as_of >= \"2019-11-01\" && as_of <= \"2019-11-30\"");
}

TEST_CASE("In a cell in braces, input is the value of the column and nothing else is",
          "[decision_cell]") {
  using K = InputKind;
  CHECK(condition("{input > 2 * y}", "x + 1", K::number) == "((x + 1) > 2 * y)");
  CHECK(condition("{a.input == input}", "x", K::text) == "(a.input == x)");
  CHECK(condition("{input == \"input\" || input_2 == 'input'}", "x", K::text) ==
        "(x == \"input\" || input_2 == 'input')");
  CHECK(condition("{input == '\\'input' + r'\\' + input}", "x", K::text) ==
        "(x == '\\'input' + r'\\' + x)");
  CHECK(condition("{input == '''a'input''' }", "x", K::text) == "(x == '''a'input''' )");
}

TEST_CASE("A comment ends where its text does", "[decision_cell]") {
  using K = InputKind;
  CHECK(condition("> 5", "x // y", K::number) == "(x // y\n) > 5");
  CHECK(condition("{input > 5 // input}", "x", K::number) == "(x > 5 // input\n)");
  CHECK(condition("{input > 5 // it's\n && input < 9}", "x", K::number) ==
        "(x > 5 // it's\n && x < 9\n)");
  CHECK(condition("{a. input > input}", "x", K::number) == "(a. input > x)");
}

TEST_CASE("Each byte of a condition knows the place in the cell it comes from", "[decision_cell]") {
  const Read list = read("1, [7..9]", InputKind::number);
  const WrittenText text = condition_of(*list.cell, "x", InputKind::number);
  REQUIRE(text.offsets.size() == text.value.size() + 1);
  // (x == 1 || x >= 7 && x <= 9): what is of the range points at the range.
  CHECK(text.position(text.value.find("x >= 7")).column == 4);
  const Read braces = read("{input > y}", InputKind::number);
  const WrittenText cel = condition_of(*braces.cell, "long_name", InputKind::number);
  CHECK(cel.position(cel.value.find("y")).column == 10);
}

TEST_CASE("What is no cell is told with what was expected", "[decision_cell][diagnostics]") {
  const auto told = [](const std::string& cell, InputKind kind) { return read(cell, kind).told; };
  using Catch::Matchers::Contains;
  CHECK_THAT(told("many", InputKind::number),
             Contains("cell:1:1: error: expected a number, a range such as [0..5) or a comparison "
                      "such as >= 5, found 'many'"));
  CHECK_THAT(told("1, 2, x", InputKind::number), Contains("cell:1:7: error: expected a number"));
  CHECK_THAT(told("1,, 2", InputKind::number), Contains("an empty place in this list"));
  CHECK_THAT(told("[5..3]", InputKind::number),
             Contains("the range [5..3] is empty: no number lies in it"));
  CHECK_THAT(told("(5..5]", InputKind::number), Contains("is empty"));
  CHECK_THAT(told("(2019-11-01..2019-11-02)", InputKind::date), Contains("no day lies in it"));
  CHECK_THAT(told("[5..", InputKind::number), Contains("a range: [0..5)"));
  CHECK_THAT(told("[..]", InputKind::number), Contains("a range without ends"));
  CHECK_THAT(told("[0...5]", InputKind::number), Contains("a range has two dots"));
  CHECK_THAT(told("> ", InputKind::number), Contains("'>' with nothing behind it"));
  CHECK_THAT(told("> a", InputKind::text), Contains("'>' compares numbers and dates"));
  CHECK_THAT(told("yes", InputKind::truth), Contains("expected true or false, found 'yes'"));
  CHECK_THAT(told("2019-13", InputKind::date), Contains("expected a date such as 2019-11"));
  CHECK_THAT(told("not(1", InputKind::number), Contains("'not(' without its ')'"));
  CHECK_THAT(told("{input > 1", InputKind::number), Contains("'{' without its '}'"));
  CHECK_THAT(told("'a", InputKind::text), Contains("this quote is never closed"));
  CHECK_THAT(told("'a' b", InputKind::text), Contains("text behind a closing quote"));
  CHECK_THAT(told(std::string(longest_cell + 1, 'a'), InputKind::text),
             Contains("a cell of more than 4096 bytes (the limit)"));
  std::string many = "1";
  for (std::size_t i = 0; i < most_items_of_cell; ++i) many += ",1";
  CHECK_THAT(told(many, InputKind::number),
             Contains("more than 250 entries in a cell (the limit)"));
}

namespace {

/// A few words of the grammar, one after the other: now and then a cell.
std::string drawn_cell(std::mt19937& random) {
  static constexpr std::array words = {
      "[",    "(",     "]",    ")",       "..",         "5",    "-1",   "0.5",    "2e1",   ", ",
      "!= ",  "> ",    ">=",   "< ",      "<=",         "not(", "a",    "'a, b'", "\"c\"", " ",
      "true", "false", "2019", "2019-11", "2020-02-03", "-",    "it's", "\\",     "{",     "}"};
  std::string text;
  for (std::size_t left = 1 + random() % 7; left > 0; --left)
    text += words[random() % words.size()];
  if (random() % 4 == 0) text = "[" + text + ")";
  return text;
}

struct OneValue : expr::Row {
  explicit OneValue(expr::Value given) : value(std::move(given)) {}
  [[nodiscard]] expr::Value slot(std::uint32_t) const override { return value; }
  expr::Value value;
};

/// A value of the kind, as the analysis and as an expression sees it.
std::pair<CellValue, expr::Value> drawn_value(InputKind kind, std::mt19937& random) {
  static constexpr std::array texts = {"a", "a, b", "b", "c", "5", "-", "it's", "\\"};
  static constexpr std::array days = {"2018-12-31", "2019-01-01", "2019-11-01", "2019-11-30",
                                      "2019-12-31", "2020-02-03", "2021-01-01"};
  static constexpr std::array numbers = {-2.0, -1.0, 0.0, 0.5, 2.0, 5.0, 7.0, 20.0, 2019.0, 3000.0};
  if (kind == InputKind::number) {
    const double number = numbers[random() % numbers.size()];
    return {number, number};
  }
  if (kind == InputKind::truth) {
    const bool truth = random() % 2 == 0;
    return {truth, truth};
  }
  if (kind == InputKind::text) {
    const std::string text = texts[random() % texts.size()];
    return {text, text};
  }
  const Day drawn = *parse_day(days[random() % days.size()]);
  return {static_cast<double>(drawn.number), Date{drawn, drawn}};
}

}  // namespace

TEST_CASE("What a cell takes is where its condition is true", "[decision_cell][property]") {
  using expr::TypeKind;
  constexpr std::array kinds = {std::pair(InputKind::number, TypeKind::number),
                                std::pair(InputKind::truth, TypeKind::boolean),
                                std::pair(InputKind::text, TypeKind::string),
                                std::pair(InputKind::date, TypeKind::date)};
  std::size_t cells = 0;
  CHECK(rc::check("cells are their conditions", [&](std::uint32_t seed) {
    std::mt19937 random(seed);
    for (int i = 0; i < 300; ++i) {
      const auto [kind, type] = kinds[random() % kinds.size()];
      const std::string text = drawn_cell(random);
      const Read result = read(text, kind);
      RC_ASSERT(result.cell.has_value() == result.told.empty());
      if (!result.cell || result.cell->kind != Cell::Kind::values) continue;
      ++cells;
      expr::Environment environment;
      environment.declare("x", expr::simple(type));
      Diagnostics diagnostics;
      const WrittenText when = condition_of(*result.cell, "x", kind);
      RC_ASSERT(when.offsets.size() == when.value.size() + 1);
      const auto program =
          expr::check_as(TypeKind::boolean, "a cell", when, environment, diagnostics);
      if (!program) RC_FAIL(text + " as " + when.value);
      for (int k = 0; k < 8; ++k) {
        const auto [sampled, value] = drawn_value(kind, random);
        const expr::Value said = program->evaluate(OneValue(value));
        if (!said.is<bool>() || said.get<bool>() != may_take(*result.cell, sampled))
          RC_FAIL(text + " as " + when.value + " of " + expr::to_text(value));
      }
    }
  }));
  CHECK(cells > 1000);
}
