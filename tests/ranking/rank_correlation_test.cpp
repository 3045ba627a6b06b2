// SPDX-License-Identifier: Apache-2.0
#include "ranking/rank_correlation.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace harbinger::ranking;

namespace {

using Column = std::vector<double>;

int order_of(double x, double y) { return x < y ? -1 : x > y ? 1 : 0; }

/// The slow twin: every pair of rows, looked at once in each column.
double kendall_by_pairs(const Column& a, const Column& b) {
  double agree = 0, apart_a = 0, apart_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      const int in_a = order_of(a[i], a[j]);
      const int in_b = order_of(b[i], b[j]);
      agree += in_a * in_b;
      apart_a += in_a * in_a;
      apart_b += in_b * in_b;
    }
  if (apart_a == 0 && apart_b == 0) return 1;
  return apart_a == 0 || apart_b == 0 ? 0 : agree / std::sqrt(apart_a * apart_b);
}

/// The rank of each row: one more than the rows below it, and half of the others equal to it.
Column mid_ranks_by_pairs(const Column& values) {
  Column ranks;
  for (const double value : values) {
    double rank = 0.5;
    for (const double other : values) rank += other < value ? 1 : other == value ? 0.5 : 0;
    ranks.push_back(rank);
  }
  return ranks;
}

double spearman_by_pairs(const Column& a, const Column& b) {
  const Column x = mid_ranks_by_pairs(a);
  const Column y = mid_ranks_by_pairs(b);
  const double mean = (static_cast<double>(a.size()) + 1) / 2;
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  if (xx == 0 && yy == 0) return 1;
  return xx == 0 || yy == 0 ? 0 : xy / std::sqrt(xx * yy);
}

/// Two columns of equally many whole numbers below `distinct`: the fewer, the more ties.
std::pair<Column, Column> two_columns() {
  const int distinct = *rc::gen::element(1, 2, 3, 6, 1000);
  const auto rows = *rc::gen::inRange<std::size_t>(0, 80);
  const auto whole = rc::gen::container<std::vector<int>>(rows, rc::gen::inRange(0, distinct));
  const std::vector<int> a = *whole;
  const std::vector<int> b = *whole;
  return {Column(a.begin(), a.end()), Column(b.begin(), b.end())};
}

}  // namespace

TEST_CASE("One swap of neighbours among four sites leaves tau at two thirds", "[correlation]") {
  // By hand: 6 pairs, 5 in the same order and 1 in the opposite one, so 4 / 6. The ranks differ by 1 twice, so
  // rho = 1 - 6 * 2 / (4 * 15).
  const Column before{90, 80, 70, 60};
  const Column after{90, 70, 80, 60};
  CHECK(kendall_tau_b(before, after) == Approx(4.0 / 6).epsilon(1e-15));
  CHECK(spearman_rho(before, after) == Approx(0.8).epsilon(1e-15));
}

TEST_CASE("A tie in one ranking counts for neither order", "[correlation]") {
  // By hand: pairs (1,2) tied in b; (1,3) and (2,3) agree. tau-b = 2 / sqrt(3 * 2). Mid-ranks of b: 1.5 1.5 3,
  // so rho = 1.5 / sqrt(2 * 1.5).
  const Column a{1, 2, 3};
  const Column b{5, 5, 9};
  CHECK(kendall_tau_b(a, b) == Approx(2 / std::sqrt(6.0)).epsilon(1e-15));
  CHECK(spearman_rho(a, b) == Approx(1.5 / std::sqrt(3.0)).epsilon(1e-15));
}

TEST_CASE("The same order is exactly 1 and the reverse exactly -1, whatever the scores",
          "[correlation]") {
  const Column a{3, 1, 4, 1, 5, 9, 2, 6, 5};
  Column stretched, reversed;
  for (const double x : a) {
    stretched.push_back(std::exp(x));
    reversed.push_back(-x);
  }
  CHECK(kendall_tau_b(a, stretched) == 1);
  CHECK(spearman_rho(a, stretched) == 1);
  CHECK(kendall_tau_b(a, reversed) == -1);
  CHECK(spearman_rho(a, reversed) == -1);
}

TEST_CASE("Rankings that hold all sites equal agree with each other and tell nothing of others",
          "[correlation]") {
  const Column flat{7, 7, 7};
  const Column falling{3, 2, 1};
  CHECK(kendall_tau_b(flat, flat) == 1);
  CHECK(spearman_rho(flat, flat) == 1);
  CHECK(kendall_tau_b(flat, falling) == 0);
  CHECK(spearman_rho(falling, flat) == 0);
  CHECK(kendall_tau_b({}, {}) == 1);
  CHECK(spearman_rho(Column{4}, Column{9}) == 1);
}

TEST_CASE("tau and rho are those of the sum over all pairs, ties and all", "[correlation]") {
  const bool holds = rc::check("correlations = by pairs", [] {
    const auto [a, b] = two_columns();
    // Counts are whole numbers in both, so tau is the same to the bit.
    RC_ASSERT(kendall_tau_b(a, b) == kendall_by_pairs(a, b));
    RC_ASSERT(std::abs(spearman_rho(a, b) - spearman_by_pairs(a, b)) < 1e-12);
  });
  CHECK(holds);
}

TEST_CASE("tau and rho do not depend on which ranking is named first", "[correlation]") {
  const bool holds = rc::check("correlations are symmetric", [] {
    const auto [a, b] = two_columns();
    RC_ASSERT(kendall_tau_b(a, b) == kendall_tau_b(b, a));
    RC_ASSERT(spearman_rho(a, b) == spearman_rho(b, a));
    RC_ASSERT(kendall_tau_b(a, a) == 1);
    RC_ASSERT(spearman_rho(b, b) == 1);
  });
  CHECK(holds);
}
