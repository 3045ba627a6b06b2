// SPDX-License-Identifier: Apache-2.0
// What rule files change: numeric literals take the column's type, dates may be written as texts.
#include "expressions.hpp"

namespace harbinger::expr {

using namespace testing;

TEST_CASE("Numbers in rules are doubles, also those written without a point", "[expr][rules]") {
  CHECK(to_text(rules("1 / 2")) == "0.5");
  CHECK(rules("1").is<double>());
  CHECK(to_text(rules("7 % 4")) == "3");
  CHECK(to_text(rules("size('abc') / 2")) == "1.5");
  CHECK(to_text(rules("[10, 20][1]")) == "20");
  CHECK(is_true(rules("size([1, 2]) == 2")));
  CHECK(is_true(rules("2 in [1, 2]")));
  CHECK(to_text(rules("min(4, 2.5)")) == "2.5");
  CHECK(to_text(rules("[1, 2].map(x, x / 4)")) == "[0.25, 0.5]");
}

TEST_CASE("A literal beside an int variable is an int", "[expr][rules]") {
  Environment environment;
  environment.declare("n", simple(TypeKind::integer));
  const ValueRow row({Value(std::int64_t{7})});
  CHECK(is_true(checked("n == 7", environment).evaluate(row)));
  CHECK(to_text(checked("n * 0.5", environment).evaluate(row)) == "3.5");
  CHECK(checked("n + 1", environment).type().kind == TypeKind::integer);
}

TEST_CASE("A whole number in a row fills a column of doubles", "[expr][rules]") {
  Environment environment;
  environment.declare("x", simple(TypeKind::number));
  CHECK(to_text(checked("x / 2", environment).evaluate(ValueRow({Value(std::int64_t{3})}))) ==
        "1.5");
}

TEST_CASE("An entity equals the text that is its id", "[expr][rules]") {
  Environment environment;
  environment.declare("site", simple(TypeKind::entity));
  environment.declare_field("site", "country", simple(TypeKind::entity));
  const ValueRow row({Entity{3, false, "port-of-manila"}, Entity{4, false, "phl"}});
  CHECK(is_true(checked("site == \"port-of-manila\"", environment).evaluate(row)));
  CHECK(is_true(checked("site.country != site", environment).evaluate(row)));
  CHECK(is_true(checked("site.country in [\"phl\", \"usa\"]", environment).evaluate(row)));
  CHECK(to_text(checked("site.id", environment).evaluate(row)) == "port-of-manila");
}

TEST_CASE("A function of the host is asked of the row", "[expr][rules]") {
  class Hosted : public ValueRow {
   public:
    using ValueRow::ValueRow;
    [[nodiscard]] Value call(std::uint32_t function, std::span<const Value> a) const override {
      return static_cast<double>(function) + a[0].get<double>();
    }
  };
  Environment environment;
  environment.declare("x", simple(TypeKind::number));
  environment.add_function({.name = "shifted",
                            .arguments = {simple(TypeKind::number)},
                            .result = simple(TypeKind::number),
                            .host = 10});
  const Program program = checked("shifted(x) > 11", environment);
  CHECK(is_true(program.evaluate(Hosted({Value(2.0)}))));
  CHECK(program.evaluate(Hosted({Value(Unknown{})})).is<Unknown>());
  CHECK_FALSE(program.is_columnar());
  CHECK_THROWS_AS(program.evaluate(ValueRow({Value(2.0)})), std::logic_error);
}

TEST_CASE("has() of a field asks whether it is known", "[expr][rules]") {
  Environment environment;
  environment.declare_field("site", "berths", simple(TypeKind::number));
  const Program program = checked("has(site.berths)", environment);
  CHECK(is_true(program.evaluate(ValueRow({Value(2.0)}))));
  CHECK(is_false(program.evaluate(ValueRow({Value(Unknown{})}))));
}

TEST_CASE("The clauses of a condition tell what they read", "[expr][clauses]") {
  Environment environment;
  environment.declare("deliveries", simple(TypeKind::number));
  environment.declare("share", simple(TypeKind::number));
  environment.declare("allied", simple(TypeKind::boolean));
  const ValueRow row({Value(2.0), Value(Unknown{}), Value(true)});
  const auto clauses =
      checked("(deliveries + 1) * 2 > 3 && !(allied || 0.5 <= share)", environment).clauses(row);
  REQUIRE(clauses.size() == 3);
  CHECK(clauses[0].text == "(deliveries + 1) * 2 > 3");
  CHECK(clauses[0].left == "(deliveries + 1) * 2");
  CHECK(clauses[0].comparison == ">");
  CHECK(to_text(clauses[0].read) == "6");
  CHECK(to_text(clauses[0].threshold) == "3");
  CHECK(is_true(clauses[0].result));
  CHECK(clauses[0].wanted);
  CHECK(clauses[1].left == "allied");
  CHECK(clauses[1].comparison.empty());
  CHECK_FALSE(clauses[1].wanted);
  CHECK(clauses[2].text == "0.5 <= share");
  CHECK(clauses[2].left == "share");
  CHECK(clauses[2].comparison == ">=");
  CHECK(to_text(clauses[2].threshold) == "0.5");
  CHECK(clauses[2].result.is<Unknown>());
}

}  // namespace harbinger::expr
