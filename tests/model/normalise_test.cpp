// SPDX-License-Identifier: Apache-2.0
#include "model/normalise.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace harbinger;
using namespace harbinger::model;
using Catch::Matchers::WithinAbs;

namespace {

std::vector<double> by(NormaliseMethod method, const std::vector<double>& values,
                       Normalisation how = {}) {
  how.method = method;
  return normalised(values, Bits(values.size(), true), how, 1);
}

void check_equal(const std::vector<double>& found, const std::vector<double>& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("row " << i);
    CHECK_THAT(found[i], WithinAbs(wanted[i], 1e-14));
  }
}

struct RandomColumn {
  std::vector<double> values;
  Bits known;
};

/// Few different values, so that ties are common; a tenth unknown.
RandomColumn random_column(std::uint32_t seed, std::size_t rows) {
  std::mt19937 random(seed);
  RandomColumn column{std::vector<double>(rows), Bits(rows)};
  for (std::size_t row = 0; row < rows; ++row) {
    column.values[row] = static_cast<double>(random() % 50) / 7 - 2;
    if (random() % 10 != 0) column.known.set(row);
  }
  return column;
}

/// Plain loops over the known values, the definitions as they stand in the header.
double naive(NormaliseMethod method, const std::vector<double>& known, double x) {
  const double n = static_cast<double>(known.size());
  double low = x, high = x, sum = 0, below = 0, equal = 0, squares = 0;
  for (const double y : known) {
    low = std::min(low, y);
    high = std::max(high, y);
    sum += y;
    below += y < x;
    equal += y == x;
  }
  for (const double y : known) squares += (y - sum / n) * (y - sum / n);
  const double deviation = std::sqrt(squares / (n - 1));
  switch (method) {
    case NormaliseMethod::minmax: return high > low ? (x - low) / (high - low) : 0;
    case NormaliseMethod::zscore:
      return high > low ? 0.5 * (1 + std::erf((x - sum / n) / deviation / std::sqrt(2.0))) : 0;
    case NormaliseMethod::rank: return n > 1 ? below / (n - 1) : 0;
    case NormaliseMethod::percentile: return (below + equal / 2) / n;
    default: return std::clamp(x, 0.0, 1.0);
  }
}

}  // namespace

TEST_CASE("Minmax puts the least at 0 and the most at 1", "[normalise]") {
  check_equal(by(NormaliseMethod::minmax, {2, 4, 10}), {0, 0.25, 1});
  Normalisation falling;
  falling.falling = true;
  check_equal(by(NormaliseMethod::minmax, {2, 4, 10}, falling), {1, 0.75, 0});
}

TEST_CASE("Goalposts do not move with the data", "[normalise]") {
  Normalisation how;
  how.low = 0;
  how.high = 4;
  check_equal(by(NormaliseMethod::goalposts, {-1, 0, 1, 4, 9}, how), {0, 0, 0.25, 1, 1});
}

TEST_CASE("Equal values share the lower place", "[normalise]") {
  // Of five: below 0 none, below 3 two, below 7 four; over n - 1 = 4.
  check_equal(by(NormaliseMethod::rank, {0, 0, 3, 3, 7}), {0, 0, 0.5, 0.5, 1});
  check_equal(by(NormaliseMethod::percentile, {0, 0, 3, 3, 7}), {0.2, 0.2, 0.6, 0.6, 0.9});
}

TEST_CASE("A standard score of zero is the middle of the scale", "[normalise]") {
  // Mean 2, deviation 1: F(-1) = 0.158655, F(0) = 0.5, F(1) = 0.841345 (tables of the normal distribution).
  const auto found = by(NormaliseMethod::zscore, {1, 2, 3});
  CHECK_THAT(found[0], WithinAbs(0.158655253931457, 1e-14));
  CHECK_THAT(found[1], WithinAbs(0.5, 1e-15));
  CHECK_THAT(found[2], WithinAbs(0.841344746068543, 1e-14));
}

TEST_CASE("The logistic curve passes one half at its midpoint, and 0 where it is told to begin",
          "[normalise]") {
  Normalisation how;
  how.midpoint = 3;
  how.slope = 2;
  const auto plain = by(NormaliseMethod::logistic, {0, 3, 1000, -1000}, how);
  check_equal(plain, {1 / (1 + std::exp(6.0)), 0.5, 1, 0});
  how.low = 0;
  const auto anchored = by(NormaliseMethod::logistic, {-1, 0, 3, 1000}, how);
  const double start = 1 / (1 + std::exp(6.0));
  check_equal(anchored, {0, 0, (0.5 - start) / (1 - start), 1});
}

TEST_CASE("The logarithm takes the income scale of the Human Development Index", "[normalise]") {
  // UNDP, HDR technical note 1: (ln x - ln 100) / (ln 75000 - ln 100), goalposts 100 and 75,000 dollars.
  Normalisation how;
  how.offset = 0;
  how.low = 100;
  how.high = 75000;
  check_equal(by(NormaliseMethod::log, {0, 50, 100, 10000, 75000, 1e6}, how),
              {0, 0, 0, std::log(100.0) / std::log(750.0), 1, 1});
}

