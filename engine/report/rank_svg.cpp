// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <fmt/core.h>

#include "ranking/site_info.hpp"
#include "report/detail/change_text.hpp"
#include "report/detail/drawing.hpp"
#include "report/detail/map_ground.hpp"
#include "report/detail/place_labels.hpp"
#include "report/detail/ranking_words.hpp"
#include "report/detail/tier_mark.hpp"
#include "report/rank_report.hpp"
#include "report/text_table.hpp"

namespace harbinger::report {

namespace {

using detail::Box;
using detail::Drawing;
using detail::MapGround;

constexpr double map_top = 76;
constexpr std::size_t named_sites = 10;
constexpr double row_height = 18;
constexpr double smallest_mark = 2.4, largest_mark = 7.6;  ///< Radii.
/// Sites of the first ten that lie so close share one label.
constexpr double one_place = 14;

struct Mark {
  std::size_t shown = 0;  ///< Place among the sites shown.
  double x = 0;
  double y = 0;
  double radius = 0;
  std::size_t tier = 0;
};

class WorldMap {
 public:
  WorldMap(const ShownRanking& ranking, const RunInfo& run, const LandOutlines& land)
      : ranking_(ranking),
        run_(run),
        land_(land),
        listed_(std::min(ranking.sites.size(), named_sites)) {
    find_marks();
  }

  std::string write() {
    const std::string title = title_of(ranking_.assessment.basis.model);
    // How high it is shows when the legend is drawn.
    Drawing drawing(title, description());
    drawing.heading(title, detail::shown_words(ranking_, run_));
    ground_.draw(land_, drawing);
    draw_sites(drawing);
    const double sizes = draw_tiers(drawing, ground_.bottom() + 26);
    if (listed_ == 0) {
      drawing.text(MapGround::left, sizes, "font-weight=\"bold\"", "No site is shown.");
      drawing.foot(sizes + 32, off_map_words(), run_);
      return std::move(drawing).finish();
    }
    draw_sizes(drawing, sizes);
    const double list_top = sizes + 42;
    draw_list(drawing, list_top);
    drawing.foot(list_top + row_height * static_cast<double>((listed_ + 1) / 2) + 22,
                 off_map_words(), run_);
    return std::move(drawing).finish();
  }

 private:
  [[nodiscard]] ranking::SiteInfo info(std::size_t shown) const {
    const ranking::Assessment& a = ranking_.assessment;
    return ranking::site_info(a.view, a.site(ranking_.sites[shown].site));
  }
  [[nodiscard]] double score(std::size_t shown) const {
    return ranking_.assessment.scores.total[ranking_.sites[shown].site];
  }

  void find_marks() {
    const ranking::Assessment& a = ranking_.assessment;
    double highest = 1;
    for (std::size_t i = 0; i < ranking_.sites.size(); ++i) highest = std::max(highest, score(i));
    for (std::size_t i = 0; i < ranking_.sites.size(); ++i) {
      const ranking::SiteInfo site = info(i);
      const std::size_t tier = a.scores.tier[ranking_.sites[i].site];
      ++counts_[tier];
      if (!site.lat || !site.lon) {
        ++without_place_;
        continue;
      }
      const signal::Place place{.lat = *site.lat, .lon = *site.lon};
      if (MapGround::holds(place))
        marks_.push_back({i, ground_.x_of(place), ground_.y_of(place),
                          radius(std::max(0.0, score(i)) / highest), tier});
    }
    highest_ = highest;
  }
  /// The area grows with the square of the share, so that the highest stand out.
  static double radius(double share) {
    return std::sqrt(smallest_mark * smallest_mark +
                     share * share * (largest_mark * largest_mark - smallest_mark * smallest_mark));
  }

  [[nodiscard]] std::string off_map_words() const {
    std::string words;
    if (without_place_ > 0)
      words = fmt::format("{} without coordinates {} not on the map. ",
                          detail::counted_text(without_place_, "site", "sites"),
                          without_place_ == 1 ? "is" : "are");
    if (const std::size_t beyond = ranking_.sites.size() - marks_.size() - without_place_;
        beyond > 0)
      words += fmt::format("{} beyond its edges. ",
                           detail::counted_text(beyond, "site lies", "sites lie"));
    return words + "Equal Earth projection; land: Natural Earth.";
  }

