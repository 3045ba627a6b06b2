// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/core.h>

#include "report/detail/change_text.hpp"
#include "report/detail/chart_axis.hpp"
#include "report/detail/drawing.hpp"
#include "report/detail/timeline_words.hpp"
#include "report/text_table.hpp"
#include "report/timeline_report.hpp"

namespace harbinger::report {

namespace {

using scenario::SiteTimeline;
using scenario::Standing;
using scenario::Timeline;

constexpr double plot_left = 56;
constexpr double plot_right = 680;
constexpr double plot_top = 100;
constexpr double label_gap = 17;
constexpr double label_left = plot_right + 30;
constexpr double score_width = 36;
constexpr std::size_t label_columns = 30;
constexpr std::size_t most_dots = 40;

// Dark enough to be read as text on white (contrast above 4.5), and in grey with the dashes.
constexpr std::array<std::string_view, 10> colours{"#0b5394", "#b3261e", "#1b7f3b", "#6d3fa9",
                                                   "#a35200", "#00707a", "#b0126b", "#3d4a57",
                                                   "#7a6000", "#5b2c16"};
constexpr std::array<std::string_view, 10> dashes{
    "none", "9 4", "2 3", "12 3 2 3", "5 3", "16 4", "6 2 1 2 1 2", "3 6", "18 3 4 3", "1 2 6 2"};

/// Colour and dashes of the i-th line; no two of the first hundred are alike.
std::string stroke_of(std::size_t i) {
  return fmt::format(R"(stroke="{}" stroke-dasharray="{}")", colours[i % 10],
                     dashes[(i + i / 10) % 10]);
}

const std::string& name_of(const SiteTimeline& site) {
  return site.name.empty() ? site.site : site.name;
}

/// `North Quay: 4.0 on 2000-01-01, 83.1 (critical) on 2025-12-31`.
std::string course_of(const SiteTimeline& site, const Timeline& timeline) {
  const Standing& last = site.at.back();
  const std::string end =
      fmt::format("{:.1f} ({}) on {}", last.score, last.tier, to_text(timeline.days.back()));
  if (timeline.days.size() == 1) return fmt::format("{}: {}", name_of(site), end);
  return fmt::format("{}: {:.1f} on {}, {}", name_of(site), site.at.front().score,
                     to_text(timeline.days.front()), end);
}

class TimelineChart {
 public:
  TimelineChart(const Timeline& timeline, std::string_view title, const RunInfo& run)
      : timeline_(timeline),
        title_(title),
        run_(run),
        plot_bottom_(plot_top +
                     std::max(380.0, label_gap * static_cast<double>(timeline.sites.size()))),
        drawing_(heading(), description()) {}

  std::string write() {
    drawing_.heading(heading(), subtitle());
    write_scores();
    write_dates();
    write_lines();
    write_foot();
    return std::move(drawing_).finish();
  }

 private:
  [[nodiscard]] double x_of(Day day) const {
    const double first = timeline_.days.front().number;
    const double last = timeline_.days.back().number;
    // A single day stands at the right, beside its labels.
    if (first == last) return plot_right;
    return plot_left + (day.number - first) / (last - first) * (plot_right - plot_left);
  }
  [[nodiscard]] double y_of(double score) const {
    return plot_bottom_ - std::clamp(score, 0.0, 100.0) / 100 * (plot_bottom_ - plot_top);
  }

  [[nodiscard]] std::string heading() const {
    if (timeline_.days.empty()) return std::string(title_);
    if (timeline_.days.size() == 1)
      return fmt::format("{}, {}", title_, to_text(timeline_.days.front()));
    return fmt::format("{}, {} to {}", title_, to_text(timeline_.days.front()),
                       to_text(timeline_.days.back()));
  }

  /// The course of the first site, which is what the chart is opened for.
  [[nodiscard]] std::string subtitle() const {
    return empty() ? "Nothing to show." : course_of(timeline_.sites.front(), timeline_);
  }

  [[nodiscard]] std::string description() const {
    std::string words = "Line chart, one line for each site, score 0 to 100 over time.";
    if (!empty())
      for (const SiteTimeline& site : timeline_.sites)
        words += " " + course_of(site, timeline_) + ".";
    return words;
  }

  [[nodiscard]] bool empty() const { return timeline_.days.empty() || timeline_.sites.empty(); }

