// SPDX-License-Identifier: Apache-2.0
#include "scenario/time_step.hpp"

#include <charconv>
#include <chrono>

namespace harbinger::scenario {

namespace {

/// `steps` steps behind a day, counted from that day, so that a short month does not shorten the later ones.
Day stepped(Day from, TimeStep step, int steps) {
  using namespace std::chrono;
  if (step.days > 0) return {from.number + step.days * steps};
  const year_month_day start{sys_days{days{from.number}}};
  year_month_day end = start + months{(step.months + 12 * step.years) * steps};
  if (!end.ok()) end = end.year() / end.month() / last;
  return {static_cast<std::int32_t>(sys_days{end}.time_since_epoch().count())};
}

}  // namespace

std::optional<TimeStep> parse_step(std::string_view text) {
  int count = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (code != std::errc() || count < 1 || count > 9999) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit == "y") return TimeStep{.years = count};
  if (unit == "m") return TimeStep{.months = count};
  if (unit == "d") return TimeStep{.days = count};
  return std::nullopt;
}

std::vector<Day> days_of(Day from, Day to, TimeStep step) {
  std::vector<Day> days;
  for (int i = 0; stepped(from, step, i) < to; ++i) days.push_back(stepped(from, step, i));
  if (from <= to) days.push_back(to);
  return days;
}

}  // namespace harbinger::scenario