  [[nodiscard]] std::string tier_words(std::size_t tier) const {
    const model::Tiers& tiers = ranking_.assessment.basis.model.tiers;
    const model::TierBound& bound = tiers.bounds[tier];
    const auto count = counts_.find(tier);
    const std::string from = tiers.by == model::Tiers::By::score
                                 ? fmt::format("from {:g}", bound.at_least)
                             : bound.at_least > 0 ? fmt::format("top {:g} %", 100 - bound.at_least)
                                                  : "the rest";
    return fmt::format("{}, {}: {}", bound.tier, from, count == counts_.end() ? 0 : count->second);
  }

  [[nodiscard]] std::string description() const {
    std::string words = "Map of the world with a mark for each site. Sites by tier:";
    for (std::size_t t = 0; t < ranking_.assessment.basis.model.tiers.bounds.size(); ++t)
      words += fmt::format("{} {}", t == 0 ? "" : ";", tier_words(t));
    words += listed_ == 0 ? ". No site is shown" : ". First:";
    for (std::size_t i = 0; i < listed_; ++i)
      words += fmt::format("{} {} {} ({:.1f})", i == 0 ? "" : ";", ranking_.sites[i].rank,
                           info(i).name, score(i));
    return words + ". " + off_map_words();
  }

  /// Lowest first, so that the highest lies on top. Marks that cannot be told apart are drawn once.
  void draw_marks(Drawing& drawing) const {
    std::map<std::tuple<long, long, std::size_t>, std::size_t> last;
    const auto cell_of = [](const Mark& mark) {
      return std::tuple(std::lround(2 * mark.x), std::lround(2 * mark.y), mark.tier);
    };
    for (std::size_t i = 0; i < marks_.size(); ++i) last.try_emplace(cell_of(marks_[i]), i);
    for (std::size_t i = marks_.size(); i-- > 0;) {
      const Mark& mark = marks_[i];
      if (last.at(cell_of(mark)) == i)
        drawing.path(detail::mark_path(mark.tier, mark.x, mark.y, mark.radius),
                     detail::mark_paint(mark.tier));
    }
  }

  /// Of a place of the first ten: the name of the best there, and the ranks of the others.
  struct Label {
    const Mark* mark;
    std::string words;
    std::size_t others = 0;
  };
  [[nodiscard]] std::vector<Label> labels() const {
    std::vector<Label> labels;
    for (const Mark& mark : marks_) {
      if (mark.shown >= listed_) break;
      const std::uint32_t rank = ranking_.sites[mark.shown].rank;
      const auto near = std::find_if(labels.begin(), labels.end(), [&](const Label& label) {
        return std::hypot(label.mark->x - mark.x, label.mark->y - mark.y) < one_place;
      });
      if (near == labels.end())
        labels.push_back(
            {&mark, fmt::format("{} {}", rank, cut(printable(info(mark.shown).name), 32))});
      else
        near->words += fmt::format("{}{}", near->others++ == 0 ? " (also " : ", ", rank);
    }
    for (Label& label : labels)
      if (label.others > 0) label.words += ")";
    return labels;
  }

  /// Labels with the places found for them.
  [[nodiscard]] std::vector<std::pair<Label, Box>> labels_placed() const {
    const std::vector<Label> all = labels();
    std::vector<detail::PointLabel> points;
    std::vector<Box> taken;
    for (const Label& label : all) {
      points.push_back({label.mark->x, label.mark->y, detail::text_width(label.words) + 4});
      taken.push_back({label.mark->x - 8, label.mark->y - 8, 16, 16});
    }
    const Box within{MapGround::left, map_top, MapGround::width, ground_.bottom() - map_top};
    const auto boxes = detail::placed_labels(points, 15, within, taken);
    std::vector<std::pair<Label, Box>> placed;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (boxes[i]) placed.emplace_back(all[i], *boxes[i]);
    return placed;
  }