  void write_scores() {
    drawing_.text(detail::picture_margin, plot_top - 14, detail::soft_fill, "Score");
    for (int score = 0; score <= 100; score += 20) {
      const double y = y_of(score);
      drawing_.line(plot_left, y, plot_right, y,
                    score == 0 ? detail::soft_stroke : detail::grid_stroke);
      drawing_.text(plot_left - 8, y + 4, fmt::format("text-anchor=\"end\" {}", detail::soft_fill),
                    fmt::format("{}", score));
    }
  }

  void write_dates() {
    if (timeline_.days.empty()) return;
    for (const detail::DateTick& tick :
         detail::date_ticks(timeline_.days.front(), timeline_.days.back(), 9)) {
      const double x = x_of(tick.day);
      drawing_.line(x, plot_top, x, plot_bottom_, "stroke=\"#eee\"");
      drawing_.line(x, plot_bottom_, x, plot_bottom_ + 5, detail::soft_stroke);
      drawing_.text(x, plot_bottom_ + 20,
                    fmt::format("text-anchor=\"middle\" {}", detail::soft_fill), tick.label);
    }
  }

  void write_lines() {
    if (empty()) {
      drawing_.text((plot_left + plot_right) / 2, (plot_top + plot_bottom_) / 2,
                    fmt::format("text-anchor=\"middle\" {}", detail::soft_fill),
                    "No site to show.");
      return;
    }
    std::vector<double> ends;
    for (const SiteTimeline& site : timeline_.sites) ends.push_back(y_of(site.at.back().score));
    const std::vector<double> labels = detail::spread(ends, label_gap, plot_top, plot_bottom_);
    // The first line is solid and lies below: where lines are one, the dashes of the others show on it.
    for (std::size_t i = 0; i < timeline_.sites.size(); ++i) write_line(i, ends[i], labels[i]);
  }

  void write_line(std::size_t i, double end, double label) {
    const SiteTimeline& site = timeline_.sites[i];
    const std::string_view colour = colours[i % 10];
    drawing_.open_group(course_of(site, timeline_));
    if (timeline_.days.size() > 1) {
      std::string points;
      for (std::size_t day = 0; day < site.at.size(); ++day)
        points += fmt::format("{}{:.1f},{:.1f}", points.empty() ? "M" : " ",
                              x_of(timeline_.days[day]), y_of(site.at[day].score));
      drawing_.path(points, "fill=\"none\" " + stroke_of(i) +
                                " stroke-width=\"2\" stroke-linejoin=\"round\"");
    }
    if (timeline_.days.size() <= most_dots)
      for (std::size_t day = 0; day + 1 < site.at.size(); ++day)
        write_dot(x_of(timeline_.days[day]), y_of(site.at[day].score), 2, colour);
    write_dot(plot_right, end, 3.5, colour);
    drawing_.line(plot_right + 5, end, label_left - 5, label,
                  fmt::format("stroke=\"{}\" stroke-width=\"0.8\"", colour));
    const std::string fill = fmt::format("fill=\"{}\"", colour);
    const std::string score = fmt::format("{:.1f}", site.at.back().score);
    drawing_.text(label_left, label + 4, fill + " font-weight=\"bold\"", score);
    drawing_.text(label_left + score_width, label + 4, fill,
                  cut(printable(name_of(site)), label_columns));
    drawing_.close_group();
  }

  void write_dot(double x, double y, double radius, std::string_view colour) {
    drawing_.circle(x, y, radius, fmt::format("fill=\"{}\"", colour));
  }

  void write_foot() {
    std::string note;
    if (!timeline_.days.empty())
      note = fmt::format("{}. Scored on {}{}.", detail::evidence_words(timeline_),
                         detail::counted_text(timeline_.days.size(), "day", "days"),
                         timeline_.days.size() > 1 ? ", joined by straight lines" : "");
    drawing_.foot(plot_bottom_ + 52, note, run_);
  }

  const Timeline& timeline_;
  std::string_view title_;
  const RunInfo& run_;
  double plot_bottom_;
  detail::Drawing drawing_;
};

}  // namespace

std::string timeline_svg(const Timeline& timeline, std::string_view title, const RunInfo& run) {
  return TimelineChart(timeline, title, run).write();
}

}  // namespace harbinger::report
