// SPDX-License-Identifier: Apache-2.0
// Points in fixed point: int64 millionths. Sums of integers do not depend on their order, so a
// total is the same for any order of rules and any number of threads, and an incremental total
// equals a fresh one.
//
// A number becomes points once per rule and site, to the nearest millionth, halves away from zero.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace harbinger::rule {

using Points = std::int64_t;  ///< Millionths of a point.
inline constexpr Points one_point = 1'000'000;
/// No rule gives more than a hundred million points, either way: beyond it the rule is not evaluated. So
/// the sum of `most_rules` rules fits; a product beyond it stays at it.
inline constexpr Points most_points = 100'000'000 * one_point;
inline constexpr std::size_t most_rules = 90'000;

/// Nothing where the number is not finite, or beyond most_points.
[[nodiscard]] inline std::optional<Points> points_of(double number) {
  const double millionths = number * static_cast<double>(one_point);
  // The comparison is false for a NaN, so that it falls out here too.
  if (!(std::abs(millionths) <= static_cast<double>(most_points))) return std::nullopt;
  // As std::llround, which is a call: the fraction of a double is exact, so a half is a half.
  const auto whole = static_cast<Points>(millionths);
  const double rest = millionths - static_cast<double>(whole);
  return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}
/// total * factor / one_point, exactly, to the nearest millionth, halves away from zero; within most_points.
[[nodiscard]] Points scaled(Points total, Points factor);
[[nodiscard]] inline double to_number(Points points) {
  return static_cast<double>(points) / static_cast<double>(one_point);
}
/// Plain and exact: `30`, `-2.5`, `0.333333`.
[[nodiscard]] std::string to_text(Points points);

/// Shares of `total` in proportion to `weights`, which add up to it exactly: each is rounded down,
/// and the millionths that are left go to the largest remainders, one each, first come first
/// (Hamilton's method). The weights' sum has the sign of `total`, and is not 0. One share per
/// weight.
void allot(Points total, std::span<const Points> weights, std::span<Points> shares);

}  // namespace harbinger::rule