  /// Lines below the marks, words above them.
  void draw_sites(Drawing& drawing) const {
    const auto placed = labels_placed();
    for (const auto& [label, box] : placed)
      drawing.line(label.mark->x, label.mark->y, box.x >= label.mark->x ? box.x : box.x + box.width,
                   box.y + box.height / 2, "stroke=\"#222\" stroke-width=\"0.7\"");
    draw_marks(drawing);
    for (const auto& [label, box] : placed) {
      const bool is_right = box.x >= label.mark->x;
      drawing.text(is_right ? box.x + 2 : box.x + box.width - 2, box.y + box.height / 2 + 4,
                   fmt::format("{}font-weight=\"bold\" {}", is_right ? "" : "text-anchor=\"end\" ",
                               detail::haloed),
                   label.words);
    }
  }

  /// The tiers with how many sites each has, in as many lines as it takes; the next line's y.
  [[nodiscard]] double draw_tiers(Drawing& drawing, double y) const {
    double x = MapGround::left;
    for (std::size_t t = 0; t < ranking_.assessment.basis.model.tiers.bounds.size(); ++t) {
      const std::string words = cut(printable(tier_words(t)), 40);
      const double width = 20 + detail::text_width(words);
      if (x > MapGround::left && x + width > MapGround::left + MapGround::width)
        x = MapGround::left, y += row_height;
      drawing.path(detail::mark_path(t, x + 7, y - 4, 6), detail::mark_paint(t));
      drawing.text(x + 20, y, "", words);
      x += width + 18;
    }
    return y + 24;
  }

  void draw_sizes(Drawing& drawing, double y) const {
    drawing.text(MapGround::left, y, detail::soft_fill, "Score:");
    double x = MapGround::left + 52;
    for (const double share : {0.25, 0.5, 1.0}) {
      drawing.circle(x, y - 4, std::round(10 * radius(share)) / 10, "fill=\"#5d6670\"");
      drawing.text(x + 14, y, detail::soft_fill, fmt::format("{:.0f}", share * highest_));
      x += 54;
    }
  }

  void draw_list(Drawing& drawing, double top) const {
    drawing.text(MapGround::left, top - 12, "font-weight=\"bold\"",
                 listed_ == ranking_.sites.size() ? "All sites shown"
                                                  : fmt::format("The first {}", listed_));
    const std::size_t rows = (listed_ + 1) / 2;
    for (std::size_t i = 0; i < listed_; ++i) {
      const double x = MapGround::left + (i < rows ? 0 : MapGround::width / 2 + 8);
      const double y = top + 6 + row_height * static_cast<double>(i % rows);
      draw_row(drawing, i, x, y);
    }
  }
  void draw_row(Drawing& drawing, std::size_t i, double x, double y) const {
    const ranking::SiteInfo site = info(i);
    const std::size_t tier = ranking_.assessment.scores.tier[ranking_.sites[i].site];
    drawing.text(x + 24, y, "text-anchor=\"end\"", fmt::format("{}", ranking_.sites[i].rank));
    drawing.path(detail::mark_path(tier, x + 38, y - 4, 5), detail::mark_paint(tier));
    drawing.text(x + 50, y, "", cut(printable(site.name), 36));
    drawing.text(x + 288, y, detail::soft_fill, cut(printable(site.country), 5));
    drawing.text(x + 352, y, "text-anchor=\"end\" font-weight=\"bold\"",
                 fmt::format("{:.1f}", score(i)));
    drawing.text(x + 362, y, detail::soft_fill,
                 cut(printable(ranking_.assessment.tier_of(ranking_.sites[i].site)), 12));
  }

  const ShownRanking& ranking_;
  const RunInfo& run_;
  const LandOutlines& land_;
  MapGround ground_{map_top};
  std::size_t listed_;
  std::size_t without_place_ = 0;
  double highest_ = 1;
  std::vector<Mark> marks_;                    ///< In the order shown: best first.
  std::map<std::size_t, std::size_t> counts_;  ///< Sites by tier.
};

}  // namespace

std::string rank_svg(const ShownRanking& ranking, const RunInfo& run, const LandOutlines& land) {
  return WorldMap(ranking, run, land).write();
}

}  // namespace harbinger::report
