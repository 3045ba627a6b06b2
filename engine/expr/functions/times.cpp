// SPDX-License-Identifier: Apache-2.0
// Timestamps and durations, as in CEL's standard library. Zones are UTC, fixed offsets, and the names of the
// IANA data base, which the system keeps.
#include <chrono>
#include <cstdlib>
#include <exception>

#include <date/tz.h>
#include <fmt/core.h>

#include "expr/detail/operations.hpp"
#include "expr/functions/functions.hpp"
#include "expr/time_text.hpp"

namespace harbinger::expr::functions {

namespace {

using Arguments = std::span<const Value>;

constexpr std::int64_t seconds_per_day = 86400;

Value timestamp_of(Arguments a) {
  if (a[0].is<Timestamp>()) return a[0];
  if (const auto* seconds = a[0].get_if<std::int64_t>()) {
    if (*seconds < first_second || *seconds > last_second)
      return Error{"the timestamp is outside the years 0001 to 9999"};
    return Timestamp{*seconds, 0};
  }
  if (const auto time = parse_timestamp(a[0].get<std::string>())) return *time;
  return Error{fmt::format("'{}' is no timestamp (2024-12-31T23:59:59Z)", detail::shortened(a[0]))};
}

Value duration_of(Arguments a) {
  if (a[0].is<Duration>()) return a[0];
  if (const auto span = parse_duration(a[0].get<std::string>())) return *span;
  return Error{fmt::format("'{}' is no duration (1h30m, -1.5s)", detail::shortened(a[0]))};
}

/// A moment, on the clock and calendar of one zone.
struct Moment {
  std::int64_t day;     ///< Since 1970-01-01.
  std::int64_t second;  ///< Of the day.
  std::int32_t nanos;

