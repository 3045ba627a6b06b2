// SPDX-License-Identifier: Apache-2.0
#include "report/detail/chart_axis.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include <fmt/core.h>

namespace harbinger::report::detail {

namespace {

/// Months since the year 0.
int month_of(Day day) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{day.number}}};
  return static_cast<int>(date.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

Day first_of_month(int month) {
  using namespace std::chrono;
  const sys_days day = year{month / 12} / (month % 12 + 1) / 1;
  return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

std::vector<DateTick> months_apart(Day first, Day last, int step) {
  std::vector<DateTick> ticks;
  for (int month = (month_of(first) + step - 1) / step * step; first_of_month(month) <= last;
       month += step)
    if (first <= first_of_month(month))
      ticks.push_back({first_of_month(month),
                       step % 12 == 0 ? fmt::format("{}", month / 12)
                                      : fmt::format("{}-{:02}", month / 12, month % 12 + 1)});
  return ticks;
}

struct Pool {
  double sum = 0;
  std::size_t count = 0;
  [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
};

}  // namespace

std::vector<DateTick> date_ticks(Day first, Day last, std::size_t most) {
  static constexpr int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 12000};
  for (const int step : steps) {
    // From three years on whole years read more easily than more labels.
    if (step < 12 && month_of(last) - month_of(first) >= 36) continue;
    // Months are not listed one by one where they are far too many.
    if (static_cast<std::size_t>((month_of(last) - month_of(first)) / step) > most) continue;
    std::vector<DateTick> ticks = months_apart(first, last, step);
    if (ticks.size() > most) continue;
    if (ticks.size() >= 2) return ticks;
    break;
  }
  if (first == last) return {{first, to_text(first)}};
  return {{first, to_text(first)}, {last, to_text(last)}};
}

std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < order.size(); ++i) {
    pools.push_back({wanted[order[i]] - static_cast<double>(i) * gap, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  const double highest = std::max(low, high - (static_cast<double>(order.size()) - 1) * gap);
  std::vector<double> places(wanted.size());
  std::size_t i = 0;
  for (const Pool& pool : pools)
    for (std::size_t k = 0; k < pool.count; ++k, ++i)
      places[order[i]] = std::clamp(pool.mean(), low, highest) + static_cast<double>(i) * gap;
  return places;
}

}  // namespace harbinger::report::detail
