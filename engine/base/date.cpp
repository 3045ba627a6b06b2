// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <charconv>
#include <chrono>

#include <fmt/core.h>

namespace harbinger {

namespace {

namespace chrono = std::chrono;

std::optional<unsigned> digits(std::string_view text, std::size_t begin, std::size_t count) {
  if (begin + count > text.size()) return std::nullopt;
  unsigned value = 0;
  for (std::size_t i = begin; i < begin + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  return value;
}

Day day_of(chrono::year_month_day ymd) {
  return {static_cast<std::int32_t>(chrono::sys_days(ymd).time_since_epoch().count())};
}

chrono::year_month_day calendar(Day day) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(day.number)));
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto y = digits(text, 0, 4);
  if (!y || *y == 0) return std::nullopt;
  const chrono::year year(static_cast<int>(*y));
  if (text.size() == 4) return Date{day_of(year / 1 / 1), day_of(year / 12 / 31)};
  const auto m = digits(text, 5, 2);
  if (text[4] != '-' || !m || *m < 1 || *m > 12) return std::nullopt;
  const chrono::year_month month = year / chrono::month(*m);
  if (text.size() == 7) return Date{day_of(month / 1), day_of(month / chrono::last)};
  const auto d = digits(text, 8, 2);
  if (text.size() != 10 || text[7] != '-' || !d) return std::nullopt;
  const chrono::year_month_day whole = month / chrono::day(*d);
  if (!whole.ok()) return std::nullopt;
  return Date{day_of(whole), day_of(whole)};
}

std::optional<Day> parse_day(std::string_view text) {
  const auto date = parse_date(text);
  return date && text.size() == 10 ? std::optional(date->first) : std::nullopt;
}

std::string to_text(Day day) {
  const auto ymd = calendar(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string to_text(Date date) {
  const std::string whole = to_text(date.first);
  if (date.first == date.last) return whole;
  return parse_date(whole.substr(0, 7)) == date ? whole.substr(0, 7) : whole.substr(0, 4);
}

std::int32_t year_of(Day day) { return static_cast<int>(calendar(day).year()); }

Day middle_of(Date date) {
  return {date.first.number + (date.last.number - date.first.number) / 2};
}

}  // namespace harbinger
