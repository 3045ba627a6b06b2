// SPDX-License-Identifier: Apache-2.0
// Each set of kernels gives what the definitions give, bit for bit, for any number of rows.
#include "model/row_kernels.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <random>
#include <vector>

using namespace harbinger::model;

namespace {

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

TEST_CASE("Points become fractions of full as std::clamp has it", "[row_kernels]") {
  std::mt19937_64 random(1);
  for (const RowKernels& kernels : all_row_kernels())
    for (const double full : {100e6, 33.3333333e6, 0.5, 1e30}) {
      std::vector<std::int64_t> points = {0,           1,           -1,        99'999'999,
                                          100'000'000, 100'000'001, INT64_MAX, INT64_MIN,
                                          33'333'333,  33'333'334};
      for (int i = 0; i < 1013; ++i)
        points.push_back(std::int64_t(random() % 200'000'000) - 50'000'000);
      std::vector<double> out(points.size());
      kernels.points(points.data(), full, points.size(), out.data());
      for (std::size_t i = 0; i < points.size(); ++i)
        REQUIRE(same_bits(out[i], std::clamp(double(points[i]), 0.0, full) / full));
    }
}

TEST_CASE("Sums are added part by part, and cut above their floor", "[row_kernels]") {
  std::mt19937_64 random(2);
  const auto unit = [&] { return double(random() % 1'000'003) / 1'000'003; };
  for (const RowKernels& kernels : all_row_kernels())
    for (std::size_t parts = 0; parts < 11; ++parts)
      for (const std::size_t rows : {std::size_t{1}, 7 * parts, std::size_t{1024}}) {
        std::vector<std::vector<double>> columns(parts, std::vector<double>(rows));
        std::vector<const double*> pointers;
        std::vector<double> weights;
        for (auto& column : columns) {
          for (double& value : column) value = unit();
          pointers.push_back(column.data());
          weights.push_back(unit());
        }
        std::vector<double> out(rows);
        kernels.sums(0.25, weights, pointers.data(), rows, out.data());
        std::vector<double> floored = out;
        kernels.floors(0.1, rows, floored.data());
        for (std::size_t row = 0; row < rows; ++row) {
          double sum = 0.25;
          for (std::size_t part = 0; part < parts; ++part)
            sum += weights[part] * columns[part][row];
          REQUIRE(same_bits(out[row], sum));
          REQUIRE(same_bits(floored[row], 0.1 + (1 - 0.1) * std::clamp(sum, 0.0, 1.0)));
        }
      }
}

TEST_CASE("A site misses the bounds that it does not reach within a billionth", "[row_kernels]") {
  // By hand: 60 less 1e-10 reaches 60, 60 less 1e-8 does not.
  const std::array<double, 3> bounds = {60, 40, 20};
  const std::array<double, 7> scores = {60, 60 - 1e-10, 60 - 1e-8, 40, 20, 19, 100};
  for (const RowKernels& kernels : all_row_kernels()) {
    std::array<std::uint8_t, 7> misses{};
    kernels.misses(bounds, scores.data(), scores.size(), misses.data());
    CHECK(misses == std::array<std::uint8_t, 7>{0, 0, 1, 1, 2, 3, 0});
  }
}

TEST_CASE("Zeros are found each at its bit", "[row_kernels]") {
  for (const RowKernels& kernels : all_row_kernels())
    for (std::size_t zero = 0; zero < 64; ++zero) {
      std::array<std::int64_t, 64> values;
      values.fill(std::int64_t{1} << 40);
      values[zero] = 0;
      CHECK(kernels.zeros(values.data()) == std::uint64_t{1} << zero);
    }
}
