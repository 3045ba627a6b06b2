// SPDX-License-Identifier: Apache-2.0
// Exact decimals with nine places. Legal thresholds compare sums of shares with 50 %: 0.1 + 0.2 + 49.7
// must be 50, which binary floating point does not promise.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace harbinger {

struct Decimal {
  static constexpr std::int64_t one = 1'000'000'000;
  std::int64_t units = 0;  ///< Billionths.

  [[nodiscard]] constexpr double to_double() const {
    return static_cast<double>(units) / static_cast<double>(one);
  }
  friend constexpr auto operator<=>(Decimal, Decimal) = default;
  friend constexpr Decimal operator+(Decimal a, Decimal b) { return {a.units + b.units}; }
  friend constexpr Decimal operator-(Decimal a, Decimal b) { return {a.units - b.units}; }
};

/// `-12.5`; nothing where the text is no decimal, has more than nine places, or is beyond 9.2 billion.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);
/// The shortest text that parse_decimal reads back.
[[nodiscard]] std::string to_text(Decimal value);

/// A decimal that is known only to lie in [low, high]; exactly known where the two are equal.
struct DecimalRange {
  Decimal low;
  Decimal high;
  [[nodiscard]] constexpr bool exact() const { return low == high; }
  friend constexpr bool operator==(DecimalRange, DecimalRange) = default;
};

}  // namespace harbinger
