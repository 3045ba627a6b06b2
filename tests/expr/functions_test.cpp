// SPDX-License-Identifier: Apache-2.0
// Our own functions. Expected values by hand, or by a slow twin beside the test.
#include "expressions.hpp"

#include <set>

#include <rapidcheck.h>

namespace harbinger::expr {

using namespace testing;

namespace {

double number(const std::string& text) {
  const Value value = rules(text);
  INFO(text << " is " << to_text(value));
  REQUIRE(value.is<double>());
  return value.get<double>();
}

/// The grant element from its definition: the service of a loan of 1, discounted payment by payment.
/// Principal in equal parts, the first one payment after `grace`.
double discounted(double interest, int maturity, int grace, double discount, int a) {
  const double per_payment = std::pow(1 + discount, 1.0 / a) - 1;
  const int repayments = a * (maturity - grace);
  double outstanding = 1;
  double present_value = 0;
  for (int k = 1; k <= a * maturity; ++k) {
    const double principal = k > a * grace ? 1.0 / repayments : 0.0;
    present_value += (outstanding * interest / a + principal) / std::pow(1 + per_payment, k);
    outstanding -= principal;
  }
  return 1 - present_value;
}

}  // namespace

TEST_CASE("The grant element is one less the discounted service of the loan",
          "[expr][loan][property]") {
  REQUIRE(rc::check("formula = cash flow", [] {
    const int grace = *rc::gen::inRange(0, 15);
    const int maturity = grace + *rc::gen::inRange(1, 35);
    const int a = *rc::gen::element(1, 2, 4);
    const int interest = *rc::gen::inRange(0, 150);
    const int discount = *rc::gen::inRange(0, 150);
    const std::string text = fmt::format("grant_element({}, {}, {}, {}, {})", interest / 10.0,
                                         maturity, grace, discount / 10.0, a);
    RC_LOG() << text;
    const Value value = rules(text);
    RC_ASSERT(value.is<double>());
    const double slow = discounted(interest / 1000.0, maturity, grace, discount / 1000.0, a);
    RC_ASSERT(std::abs(value.get<double>() - slow) < 1e-9);
  }));
}

TEST_CASE("A loan at the discount rate gives nothing away, one for nothing all it can",
          "[expr][loan]") {
  CHECK(std::abs(number("grant_element(5, 20, 5, 5)")) < 1e-12);
  // Free of interest, due in full after one year at 10 %: 1 - 1/1.1.
  CHECK(number("grant_element(0, 1, 0, 10)") == Approx(1 - 1 / 1.1).epsilon(1e-12));
  CHECK(number("grant_element(0, 10, 2, 0)") == 0.0);
  CHECK(rules("grant_element(2, 5, 5, 5)").is<Error>());
  CHECK(rules("grant_element(2, 20, -1, 5)").is<Error>());
}

TEST_CASE("min, max and clamp", "[expr][function]") {
  CHECK(number("min(3, 1, 2)") == 1);
  CHECK(number("max([3, 1, 2])") == 3);
  CHECK(rules("min([])").is<Error>());
  CHECK(number("clamp(5, 0, 1)") == 1);
  CHECK(number("clamp(-5, 0, 1)") == 0);
  CHECK(rules("clamp(1, 2, 0)").is<Error>());
  CHECK(std::isnan(number("min(0 / 0, 1)")));
  CHECK(std::isnan(number("max(1, 0 / 0)")));
  CHECK(text_of("min(3, 1, 2)") == "1");
  CHECK(strict("min(3, 1, 2)").is<std::int64_t>());
}

TEST_CASE("Roots, powers and rounding", "[expr][function]") {
  CHECK(number("sqrt(9)") == 3);
  CHECK(std::isnan(number("sqrt(-1)")));
  CHECK(number("ln(exp(2))") == Approx(2).epsilon(1e-15));
  CHECK(number("pow(2, 10)") == 1024);
  CHECK(number("round(2.5)") == 3);
  CHECK(number("round(-2.5)") == -3);
  CHECK(number("floor(-2.5)") == -3);
  CHECK(number("ceil(2.1)") == 3);
  CHECK(number("abs(-2)") == 2);
  CHECK(fails("abs(-9223372036854775808)"));
}

TEST_CASE("Age and decay count from the middle of a partial date", "[expr][date]") {
  // 2019-12-31 to 2024-12-31 is 1827 days.
  CHECK(number("age(\"2019-12-31\", \"2024-12-31\")") == Approx(1827 / 365.2425).epsilon(1e-12));
  // Five years are 1826.2125 days.
  CHECK(number("decay(\"2019-12-31\", \"2024-12-31\", years(5))") ==
        Approx(std::pow(0.5, 1827 / 1826.2125)).epsilon(1e-12));
  CHECK(number("decay(\"2024-12-31\", \"2024-12-31\", years(5))") == 1);
  CHECK(number("decay(\"2025-01-01\", \"2024-12-31\", years(5))") == 0);
  CHECK(number("decay(\"2024-12-21\", \"2024-12-31\", days(10))") == 0.5);
  // 2019-11 has 30 days; its middle day is the 15th, 30 days before 2019-12-15.
  CHECK(number("decay(\"2019-11\", \"2019-12-15\", days(30))") == 0.5);
  CHECK(rules("decay(\"2019\", \"2020\", days(0))").is<Error>());
  CHECK(number("year(\"2019-11\")") == 2019);
  CHECK(strict("year(date('2019-11'))").is<std::int64_t>());
  CHECK(fails("date('2019-13')"));
  CHECK(to_text(rules("years(1)")) == "31556952s");
}

TEST_CASE("Every function tells what it does", "[expr][function]") {
  for (const Function& function : standard_functions()) {
    INFO(function.name);
    CHECK_FALSE(function.doc.empty());
    CHECK(function.call);
  }
}

}  // namespace harbinger::expr
