// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/time_text.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

constexpr double seconds_per_day = 86400.0;

const Type date_type = simple(TypeKind::date);
const Type number = simple(TypeKind::number);
const Type integer = simple(TypeKind::integer);
const Type duration = simple(TypeKind::duration);

Value date_of(Arguments a) {
  if (const auto date = parse_date(a[0].get<std::string>())) return *date;
  return Error{
      fmt::format("'{}' is no date (2019, 2019-11 or 2019-11-05)", detail::shortened(a[0]))};
}

Value year_in(Arguments a) { return static_cast<std::int64_t>(year_of(a[0].get<Date>().first)); }

/// A month that has begun by `to` may have its middle after it; what happened in it has happened by then.
double days_between(Date from, Date to) {
  const std::int32_t end = middle_of(to).number;
  const std::int32_t begin =
      from.first.number <= end ? std::min(middle_of(from).number, end) : middle_of(from).number;
  return static_cast<double>(end - begin);
}

Value age(Arguments a) { return days_between(a[0].get<Date>(), a[1].get<Date>()) / days_per_year; }

Value decay(Arguments a) {
  const Duration half_life = a[2].get<Duration>();
  const double half_life_days =
      (static_cast<double>(half_life.seconds) + half_life.nanos * 1e-9) / seconds_per_day;
  if (!(half_life_days > 0)) return Error{"'decay' needs a half-life above zero"};
  const double days = days_between(a[0].get<Date>(), a[1].get<Date>());
  return days < 0 ? 0.0 : std::exp2(-days / half_life_days);
}

Value span_of(double seconds) {
  if (!(std::abs(seconds) <= static_cast<double>(longest_span)))
    return Error{"the duration is longer than 292 years"};
  const double whole = std::trunc(seconds);
  return Duration{static_cast<std::int64_t>(whole),
                  static_cast<std::int32_t>((seconds - whole) * 1e9)};
}

void add_span(std::vector<Function>& out, const std::string& name, double seconds,
              const std::string& doc) {
  out.push_back({.name = name,
                 .arguments = {number},
                 .result = duration,
                 .doc = doc,
                 .call = [=](Arguments a) { return span_of(a[0].get<double>() * seconds); }});
  out.push_back({.name = name,
                 .arguments = {integer},
                 .result = duration,
                 .doc = doc,
                 .call = [=](Arguments a) {
                   return span_of(static_cast<double>(a[0].get<std::int64_t>()) * seconds);
                 }});
}

}  // namespace

void add_dates(std::vector<Function>& out) {
  out.push_back({.name = "date",
                 .arguments = {simple(TypeKind::string)},
                 .result = date_type,
                 .doc = "A day, month or year: date(\"2019-11\") is that whole month.",
                 .call = date_of});
  out.push_back({.name = "date",
                 .arguments = {date_type},
                 .result = date_type,
                 .doc = "The date itself: date(call.date)",
                 .call = [](Arguments a) { return a[0]; }});
  out.push_back({.name = "year",
                 .arguments = {date_type},
                 .result = integer,
                 .doc = "The year of a date: year(date(\"2019-11\")) is 2019.",
                 .call = year_in});
  out.push_back({.name = "age",
                 .arguments = {date_type, date_type},
                 .result = number,
                 .doc =
                     "Years (of 365.2425 days) from one date to another, each by its middle day: "
                     "age(call.date, as_of)",
                 .call = age});
  out.push_back({.name = "decay",
                 .arguments = {date_type, date_type, duration},
                 .result = number,
                 .doc = "1 at once, a half after each half-life, 0 for what is still to come; a "
                        "partial date counts by its middle day: decay(call.date, as_of, years(5))",
                 .call = decay});
  add_span(out, "years", days_per_year * seconds_per_day,
           "A span of n years of 365.2425 days: years(5)");
  add_span(out, "days", seconds_per_day, "A span of n days: days(90)");
}

}  // namespace harbinger::expr::functions
