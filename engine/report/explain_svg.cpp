// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "ranking/site_info.hpp"
#include "report/detail/change_text.hpp"
#include "report/detail/drawing.hpp"
#include "report/explain_report.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

namespace {

using detail::Drawing;
using detail::picture_margin;
using ranking::Contribution;

constexpr double row_height = 22;
constexpr double bar_height = 13;
constexpr double plot_top = 118;
constexpr double plot_left = 548;
constexpr double plot_right = 888;
constexpr double scale_step = 20;
constexpr double dimension_left = 372;
constexpr std::size_t label_columns = 58;
constexpr std::size_t dimension_columns = 30;
constexpr std::size_t most_bars = 22;  ///< Floors among them; the rest is one bar more.

/// Of the top dimensions: as dark and as light as to be told apart in grey.
constexpr std::array<std::string_view, 4> tones{"#6b3521", "#3f8fa4", "#3d4a57", "#9a7b1c"};

struct Bar {
  std::string label;
  std::string dimension;
  double value = 0;
};

class Waterfall {
 public:
  Waterfall(const ranking::Assessment& assessment, const ranking::Explanation& explanation,
            const RunInfo& run)
      : a_(assessment), e_(explanation), run_(run), bars_(bars()), end_(scale_end()) {}

  std::string write() {
    const double bottom = y_of(bars_.size() + 1) + 4;
    Drawing drawing(title(), description());
    drawing.heading(title(), subtitle());
    draw_tones(drawing);
    draw_scale(drawing, bottom);
    double from = 0;
    for (std::size_t i = 0; i < bars_.size(); ++i) {
      draw_bar(drawing, i, from);
      from += bars_[i].value;
    }
    draw_score(drawing);
    drawing.foot(bottom + 52, foot_words(), run_);
    return std::move(drawing).finish();
  }

 private:
  [[nodiscard]] double x_of(double score) const {
    return plot_left + score / end_ * (plot_right - plot_left);
  }
  /// The upper edge of a row.
  static double y_of(std::size_t row) { return plot_top + row_height * static_cast<double>(row); }

  [[nodiscard]] std::string words_of(const Contribution& c) const {
    switch (c.kind) {
      case Contribution::Kind::floor: return "Floor: what the model gives without evidence";
      case Contribution::Kind::signal: {
        const auto id = a_.basis.rules.signals().find(c.of);
        const std::string title = id ? a_.basis.rules.signals()[*id].title : "";
        return title.empty() ? c.of : title;
      }
      case Contribution::Kind::rule: break;
    }
    for (const ranking::FiredRule& fired : e_.fired)
      if (a_.basis.rules.rule(fired.rule).id == c.of && !fired.because.empty())
        return fired.because;
    return c.of;
  }

  [[nodiscard]] std::vector<Bar> bars() const {
    std::vector<Contribution> ordered = e_.contributions;  // largest first
    std::stable_partition(ordered.begin(), ordered.end(), [](const Contribution& c) {
      return c.kind == Contribution::Kind::floor;
    });
    std::vector<Bar> bars;
    double others = 0;
    for (std::size_t i = 0; i < ordered.size(); ++i)
      // One other alone is told as itself.
      if (i < most_bars || ordered.size() == most_bars + 1)
        bars.push_back({words_of(ordered[i]), ordered[i].dimension, ordered[i].value});
      else
        others += ordered[i].value;
    if (ordered.size() > most_bars + 1)
      bars.push_back({fmt::format("{} others", ordered.size() - most_bars), "", others});
    return bars;
  }

  [[nodiscard]] std::string title_of(const std::string& dimension) const {
    const auto id = a_.basis.model.find(dimension);
    return id && !a_.basis.model[*id].title.empty() ? a_.basis.model[*id].title : dimension;
  }

  /// A round end of the scale that holds all bars.
  [[nodiscard]] double scale_end() const {
    double at = 0, most = e_.score;
    for (const Bar& bar : bars_) most = std::max(most, at += bar.value);
    return scale_step * std::max(1.0, std::ceil(most / scale_step));
  }

  [[nodiscard]] std::size_t tone_of(const Bar& bar) const {
    const auto& top = a_.basis.model[model::Model::top].children;
    for (std::size_t i = 0; i < top.size(); ++i)
      if ((bar.dimension + ".").starts_with(a_.basis.model[top[i]].id + "."))
        return i % tones.size();
    return 2;
  }

