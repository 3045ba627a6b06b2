// SPDX-License-Identifier: Apache-2.0
// The comparisons of columns, for each processor they are compiled for, against one comparison after the other.
#include "expr/detail/comparison_kernels.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <limits>
#include <random>
#include <vector>

namespace harbinger::expr::detail {

namespace {

constexpr std::array operators = {Operator::equal,   Operator::not_equal,
                                  Operator::less,    Operator::less_equal,
                                  Operator::greater, Operator::greater_equal};

bool holds(Operator op, double a, double b) {
  switch (op) {
    case Operator::equal: return a == b;
    case Operator::not_equal: return a != b;
    case Operator::less: return a < b;
    case Operator::less_equal: return a <= b;
    case Operator::greater: return a > b;
    default: return a >= b;
  }
}

std::vector<double> drawn(std::size_t rows, std::mt19937& random) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  constexpr std::array values = {
      0.0, -0.0, 1.0, 2.0, -1.0, infinite, -infinite, std::numeric_limits<double>::quiet_NaN()};
  std::vector<double> numbers(rows);
  for (double& number : numbers) number = values[random() % values.size()];
  return numbers;
}

using Bytes = std::vector<bool>;
Bytes rows_of(const std::vector<std::uint64_t>& words) {
  Bytes rows;
  for (std::size_t i = 0; i < 64 * words.size(); ++i)
    rows.push_back(((words[i / 64] >> (i % 64)) & 1u) != 0);
  return rows;
}

}  // namespace

TEST_CASE("Comparisons of columns are the same on every processor", "[expr][kernels]") {
  std::mt19937 random(1);
  for (const ComparisonKernels& kernels : all_comparison_kernels())
    for (const std::size_t rows : {0u, 1u, 31u, 32u, 63u, 64u, 65u, 100u, 127u, 1000u, 1024u}) {
      const std::vector<double> a = drawn(rows, random);
      const std::vector<double> b = drawn(rows, random);
      const std::size_t words = (rows + 63) / 64;
      for (const Operator op : operators) {
        std::vector<std::uint64_t> constant(words, ~0ull);
        std::vector<std::uint64_t> column(words, ~0ull);
        kernels.with_constant(op, a.data(), 1.0, rows, constant.data());
        kernels.with_column(op, a.data(), b.data(), rows, column.data());
        Bytes by_constant(64 * words);
        Bytes by_column(64 * words);
        for (std::size_t i = 0; i < rows; ++i) {
          by_constant[i] = holds(op, a[i], 1.0);
          by_column[i] = holds(op, a[i], b[i]);
        }
        REQUIRE(rows_of(constant) == by_constant);
        REQUIRE(rows_of(column) == by_column);
      }
      std::vector<std::uint32_t> codes(rows);
      for (std::uint32_t& code : codes) code = random() % 4;
      std::vector<std::uint64_t> found(words, 0);
      kernels.with_code(codes.data(), 3, rows, found.data());
      kernels.with_code(codes.data(), 1, rows, found.data());
      Bytes one_of_both(64 * words);
      for (std::size_t i = 0; i < rows; ++i) one_of_both[i] = codes[i] == 3 || codes[i] == 1;
      REQUIRE(rows_of(found) == one_of_both);
    }
}

}  // namespace harbinger::expr::detail
