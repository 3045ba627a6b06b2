// SPDX-License-Identifier: Apache-2.0
#include "pack/detail/cell_reader.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/core.h>

namespace harbinger::pack::detail {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// The two ends of `[low, high]`, or the text itself twice.
std::optional<std::pair<std::string_view, std::string_view>> ends(std::string_view text) {
  if (!text.starts_with('[')) return std::pair(text, text);
  const std::size_t comma = text.find(',');
  if (!text.ends_with(']') || comma == std::string_view::npos) return std::nullopt;
  return std::pair(trimmed(text.substr(1, comma - 1)),
                   trimmed(text.substr(comma + 1, text.size() - comma - 2)));
}

tl::expected<Cell, std::string> read_number(std::string_view text, bool whole) {
  const char* const what = whole ? "a whole number" : "a number";
  const auto parts = ends(text);
  const auto low = parts ? number(parts->first) : std::nullopt;
  const auto high = parts ? number(parts->second) : std::nullopt;
  if (!low || !high)
    return tl::make_unexpected(
        fmt::format("expected {} or a range like [1, 2], found '{}'", what, text));
  if (whole && (*low != std::floor(*low) || *high != std::floor(*high)))
    return tl::make_unexpected(fmt::format("expected a whole number, found '{}'", text));
  if (*low > *high)
    return tl::make_unexpected(fmt::format("the range '{}' ends before it begins", text));
  return NumberRange{*low, *high};
}

tl::expected<Cell, std::string> read_share(std::string_view text) {
  const auto parts = ends(text);
  const auto low = parts ? parse_decimal(parts->first) : std::nullopt;
  const auto high = parts ? parse_decimal(parts->second) : std::nullopt;
  if (!low || !high)
    return tl::make_unexpected(
        fmt::format("expected a share (a fraction such as 0.25, or [0.2, 0.3]), found '{}'", text));
  if (*low < Decimal{0} || *high > Decimal{Decimal::one})
    return tl::make_unexpected(
        fmt::format("a share of {} % is outside 0 to 100 % (shares are fractions)",
                    to_text(Decimal{(*low < Decimal{0} ? *low : *high).units * 100})));
  if (*low > *high)
    return tl::make_unexpected(fmt::format("the range '{}' ends before it begins", text));
  return DecimalRange{*low, *high};
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t bar = text.find('|');
    const std::string_view part = trimmed(text.substr(0, bar));
    if (!part.empty()) parts.push_back(part);
    if (bar == std::string_view::npos) return parts;
    text.remove_prefix(bar + 1);
  }
}

}  // namespace

tl::expected<Cell, std::string> read_cell(AttributeType type, std::string_view text) {
  if (trimmed(text).empty()) return UnknownCell{};
  switch (type) {
    case AttributeType::text:
    case AttributeType::ref: return text;
    case AttributeType::texts: return parts_of(text);
    case AttributeType::integer: return read_number(trimmed(text), true);
    case AttributeType::number: return read_number(trimmed(text), false);
    case AttributeType::share: return read_share(trimmed(text));
    case AttributeType::date:
      if (const auto date = parse_date(trimmed(text))) return *date;
      return tl::make_unexpected(
          fmt::format("expected a date (2019, 2019-11 or 2019-11-05), found '{}'", text));
    case AttributeType::truth:
      if (text == "yes" || text == "no") return text == "yes";
      return tl::make_unexpected(fmt::format("expected yes or no, found '{}'", text));
  }
  return UnknownCell{};
}

}  // namespace harbinger::pack::detail