  [[nodiscard]] Day date() const { return Day{static_cast<std::int32_t>(day)}; }
};

/// `+08:00`, `-09:30` or `02:00` as seconds east of UTC; nothing for a name.
std::optional<std::int64_t> fixed_offset(std::string_view zone) {
  const bool west = !zone.empty() && zone.front() == '-';
  if (!zone.empty() && (west || zone.front() == '+')) zone.remove_prefix(1);
  if (zone.size() != 5 || zone[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u})
    if (zone[i] < '0' || zone[i] > '9') return std::nullopt;
  const int hours = (zone[0] - '0') * 10 + (zone[1] - '0');
  const int minutes = (zone[3] - '0') * 10 + (zone[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/// Seconds east of UTC at that moment; nothing where there is no such zone.
std::optional<std::int64_t> zone_offset(const std::string& zone, Timestamp time) {
  if (zone == "UTC" || zone == "Z") return 0;
  if (const auto offset = fixed_offset(zone)) return offset;
  try {
    const date::sys_seconds at{std::chrono::seconds(time.seconds)};
    return date::locate_zone(zone)->get_info(at).offset.count();
  } catch (const std::exception&) {
    // The library has no other way to ask whether a zone exists.
    return std::nullopt;
  }
}

Moment moment_at(Timestamp time, std::int64_t offset) {
  const std::int64_t local = time.seconds + offset;
  std::int64_t day = local / seconds_per_day;
  std::int64_t second = local % seconds_per_day;
  if (second < 0) {
    second += seconds_per_day;
    --day;
  }
  return {day, second, time.nanos};
}

int part_of_date(Day day, std::size_t begin, std::size_t count) {
  return std::atoi(to_text(day).substr(begin, count).c_str());
}
Day first_of_year(Day day) { return parse_date(to_text(day).substr(0, 4))->first; }

std::int64_t full_year(const Moment& m) { return year_of(m.date()); }
std::int64_t month_from_zero(const Moment& m) { return part_of_date(m.date(), 5, 2) - 1; }
std::int64_t day_of_month(const Moment& m) { return part_of_date(m.date(), 8, 2); }
std::int64_t day_of_month_from_zero(const Moment& m) { return day_of_month(m) - 1; }
std::int64_t day_of_year_from_zero(const Moment& m) {
  return m.date().number - first_of_year(m.date()).number;
}
/// Sunday is 0; 1970-01-01 was a Thursday.
std::int64_t day_of_week(const Moment& m) { return ((m.day + 4) % 7 + 7) % 7; }
std::int64_t hours(const Moment& m) { return m.second / 3600; }
std::int64_t minutes(const Moment& m) { return m.second / 60 % 60; }
std::int64_t seconds(const Moment& m) { return m.second % 60; }
std::int64_t milliseconds(const Moment& m) { return m.nanos / 1'000'000; }

using Part = std::int64_t (*)(const Moment&);

Value part_in_zone(Part part, Arguments a) {
  const std::string zone = a.size() > 1 ? a[1].get<std::string>() : "UTC";
  const Timestamp time = a[0].get<Timestamp>();
  const auto offset = zone_offset(zone, time);
  if (!offset)
    return Error{fmt::format(
        "there is no time zone '{}': write UTC, an offset (+08:00) or a name (Asia/Manila)",
        detail::shortened(zone))};
  const std::int64_t local = time.seconds + *offset;
  if (local < first_second || local > last_second)
    return Error{"the timestamp is outside the years 0001 to 9999"};
  return part(moment_at(time, *offset));
}

void add_part(std::vector<Function>& out, const std::string& name, Part part,
              const std::string& doc) {
  const Type time = simple(TypeKind::timestamp);
  const auto call = [part](Arguments a) { return part_in_zone(part, a); };
  for (const auto& arguments :
       {std::vector<Type>{time}, std::vector<Type>{time, simple(TypeKind::string)}})
    out.push_back({.name = name,
                   .arguments = arguments,
                   .result = simple(TypeKind::integer),
                   .doc = doc,
                   .call = call,
                   .style = CallStyle::member});
}

void add_span_part(std::vector<Function>& out, const std::string& name,
                   std::int64_t (*part)(Duration), const std::string& doc) {
  out.push_back({.name = name,
                 .arguments = {simple(TypeKind::duration)},
                 .result = simple(TypeKind::integer),
                 .doc = doc,
                 .call = [part](Arguments a) -> Value { return part(a[0].get<Duration>()); },
                 .style = CallStyle::member});
}

}  // namespace

void add_times(std::vector<Function>& out) {
  using enum TypeKind;
  for (const TypeKind from : {string, integer, timestamp})
    out.push_back({.name = "timestamp",
                   .arguments = {simple(from)},
                   .result = simple(timestamp),
                   .doc = "A moment: timestamp(\"2024-12-31T23:59:59Z\")",
                   .call = timestamp_of});
  for (const TypeKind from : {string, duration})
    out.push_back({.name = "duration",
                   .arguments = {simple(from)},
                   .result = simple(duration),
                   .doc = "A span of time: duration(\"1h30m\")",
                   .call = duration_of});
  add_part(out, "getFullYear", full_year, "The year of a timestamp: t.getFullYear()");
  add_part(out, "getMonth", month_from_zero, "The month of a timestamp, from 0: t.getMonth()");
  add_part(out, "getDate", day_of_month, "The day of the month, from 1: t.getDate()");
  add_part(out, "getDayOfMonth", day_of_month_from_zero,
           "The day of the month, from 0: t.getDayOfMonth()");
  add_part(out, "getDayOfWeek", day_of_week, "The day of the week, Sunday 0: t.getDayOfWeek()");
  add_part(out, "getDayOfYear", day_of_year_from_zero,
           "The day of the year, from 0: t.getDayOfYear()");
  add_part(out, "getHours", hours, "The hour of a timestamp, or all hours of a duration");
  add_part(out, "getMinutes", minutes, "The minute of a timestamp, or all minutes of a duration");
  add_part(out, "getSeconds", seconds, "The second of a timestamp, or all seconds of a duration");
  add_part(out, "getMilliseconds", milliseconds,
           "The milliseconds of a timestamp's second, or of a duration's");
  add_span_part(
      out, "getHours", [](Duration d) { return d.seconds / 3600; },
      "All hours of a duration: duration(\"90m\").getHours() is 1.");
  add_span_part(
      out, "getMinutes", [](Duration d) { return d.seconds / 60; },
      "All minutes of a duration: duration(\"90s\").getMinutes() is 1.");
  add_span_part(
      out, "getSeconds", [](Duration d) { return d.seconds; },
      "All seconds of a duration: duration(\"1m\").getSeconds() is 60.");
  add_span_part(
      out, "getMilliseconds", [](Duration d) -> std::int64_t { return d.nanos / 1'000'000; },
      "The milliseconds of a duration's second: duration(\"1.5s\").getMilliseconds() is 500.");
}

}  // namespace harbinger::expr::functions