  [[nodiscard]] std::string title() const {
    const ranking::SiteInfo info = ranking::site_info(a_.view, a_.site(e_.site));
    return info.name.empty() ? info.id : info.name;
  }
  [[nodiscard]] std::string subtitle() const {
    return fmt::format("Score {:.1f}, {}, rank {} of {}, as of {}: what it is made of", e_.score,
                       a_.tier_of(e_.site), a_.ranking.rank_of(e_.site), a_.sites(),
                       to_text(run_.as_of));
  }
  [[nodiscard]] std::string description() const {
    std::string words =
        "Waterfall chart of contributions that add up to the score. " + subtitle() + ".";
    for (const Bar& bar : bars_)
      words += fmt::format(" {}{}: {:+.2f}.", bar.label,
                           bar.dimension.empty() ? "" : " (" + bar.dimension + ")", bar.value);
    return words;
  }
  [[nodiscard]] std::string foot_words() const {
    std::string words = "Bars add up from 0 to the score; a bar to the left takes away.";
    if (!e_.not_evaluated.empty())
      words += fmt::format(" {} could not be evaluated here, where something is unknown.",
                           detail::counted_text(e_.not_evaluated.size(), "rule", "rules"));
    return words;
  }

  void draw_tones(Drawing& drawing) const {
    double x = picture_margin;
    const auto& top = a_.basis.model[model::Model::top].children;
    for (std::size_t i = 0; i < top.size(); ++i) {
      const model::Dimension& dimension = a_.basis.model[top[i]];
      const std::string words = cut(
          printable(dimension.title.empty() ? dimension.id : dimension.id + ": " + dimension.title),
          64);
      if (x + detail::text_width(words) > detail::picture_width) break;
      drawing.rect(x, 74, 12, 12, fmt::format("fill=\"{}\"", tones[i % tones.size()]));
      drawing.text(x + 18, 84, "", words);
      x += 18 + detail::text_width(words) + 20;
    }
  }

  void draw_scale(Drawing& drawing, double bottom) const {
    for (double score = 0; score <= end_; score += scale_step) {
      const double x = x_of(score);
      drawing.line(x, plot_top - 6, x, bottom,
                   score == 0 ? detail::soft_stroke : detail::grid_stroke);
      drawing.text(x, bottom + 16, fmt::format("text-anchor=\"middle\" {}", detail::soft_fill),
                   fmt::format("{:g}", score));
    }
    const model::Tiers& tiers = a_.basis.model.tiers;
    if (tiers.by != model::Tiers::By::score) return;
    for (const model::TierBound& bound : tiers.bounds) {
      if (bound.at_least <= 0 || bound.at_least > end_) continue;
      const double x = x_of(bound.at_least);
      drawing.line(x, plot_top - 6, x, bottom, "stroke=\"#8b8f94\" stroke-dasharray=\"2 3\"");
      drawing.text(x, plot_top - 10,
                   fmt::format("text-anchor=\"middle\" font-size=\"11\" {}", detail::soft_fill),
                   cut(printable(bound.tier), 12));
    }
  }

  void draw_bar(Drawing& drawing, std::size_t row, double from) const {
    const Bar& bar = bars_[row];
    const double y = y_of(row), to = from + bar.value;
    drawing.open_group(fmt::format("{}: {:+.2f}", bar.label, bar.value));
    drawing.text(picture_margin, y + 11, "", cut(printable(bar.label), label_columns));
    drawing.text(dimension_left, y + 11, fmt::format("{} font-size=\"11\"", detail::soft_fill),
                 cut(printable(title_of(bar.dimension)), dimension_columns));
    const std::string_view tone = tones[tone_of(bar)];
    drawing.rect(
        x_of(std::min(from, to)), y, std::max(0.5, std::abs(x_of(to) - x_of(from))), bar_height,
        bar.value < 0 ? fmt::format("fill=\"#fff\" stroke=\"{}\" stroke-dasharray=\"3 2\"", tone)
                      : fmt::format("fill=\"{}\"", tone));
    // To where the next one begins.
    drawing.line(x_of(to), y, x_of(to), y + row_height + bar_height,
                 "stroke=\"#8b8f94\" stroke-width=\"0.7\"");
    drawing.text(x_of(std::max(from, to)) + 5, y + 11, detail::haloed,
                 detail::change_text(bar.value));
    drawing.close_group();
  }

  void draw_score(Drawing& drawing) const {
    const double y = y_of(bars_.size());
    drawing.text(picture_margin, y + 11, "font-weight=\"bold\"", "Score");
    drawing.rect(x_of(0), y, x_of(e_.score) - x_of(0), bar_height, "fill=\"#222\"");
    drawing.text(x_of(e_.score) + 5, y + 11, "font-weight=\"bold\"",
                 fmt::format("{:.1f}", e_.score));
  }

  const ranking::Assessment& a_;
  const ranking::Explanation& e_;
  const RunInfo& run_;
  std::vector<Bar> bars_;
  double end_;
};

}  // namespace

std::string explain_svg(const ranking::Assessment& assessment,
                        const ranking::Explanation& explanation, const RunInfo& run) {
  return Waterfall(assessment, explanation, run).write();
}

}  // namespace harbinger::report
