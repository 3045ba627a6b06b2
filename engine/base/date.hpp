// SPDX-License-Identifier: Apache-2.0
// Days, and dates that may be partial: `2019-11` is that whole month, `2019` that whole year.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace harbinger {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Day {
  std::int32_t number = 0;
  friend constexpr auto operator<=>(Day, Day) = default;
};

/// The days from `first` to `last`, both included: one day, one month or one year.
struct Date {
  Day first;
  Day last;
  friend constexpr bool operator==(Date, Date) = default;
};

/// `2019`, `2019-11` or `2019-11-05`; nothing where the text is none of these or no such day exists.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
/// A full day only.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// `2019-11-05`.
[[nodiscard]] std::string to_text(Day day);
/// As precise as the date is: `2019`, `2019-11` or `2019-11-05`.
[[nodiscard]] std::string to_text(Date date);
[[nodiscard]] std::int32_t year_of(Day day);
/// The day in the middle of a date, which stands for it where one number is needed (an age, a decay).
[[nodiscard]] Day middle_of(Date date);

/// Mean length of a Gregorian year in days.
inline constexpr double days_per_year = 365.2425;

}  // namespace harbinger