TEST_CASE("A column without spread says nothing", "[normalise]") {
  for (const auto method : {NormaliseMethod::minmax, NormaliseMethod::zscore, NormaliseMethod::rank,
                            NormaliseMethod::log})
    check_equal(by(method, std::vector<double>(3, 0.1)), {0, 0, 0});
  CHECK(by(NormaliseMethod::minmax, {}).empty());
}

TEST_CASE("Unknown rows neither count nor move the scale", "[normalise]") {
  const std::vector<double> values = {0, 1e9, 5, 10};
  Bits known(4, true);
  known.reset(1);
  check_equal(normalised(values, known, {.method = NormaliseMethod::minmax}, 1), {0, 0, 0.5, 1});
}

TEST_CASE("Tails are cut to quantiles before the scale is taken", "[normalise]") {
  // Quantiles 0.25 and 0.75 of 0..4 are 1 and 3.
  const std::vector<double> values = {0, 1, 2, 3, 4};
  check_equal(winsorised(values, Bits(5, true), {0.25, 0.75, {}}, 1), {1, 1, 2, 3, 3});
}

TEST_CASE("An outlier is pulled in point by point, and only as far as it must be", "[normalise]") {
  std::vector<double> values(20);
  for (std::size_t i = 0; i < 20; ++i) values[i] = static_cast<double>(i);
  const Bits known(20, true);
  check_equal(winsorised(values, known, {0, 1, 5}, 1), values);  // regular as it is
  std::vector<double> wild = values;
  wild[19] = 1000;
  check_equal(winsorised(wild, known, {0, 1, 5}, 1), [&] {
    std::vector<double> wanted = wild;
    wanted[19] = 18;
    return wanted;
  }());
  // No point may be moved: the logarithm of the distance from the minimum.
  const auto logs = winsorised(wild, known, {0, 1, 0}, 1);
  CHECK_THAT(logs[0], WithinAbs(std::log(10.0), 1e-14));
  CHECK_THAT(logs[19], WithinAbs(std::log(1010.0), 1e-14));
}

TEST_CASE("Skewness and kurtosis are those of the small-sample formulas", "[normalise]") {
  // By hand for 1, 2, 3, 10: mean 4, deviations -3, -2, -1, 6; squares 50, cubes 180, fourths 1394.
  const std::vector<double> values = {1, 2, 3, 10};
  const Moments found = moments(values, Bits(4, true), 1);
  CHECK(found.mean == 4);
  CHECK_THAT(found.deviation, WithinAbs(std::sqrt(50.0 / 3), 1e-14));
  CHECK_THAT(found.skewness, WithinAbs(2 * 180 / std::pow(50, 1.5) * std::sqrt(12.0) / 2, 1e-13));
  const double r = 4 * 1394.0 / 2500;
  CHECK_THAT(found.kurtosis, WithinAbs((5 * (r - 3) + 6) * 3 / 2, 1e-13));
}

TEST_CASE("Every normalisation is what plain loops make of it", "[normalise]") {
  const bool holds = rc::check("normalised = naive", [](std::uint32_t seed) {
    const RandomColumn column = random_column(seed, 1 + seed % 3000);
    std::vector<double> known;
    for (std::size_t row = 0; row < column.values.size(); ++row)
      if (column.known[row]) known.push_back(column.values[row]);
    for (const auto method :
         {NormaliseMethod::as_is, NormaliseMethod::minmax, NormaliseMethod::zscore,
          NormaliseMethod::rank, NormaliseMethod::percentile}) {
      const auto found = normalised(column.values, column.known, {.method = method}, 2);
      for (std::size_t row = 0; row < found.size(); row += 1 + found.size() / 20) {
        const double wanted = column.known[row] ? naive(method, known, column.values[row]) : 0;
        RC_ASSERT(std::abs(found[row] - wanted) < 1e-12);
      }
    }
  });
  CHECK(holds);
}

TEST_CASE("Threads do not change a byte of an indicator", "[normalise]") {
  const bool holds = rc::check("normalised: 1 = 2 = 8 threads", [](std::uint32_t seed) {
    const RandomColumn column = random_column(seed, 5000);
    for (int m = 0; m < 8; ++m) {
      Normalisation how{
          .method = static_cast<NormaliseMethod>(m), .low = 0.5, .high = 3, .offset = 5};
      how.winsorise = m % 2 == 0 ? std::optional<Winsorise>({0, 1, 5}) : std::nullopt;
      const auto one = normalised(column.values, column.known, how, 1);
      RC_ASSERT(one == normalised(column.values, column.known, how, 2));
      RC_ASSERT(one == normalised(column.values, column.known, how, 8));
    }
  });
  CHECK(holds);
}
