// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <fmt/core.h>

namespace harbinger {

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  constexpr std::int64_t most = 9'200'000'000;
  std::int64_t whole = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    whole = whole * 10 + (text[i] - '0');
    if (whole >= most) return std::nullopt;
  }
  const bool has_whole = i > 0;
  std::int64_t fraction = 0;
  std::int64_t place = Decimal::one;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (i == text.size() && !has_whole) return std::nullopt;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      if (place == 1) {
        if (text[i] != '0') return std::nullopt;
        continue;
      }
      place /= 10;
      fraction += place * (text[i] - '0');
    }
  }
  if (i != text.size() || (!has_whole && place == Decimal::one)) return std::nullopt;
  const std::int64_t units = whole * Decimal::one + fraction;
  return Decimal{negative ? -units : units};
}

std::string to_text(Decimal value) {
  const bool negative = value.units < 0;
  const std::uint64_t units = negative ? 0ull - static_cast<std::uint64_t>(value.units)
                                       : static_cast<std::uint64_t>(value.units);
  constexpr std::uint64_t one = Decimal::one;
  std::string text = fmt::format("{}{}", negative ? "-" : "", units / one);
  if (units % one != 0) {
    text += fmt::format(".{:09}", units % one);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

}  // namespace harbinger
