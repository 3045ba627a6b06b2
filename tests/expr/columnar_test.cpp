// SPDX-License-Identifier: Apache-2.0
// The columnar back end against its slow twin, the scalar one, row by row.
#include "expressions.hpp"
#include "generated_expressions.hpp"

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

/// Where the two back ends first differ; empty where they agree.
std::string difference(const Program& program, const std::vector<Column>& columns,
                       std::size_t rows) {
  const Column result = program.evaluate(pointers_to(columns), rows);
  if (result.size() != rows) return "wrong number of rows";
  for (std::size_t row = 0; row < rows; ++row) {
    const Value fast = result.at(row);
    const Value slow = program.evaluate(row_of(columns, row));
    if (!same(fast, slow))
      return fmt::format("row {}: columns say {}, the row says {}", row, to_text(fast),
                         to_text(slow));
    if (result.known[row] && result.errors[row]) return "a failed row is known";
  }
  return {};
}

bool agrees(bool want_number) {
  return rc::check(want_number ? "columns = rows, numbers" : "columns = rows, truth values", [=] {
    ExpressionGenerator generator(false);
    const int depth = *rc::gen::inRange(0, 5);
    const std::string text = want_number ? generator.number(depth) : generator.truth(depth);
    const std::size_t rows =
        *rc::gen::element<std::size_t>(0, 1, 63, 64, 65, 300, 1023, 1024, 1025, 2100);
    const auto seed = *rc::gen::arbitrary<unsigned>();
    RC_LOG() << text << "\nrows " << rows << "\n";
    const Environment environment = generated_environment();
    Diagnostics diagnostics;
    const auto program = check(written_argument("expr", text), environment, diagnostics);
    RC_LOG() << messages(diagnostics);
    RC_ASSERT(program.has_value());
    RC_LOG() << program->why_not() << "\n";
    RC_ASSERT(program->is_columnar());
    const auto columns = generated_columns(rows, seed, true);
    const std::string differs = difference(*program, columns, rows);
    RC_LOG() << differs;
    RC_ASSERT(differs.empty());
  });
}

}  // namespace

TEST_CASE("Columns and rows give the same truth values", "[expr][columnar][property]") {
  REQUIRE(agrees(false));
}

TEST_CASE("Columns and rows give the same numbers", "[expr][columnar][property]") {
  REQUIRE(agrees(true));
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

}  // namespace harbinger::expr
