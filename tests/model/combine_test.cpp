// SPDX-License-Identifier: Apache-2.0
#include "model/combine.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace harbinger::model;
using Catch::Matchers::WithinAbs;

namespace {

const std::vector<double> halves = {0.5, 0.5};

double whole(CombineMethod method, const std::vector<double>& weights,
             const std::vector<double>& values) {
  return combined({method, 1, {}}, weights, values);
}

}  // namespace

TEST_CASE("Two parts are combined as by hand", "[combine]") {
  // 0.2 and 0.8: (0.2 + 0.8) / 2; sqrt(0.16); 2 / (5 + 1.25); 1 - 0.9 x 0.6.
  const std::vector<double> values = {0.2, 0.8};
  CHECK_THAT(whole(CombineMethod::arithmetic, halves, values), WithinAbs(0.5, 1e-15));
  CHECK_THAT(whole(CombineMethod::geometric, halves, values), WithinAbs(0.4, 1e-15));
  CHECK_THAT(whole(CombineMethod::harmonic, halves, values), WithinAbs(0.32, 1e-15));
  CHECK_THAT(whole(CombineMethod::noisy_or, halves, values), WithinAbs(0.46, 1e-15));
  CHECK(whole(CombineMethod::max, halves, values) == 0.8);
  CHECK(whole(CombineMethod::min, halves, values) == 0.2);
}

TEST_CASE("Weights by place go to the highest value first", "[combine]") {
  // 0.5 x 0.9 + 0.3 x 0.4 + 0.2 x 0.1
  const Combination how{CombineMethod::owa, 1, {0.5, 0.3, 0.2}};
  CHECK_THAT(combined(how, std::vector<double>(3, 1.0 / 3), std::vector{0.1, 0.9, 0.4}),
             WithinAbs(0.59, 1e-15));
}

TEST_CASE("A power mean with exponent 2 is the root of the mean square", "[combine]") {
  // sqrt((0.36 + 0.64) / 2)
  CHECK_THAT(combined({CombineMethod::power_mean, 2, {}}, halves, std::vector{0.6, 0.8}),
             WithinAbs(std::sqrt(0.5), 1e-15));
}

TEST_CASE("The geometric mean of INFORM's three dimensions is its published risk",
          "[combine][published]") {
  // INFORM Risk Mid 2026 (JRC): 8.3, 4.7, 3.8 give 5.3 for the one country whose row is complete.
  const std::vector<double> thirds(3, 1.0 / 3);
  const double risk = 10 * whole(CombineMethod::geometric, thirds, {0.83, 0.47, 0.38});
  CHECK(std::round(risk * 10) / 10 == 5.3);
}

TEST_CASE("A part at zero makes geometric and harmonic means zero, unless it has no weight",
          "[combine]") {
  for (const auto method : {CombineMethod::geometric, CombineMethod::harmonic}) {
    CHECK(whole(method, halves, {0.0, 0.9}) == 0);
    CHECK_THAT(whole(method, {0.0, 1.0}, {0.0, 0.9}), WithinAbs(0.9, 1e-15));
  }
}

TEST_CASE("Strong exponents neither overflow nor vanish", "[combine]") {
  CHECK_THAT(combined({CombineMethod::power_mean, 100, {}}, halves, std::vector{1e-9, 2e-9}),
             WithinAbs(2e-9 * std::pow(0.5, 0.01), 1e-15));
  CHECK_THAT(combined({CombineMethod::power_mean, -100, {}}, halves, std::vector{1e-9, 1.0}),
             WithinAbs(1e-9 * std::pow(0.5, -0.01), 1e-15));
}

TEST_CASE("Every method is monotone, gives 0 for nothing and stays between 0 and 1", "[combine]") {
  const bool holds = rc::check("combined: bounds, zero, monotone", [](std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto unit = [&] { return static_cast<double>(random() % 1001) / 1000; };
    const std::size_t parts = 1 + random() % 6;
    std::vector<double> weights(parts), values(parts), order(parts);
    double sum = 0;
    for (std::size_t i = 0; i < parts; ++i) {
      values[i] = unit();
      sum += weights[i] = 0.01 + unit();
    }
    for (double& weight : weights) weight /= sum;
    order = weights;
    for (int m = 0; m < 8; ++m) {
      const Combination how{static_cast<CombineMethod>(m), static_cast<double>(random() % 13) - 6,
                            order};
      const double before = combined(how, weights, values);
      RC_ASSERT(before >= 0 && before <= 1);
      RC_ASSERT(combined(how, weights, std::vector<double>(parts, 0.0)) == 0);
      std::vector<double> more = values;
      double& raised = more[random() % parts];
      raised = std::min(1.0, raised + unit());
      RC_ASSERT(combined(how, weights, more) >= before - 1e-14);
    }
  });
  CHECK(holds);
}

TEST_CASE("Means follow one another: minimum, harmonic, geometric, arithmetic, maximum",
          "[combine]") {
  const bool holds = rc::check("inequality of the means", [](std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<double> weights(4, 0.25), values(4);
    for (double& value : values) value = static_cast<double>(1 + random() % 1000) / 1000;
    double last = 0;
    for (const auto method : {CombineMethod::min, CombineMethod::harmonic, CombineMethod::geometric,
                              CombineMethod::arithmetic, CombineMethod::max}) {
      const double now = whole(method, weights, values);
      RC_ASSERT(now >= last - 1e-14);
      last = now;
    }
  });
  CHECK(holds);
}
