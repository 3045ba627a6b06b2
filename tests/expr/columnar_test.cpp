// SPDX-License-Identifier: Apache-2.0
// The columnar back end against its slow twin, the scalar one, row by row.
#include <iostream>

#include "expressions.hpp"
#include "generated_expressions.hpp"
#include "wide_expressions.hpp"

namespace harbinger::expr {

using namespace testing;

namespace {

std::vector<const Column*> pointers_to(const std::vector<Column>& columns) {
  std::vector<const Column*> out;
  for (const Column& column : columns) out.push_back(&column);
  return out;
}

ValueRow row_of(const std::vector<Column>& columns, std::size_t row) {
  std::vector<Value> values;
  for (const Column& column : columns) values.push_back(column.at(row));
  return ValueRow(std::move(values));
}

bool same_bits(const Bits& a, const Bits& b) { return a == b; }

/// Whether two columns are the same in every part, so that nothing of how one was made shows.
bool same_column(const Column& a, const Column& b) {
  const bool numbers = std::equal(a.numbers.begin(), a.numbers.end(), b.numbers.begin(),
                                  b.numbers.end(), [](double x, double y) { return same(x, y); });
  const bool dictionaries = (a.dictionary == nullptr) == (b.dictionary == nullptr) &&
                            (a.dictionary == nullptr || *a.dictionary == *b.dictionary);
  return a.kind == b.kind && numbers && dictionaries && a.uppers == b.uppers &&
         a.codes == b.codes && same_bits(a.truths, b.truths) && same_bits(a.known, b.known) &&
         same_bits(a.errors, b.errors);
}

/// A whole number is a double in a column, and what a `dyn` turns out to be may be no value of the column.
Value in_column(ColumnKind kind, Value value) {
  if (const auto* whole = value.get_if<std::int64_t>()) value = static_cast<double>(*whole);
  if (const auto* whole = value.get_if<std::uint64_t>()) value = static_cast<double>(*whole);
  const bool fits = kind == ColumnKind::number  ? value.is<double>() || value.is<Range>()
                    : kind == ColumnKind::truth ? value.is<bool>()
                                                : value.is<std::string>();
  return fits || value.is<Unknown>() ? value : Value(Error{"not of the column's type"});
}

/// Where the two back ends first differ; empty where they agree.
std::string difference(const Program& program, const std::vector<Column>& columns,
                       std::size_t rows) {
  const Column result = program.evaluate(pointers_to(columns), rows);
  if (result.size() != rows) return "wrong number of rows";
  std::vector<Value> values;
  for (std::size_t row = 0; row < rows; ++row) {
    const Value fast = result.at(row);
    values.push_back(program.evaluate(row_of(columns, row)));
    Value& slow = values.back();
    slow = in_column(result.kind, std::move(slow));
    if (!same(fast, slow))
      return fmt::format("row {}: columns say {}, the row says {}", row, to_text(fast),
                         to_text(slow));
  }
  return same_column(result, column_of(result.kind, values)) ? "" : "columns of another make";
}

const std::vector<std::size_t> few_rows = {0, 1, 2, 5, 9, 17, 33, 65};
const std::vector<std::size_t> many_rows = {63, 64, 300, 1023, 1024, 1025, 2100};

/// Draws so many expressions of all kinds, and counts each production drawn.
bool agree(int expressions, const std::vector<std::size_t>& row_counts,
           WideExpressions::Drawn& drawn) {
  const Environment environment = generated_environment();
  const auto property = [&] {
    WideExpressions wide(
        [](int n) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, n)); }, drawn);
    const int depth = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(1, 4));
    const int kind = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 3));
    constexpr std::array types = {TypeKind::boolean, TypeKind::number, TypeKind::string};
    const std::string text = kind == 0   ? wide.truth(depth)
                             : kind == 1 ? wide.number(depth)
                                         : wide.text(depth);
    const std::size_t rows = *rc::gen::elementOf(row_counts);
    const auto seed = *rc::gen::arbitrary<unsigned>();
    RC_LOG() << text << "\nrows " << rows << "\n";
    Diagnostics diagnostics;
    const auto program = check_as(types[static_cast<std::size_t>(kind)], "it",
                                  written_argument("expr", text), environment, diagnostics);
    RC_LOG() << messages(diagnostics);
    RC_ASSERT(program.has_value());
    RC_LOG() << program->why_not() << "\n";
    RC_ASSERT(program->is_columnar());
    const std::string differs = difference(*program, generated_columns(rows, seed, true), rows);
    RC_LOG() << differs;
    RC_ASSERT(differs.empty());
  };
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = expressions;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  rc::detail::printResultMessage(result, std::cerr);
  std::cerr << std::endl;
  return result.is<rc::detail::SuccessResult>();
}

}  // namespace

