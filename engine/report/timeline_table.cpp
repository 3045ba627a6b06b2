// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/core.h>

#include "report/csv.hpp"
#include "report/detail/change_text.hpp"
#include "report/detail/timeline_words.hpp"
#include "report/timeline_report.hpp"

namespace harbinger::report {

namespace {

using scenario::SiteTimeline;
using scenario::Timeline;

constexpr std::size_t most_marks = 36;

/// The days that are drawn: all, or as many as there is room for, evenly spaced from the first to the last.
std::vector<std::size_t> drawn_days(std::size_t days, std::size_t room) {
  const std::size_t marks = std::min(days, room);
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < marks; ++i)
    drawn.push_back(marks == 1 ? days - 1 : (i * (days - 1) + (marks - 1) / 2) / (marks - 1));
  return drawn;
}

/// The first and last date above the ends of the sparklines, as precise as there is room for.
std::string dates_above(Day first, Day last, std::size_t width) {
  if (width >= 21) return to_text(first) + std::string(width - 20, ' ') + to_text(last);
  if (width >= 9)
    return fmt::format("{}{}{}", year_of(first), std::string(width - 8, ' '), year_of(last));
  return std::string(width, ' ');
}

std::string site_line(const SiteTimeline& site, const std::vector<std::size_t>& drawn,
                      std::size_t name_width, std::size_t spark_width) {
  std::vector<double> scores;
  scores.reserve(drawn.size());
  for (const std::size_t day : drawn) scores.push_back(site.at[day].score);
  const scenario::Standing& last = site.at.back();
  return fmt::format("{:>5}  {} {} {:>5.1f} {} {:>5.1f}  {}\n", last.rank,
                     fitted(printable(site.name.empty() ? site.site : site.name), name_width),
                     fitted(printable(site.country), 7), site.at.front().score,
                     fitted(sparkline(scores), spark_width), last.score,
                     cut(printable(last.tier), 10));
}

std::string highest_words(const Timeline& timeline) {
  if (timeline.days.size() == 1)
    return fmt::format("Highest score of all: {:.1f}", timeline.highest.front());
  return fmt::format("Highest score of all: {:.1f}, then {:.1f}", timeline.highest.front(),
                     timeline.highest.back());
}

}  // namespace

std::string sparkline(std::span<const double> scores) {
  static constexpr std::array<std::string_view, 8> marks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string line;
  for (const double score : scores)
    line += marks[static_cast<std::size_t>(std::clamp(score / 12.5, 0.0, 7.0))];
  return line;
}

std::string timeline_table(const Timeline& timeline, const RunInfo& run, const TextStyle& style) {
  if (timeline.days.empty()) return "No day to show.\n";
  const std::vector<std::size_t> drawn = drawn_days(timeline.days.size(), most_marks);
  const std::size_t spark_width = std::max<std::size_t>(drawn.size(), 9);
  // rank 5, site, country 7, score 5, sparkline, score 5, tier 10, and nine gaps.
  const std::size_t name_width = std::min<std::size_t>(40, style.width - 40 - spark_width);
  std::string out = fmt::format(
      "{}, {} from {} to {}, {}\n", detail::counted_text(timeline.sites.size(), "site", "sites"),
      detail::counted_text(timeline.days.size(), "day", "days"), to_text(timeline.days.front()),
      to_text(timeline.days.back()), run.engine);
  if (drawn.size() < timeline.days.size())
    out += fmt::format(
        "A mark is one day: {} of the {} days, evenly spaced, the first and the last among them.\n",
        drawn.size(), timeline.days.size());
  out +=
      "\n" +
      emphasised(fmt::format("{:>5}  {} {:<7} {:>5} {} {:>5}  {}", "rank",
                             fitted("site", name_width), "country", "first",
                             dates_above(timeline.days.front(), timeline.days.back(), spark_width),
                             "last", "tier"),
                 Emphasis::strong, style) +
      "\n";
  for (const SiteTimeline& site : timeline.sites)
    out += site_line(site, drawn, name_width, spark_width);
  return out +
         fmt::format("\n{}.\n{}.\n", detail::evidence_words(timeline), highest_words(timeline));
}

std::string timeline_csv(const Timeline& timeline) {
  std::string out = "site,date,rank,score,tier\n";
  for (const SiteTimeline& site : timeline.sites)
    for (std::size_t i = 0; i < site.at.size(); ++i)
      out += fmt::format("{},{},{},{},{}\n", csv_text(site.site), to_text(timeline.days[i]),
                         site.at[i].rank, csv_number(site.at[i].score), csv_text(site.at[i].tier));
  return out;
}

}  // namespace harbinger::report
