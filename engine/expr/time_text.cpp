// SPDX-License-Identifier: Apache-2.0
#include "expr/time_text.hpp"

#include <array>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "base/date.hpp"

namespace harbinger::expr {

namespace {

constexpr std::int64_t seconds_per_day = 86400;

/// The next `digits` digits as a number, taken off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// `hh:mm` as minutes.
std::optional<int> take_hours_and_minutes(std::string_view& text, int most_hours) {
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > most_hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return *hours * 60 + *minutes;
}

/// `.123` as nanoseconds; zero where there is none. Error: no digit, or more than nine.
std::optional<std::int32_t> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int32_t nanos = 0;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
    if (digits == 9) return std::nullopt;
    nanos = nanos * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 9; ++digits) nanos *= 10;
  return nanos;
}

/// `Z`, `+01:00` or `-05:30` as minutes east of UTC.
std::optional<int> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool west = take(text, '-');
  if (!west && !take(text, '+')) return std::nullopt;
  const auto minutes = take_hours_and_minutes(text, 23);
  if (!minutes) return std::nullopt;
  return west ? -*minutes : *minutes;
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
// Longer names first: `ms` is no `m`.
constexpr std::array<Unit, 7> units = {{{"ns", 1},
                                        {"us", 1'000},
                                        {"µs", 1'000},
                                        {"ms", 1'000'000},
                                        {"s", nanos_per_second},
                                        {"m", 60 * nanos_per_second},
                                        {"h", 3600 * nanos_per_second}}};

const Unit* take_unit(std::string_view& text) {
  for (const Unit& unit : units)
    if (text.starts_with(unit.name)) {
      text.remove_prefix(unit.name.size());
      return &unit;
    }
  return nullptr;
}

/// One piece of a duration, `1.5h`, in nanoseconds.
std::optional<__int128> take_piece(std::string_view& text) {
  __int128 whole = 0;
  __int128 fraction = 0;
  __int128 scale = 1;
  bool any = false;
  bool behind_point = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const char c = text.front();
    if (c == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (behind_point) {
      if (scale < nanos_per_second) {
        fraction = fraction * 10 + (c - '0');
        scale *= 10;
      }
      continue;
    }
    whole = whole * 10 + (c - '0');
    if (whole > INT64_MAX) return std::nullopt;
  }
  const Unit* unit = any ? take_unit(text) : nullptr;
  if (unit == nullptr) return std::nullopt;
  return whole * unit->nanos + fraction * unit->nanos / scale;
}

std::string fraction_text(std::int32_t nanos) {
  if (nanos == 0) return {};
  std::string digits = fmt::format(".{:09}", nanos);
  while (digits.back() == '0') digits.pop_back();
  return digits;
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto day = parse_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  text.remove_prefix(11);
  const auto minutes = take_hours_and_minutes(text, 23);
  if (!minutes || !take(text, ':')) return std::nullopt;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 59) return std::nullopt;
  const auto nanos = take_fraction(text);
  if (!nanos) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  const std::int64_t at = day->number * seconds_per_day + (*minutes - *zone) * 60 + *seconds;
  if (at < first_second || at > last_second) return std::nullopt;
  return Timestamp{at, *nanos};
}

std::optional<Duration> parse_duration(std::string_view text) {
  const bool negative = take(text, '-');
  if (!negative) (void)take(text, '+');
  if (text == "0") return Duration{};
  if (text.empty()) return std::nullopt;
  __int128 nanos = 0;
  while (!text.empty()) {
    const auto piece = take_piece(text);
    if (!piece) return std::nullopt;
    nanos += *piece;
    if (nanos > -static_cast<__int128>(INT64_MIN)) return std::nullopt;
  }
  if (negative) nanos = -nanos;
  if (!is_span(nanos)) return std::nullopt;
  return Duration{static_cast<std::int64_t>(nanos / nanos_per_second),
                  static_cast<std::int32_t>(nanos % nanos_per_second)};
}

std::string timestamp_text(Timestamp time) {
  std::int64_t day = time.seconds / seconds_per_day;
  std::int64_t second = time.seconds % seconds_per_day;
  if (second < 0) {
    second += seconds_per_day;
    --day;
  }
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z",
                     harbinger::to_text(Day{static_cast<std::int32_t>(day)}), second / 3600,
                     second / 60 % 60, second % 60, fraction_text(time.nanos));
}

std::string duration_text(Duration span) {
  const bool negative = span.seconds < 0 || span.nanos < 0;
  return fmt::format("{}{}{}s", negative ? "-" : "", std::abs(span.seconds),
                     fraction_text(std::abs(span.nanos)));
}

}  // namespace harbinger::expr
