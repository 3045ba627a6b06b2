// SPDX-License-Identifier: Apache-2.0
// The grant element of a loan: the part of its face value that its terms give away, one less the present
// value of its service over the face value.
//
//     GE = (1 - (r/a) / d) * (1 - ((1+d)^(-aG) - (1+d)^(-aM)) / (d (aM - aG)))
//
// for equal principal repayments, a times a year, the first one period after G; r the interest and
// d = (1 + discount)^(1/a) - 1 the discount rate of one period (OECD, "Grant element formula and
// examples", DAC Statistical Reporting Directives; the IMF's calculator has the same). G is what the
// directives call INT: the years to the first repayment, less one period.
#include <cmath>

#include <fmt/core.h>

#include "expr/functions/functions.hpp"

namespace harbinger::expr::functions {

namespace {

struct Loan {
  double interest;
  double maturity;
  double grace;
  double discount;
  double payments_per_year;
};

double grant_element_of(const Loan& loan) {
  const double a = loan.payments_per_year;
  const double before = a * loan.grace;
  const double repayments = a * (loan.maturity - loan.grace);
  const double r = loan.interest / a;
  // Undiscounted, nothing is given away but interest paid: on 1 until the first repayment, then falling.
  if (loan.discount == 0) return -r * (before + (repayments + 1) / 2);
  const double d = std::expm1(std::log1p(loan.discount) / a);
  const double first = std::pow(1 + d, -before);
  const double last = std::pow(1 + d, -a * loan.maturity);
  return (1 - r / d) * (1 - (first - last) / (d * repayments));
}

Value grant_element(std::span<const Value> a) {
  const auto term = [&](std::size_t i) { return a[i].get<double>(); };
  const Loan loan = {term(0) / 100, term(1), term(2), term(3) / 100, a.size() > 4 ? term(4) : 1.0};
  if (!(loan.payments_per_year > 0)) return Error{"a loan needs payments in each year"};
  if (!(loan.grace >= 0)) return Error{"a loan's grace period is no less than zero"};
  if (!(loan.maturity > loan.grace)) return Error{"a loan's maturity is longer than its grace"};
  if (!(loan.discount > -1)) return Error{"a discount rate is above -100 %"};
  return grant_element_of(loan);
}

}  // namespace

void add_loans(std::vector<Function>& out) {
  const Type number = simple(TypeKind::number);
  const std::string doc =
      "The part [.., 1] of a loan that its terms give away, from interest (%), maturity and grace "
      "(years; grace ends one payment before the first repayment), discount rate (%) and payments "
      "a year (1): grant_element(2, 20, 5, 5)";
  for (const std::size_t terms : {4u, 5u})
    out.push_back({.name = "grant_element",
                   .arguments = std::vector<Type>(terms, number),
                   .result = number,
                   .doc = doc,
                   .call = grant_element});
}

}  // namespace harbinger::expr::functions