TEST_CASE("Columns and rows agree on generated expressions", "[expr][columnar][property]") {
  WideExpressions::Drawn drawn;
  REQUIRE(agree(2000, few_rows, drawn));
  REQUIRE(agree(150, many_rows, drawn));
}

TEST_CASE("Columns and rows agree on a hundred thousand expressions of every kind",
          "[expr][columnar][property][slow]") {
  WideExpressions::Drawn drawn;
  REQUIRE(agree(100'000, few_rows, drawn));
  for (const std::string& name : WideExpressions([](int) { return 0; }, drawn).names()) {
    INFO(name);
    CHECK(drawn[name] > 100);
  }
}

TEST_CASE("A comparison whose constant stands first stays unknown while a choice is made of it",
          "[expr][columnar]") {
  const Environment environment = generated_environment();
  Diagnostics diagnostics;
  const auto program =
      check_as(TypeKind::number, "it", written_argument("expr", "0 < abs(n0) ? abs(n2) : n1"),
               environment, diagnostics);
  REQUIRE(program.has_value());
  REQUIRE(program->is_columnar());
  for (const unsigned seed : {0u, 1u, 2u})
    CHECK(difference(*program, generated_columns(65, seed, true), 65) == "");
}

TEST_CASE("A column with ranges is evaluated row by row, to the same values", "[expr][columnar]") {
  Environment environment;
  environment.declare("share", simple(TypeKind::number));
  const Program program = checked("share > 0.5", environment);
  REQUIRE(program.is_columnar());
  const Column shares =
      column_of(ColumnKind::number,
                {Value(Range{0.4, 0.6}), Value(Range{0.6, 0.7}), Value(0.2), Value(Unknown{})});
  REQUIRE_FALSE(shares.uppers.empty());
  const Column result = program.evaluate(pointers_to({shares}), 4);
  CHECK(result.at(0).is<Unknown>());
  CHECK(is_true(result.at(1)));
  CHECK(is_false(result.at(2)));
  CHECK(result.at(3).is<Unknown>());
}

TEST_CASE("A program that columns cannot hold says what it reads", "[expr][columnar]") {
  Environment environment;
  environment.declare("as_of", simple(TypeKind::date));
  environment.declare("shares", list_of(simple(TypeKind::number)));
  const Program dated = checked("as_of > \"2020\"", environment);
  CHECK_FALSE(dated.is_columnar());
  CHECK(dated.why_not() == "'as_of' is a date, which has no column");
  CHECK_FALSE(checked("shares.exists(s, s > 1)", environment).is_columnar());
  CHECK(checked("[1, 2]", environment).why_not() ==
        "its value is a list(double), which has no column");
}

TEST_CASE("Unknown and failed rows leave no number behind", "[expr][columnar]") {
  Environment environment;
  environment.declare("x", simple(TypeKind::number));
  const Column x =
      column_of(ColumnKind::number, {Value(2.0), Value(Unknown{}), Value(Error{"no"})});
  const Column result = checked("x * 2", environment).evaluate(pointers_to({x}), 3);
  CHECK(result.numbers == std::vector<double>{4.0, 0.0, 0.0});
  CHECK(result.errors[2]);
  CHECK_FALSE(result.known[2]);
}

TEST_CASE("A program whose day and lists are given reads them no more, and is columnar",
          "[expr][columnar]") {
  Environment environment;
  const std::uint32_t x = environment.declare("x", simple(TypeKind::number));
  const std::uint32_t as_of = environment.declare("as_of", simple(TypeKind::date));
  const std::uint32_t watched = environment.declare("watched", list_of(simple(TypeKind::number)));
  const Program open = checked("x in watched && as_of > \"2020\" && year(as_of) > x", environment);
  const Date day = {parse_date("2021-05-01")->first, parse_date("2021-05-01")->last};
  const auto list = std::make_shared<const std::vector<Value>>(std::vector<Value>{1.0, 4.0});
  const std::vector<std::pair<std::uint32_t, Value>> constants = {{as_of, Value(day)},
                                                                  {watched, Value(List{list})}};
  const Program program = open.with_constants(constants);
  CHECK(program.is_columnar());
  CHECK(std::vector(program.slots().begin(), program.slots().end()) == std::vector{x});
  const Column result =
      program.evaluate(pointers_to({column_of(ColumnKind::number, {Value(4.0), Value(3.0)})}), 2);
  CHECK(is_true(result.at(0)));
  CHECK(is_false(result.at(1)));
  CHECK_FALSE(open.is_columnar());
}

TEST_CASE("A text column lists its texts in the order in which they first appear",
          "[expr][columnar]") {
  Environment environment;
  environment.declare("s", simple(TypeKind::string));
  const Column s = column_of(ColumnKind::text, {Value(Unknown{}), Value(std::string("b")),
                                                Value(std::string("a")), Value(std::string("B"))});
  const Column result =
      checked("s.upperAscii() + \"!\"", environment).evaluate(pointers_to({s}), 4);
  CHECK(*result.dictionary == std::vector<std::string>{"B!", "A!"});
  CHECK(result.codes == std::vector<std::uint32_t>{0, 0, 1, 0});
}

TEST_CASE("Columns joined are the column of all their values", "[expr][columnar]") {
  const auto text = [](const char* t) { return Value(std::string(t)); };
  const std::vector<Value> texts = {Value(Unknown{}), text("b"), text("a"), Value(Error{"no"}),
                                    text("c"),        text("b"), text("a")};
  const std::vector<Value> numbers = {Value(1.0), Value(Unknown{}), Value(Range{2, 3}), Value(4.0)};
  const auto joined = [](ColumnKind kind, const std::vector<Value>& values, std::size_t at) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<Column> parts = {column_of(kind, std::vector<Value>(values.begin(), middle)),
                                       column_of(kind, std::vector<Value>(middle, values.end()))};
    return concatenated(kind, parts);
  };
  for (std::size_t at = 0; at <= texts.size(); ++at)
    CHECK(same_column(joined(ColumnKind::text, texts, at), column_of(ColumnKind::text, texts)));
  for (std::size_t at = 0; at <= numbers.size(); ++at)
    CHECK(same_column(joined(ColumnKind::number, numbers, at),
                      column_of(ColumnKind::number, numbers)));
}

TEST_CASE("A dyn number leaves an error where it is none", "[expr][columnar]") {
  Environment environment;
  environment.declare("x", simple(TypeKind::number));
  Diagnostics diagnostics;
  const auto program = check_as(TypeKind::number, "it", written_argument("expr", "[x, \"a\"][x]"),
                                environment, diagnostics);
  REQUIRE(program.has_value());
  CHECK(program->is_columnar());
  const Column x = column_of(ColumnKind::number, {Value(0.0), Value(1.0), Value(Unknown{})});
  const Column result = program->evaluate(pointers_to({x}), 3);
  CHECK(result.known[0]);
  CHECK(result.errors[1]);
  CHECK_FALSE((result.known[2] || result.errors[2]));
}

}  // namespace harbinger::expr
