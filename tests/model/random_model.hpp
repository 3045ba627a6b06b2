// SPDX-License-Identifier: Apache-2.0
// Models, points and signals drawn at random, for properties that must hold for all of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "expr/column.hpp"
#include "model/model.hpp"
#include "model/score.hpp"
#include "model/weights.hpp"

namespace harbinger::model {

class RandomModel {
 public:
  Model model;

  explicit RandomModel(std::uint32_t seed, std::size_t sites = 40) : random_(seed), sites_(sites) {
    model.name = "random";
    model.tiers.bounds = {{"high", 60, ""}, {"middle", 30, ""}, {"low", 0, ""}};
    model.dimensions.push_back(dimension("total"));
    grow(Model::top, 0);
    for (std::size_t d = 0; d < model.dimensions.size(); ++d) choose_methods(model.dimensions[d]);
    model.dimensions[0].floor = 0;  // the top states none
  }

  [[nodiscard]] Inputs inputs() const {
    Inputs result{sites_, {}, [this](std::string_view name) -> const expr::Column* {
                    const auto found = columns_.find(std::string(name));
                    return found == columns_.end() ? nullptr : &found->second;
                  }};
    for (const auto& [leaf, points] : points_) result.points.push_back({leaf, points});
    return result;
  }

  /// The same, where what another model reads is equal, by the same objects.
  [[nodiscard]] Inputs inputs_sharing(const RandomModel& other) const {
    Inputs result = inputs();
    for (LeafPoints& points : result.points)
      if (const auto found = other.points_.find(points.leaf);
          found != other.points_.end() && found->second == points_.at(points.leaf))
        points.millionths = found->second;
    result.signal = [this, &other](std::string_view name) -> const expr::Column* {
      const auto found = columns_.find(std::string(name));
      if (found == columns_.end()) return nullptr;
      const expr::Column& column = found->second;
      const expr::Column& before = other.columns_.at(std::string(name));
      const bool same = column.numbers == before.numbers && column.known == before.known;
      return same ? &before : &column;
    };
    return result;
  }

  /// One edit, or a few: points at some sites, a signal at one, a weight, a floor, a way to combine, all of a leaf's
  /// points.
  void change() {
    for (std::size_t i = 1 + draw(3); i > 0; --i) {
      Dimension& dimension = model.dimensions[1 + draw(model.dimensions.size() - 1)];
      switch (draw(8)) {
        case 0: dimension.weight = 0.05 + unit(); break;
        case 1: dimension.floor = unit() * 0.5; break;
        case 2: dimension.combine.method = CombineMethod::max; break;
        case 3:
          if (!points_.empty()) points_.erase(points_.begin());
          break;
        case 4: change_signal(); break;
        default: change_points();
      }
    }
  }

  /// Draws points anew at some sites of some leaves; the leaves, and the sites, with what they are now.
  [[nodiscard]] std::map<DimensionId, std::map<std::size_t, std::int64_t>> change_some_points() {
    std::map<DimensionId, std::map<std::size_t, std::int64_t>> changed;
    for (auto& [leaf, points] : points_)
      if (draw(2) == 0)
        for (std::size_t i = 1 + draw(draw(4) == 0 ? sites_ : sites_ / 8); i > 0; --i) {
          const std::size_t site = draw(sites_);
          points[site] = static_cast<std::int64_t>(draw(3)) * 20'000'000;
          changed[leaf][site] = points[site];
        }
    return changed;
  }

  [[nodiscard]] std::int64_t points_at(DimensionId leaf, std::size_t site) const {
    const auto found = points_.find(leaf);
    return found == points_.end() ? 0 : found->second[site];
  }

  /// A whole number in [0, below).
  std::size_t draw(std::size_t below) { return random_() % below; }
  double unit() { return static_cast<double>(draw(1001)) / 1000; }

 private:
  void change_points() {
    if (points_.empty()) return;
    auto& points = std::next(points_.begin(), std::ptrdiff_t(draw(points_.size())))->second;
    const std::size_t count = draw(3) == 0 ? sites_ : draw(20);
    for (std::size_t i = 0; i < count; ++i)
      points[draw(sites_)] = static_cast<std::int64_t>(draw(100'000'000));
  }

  void change_signal() {
    if (columns_.empty()) return;
    auto& column = std::next(columns_.begin(), std::ptrdiff_t(draw(columns_.size())))->second;
    const std::size_t site = draw(sites_);
    column.numbers[site] = 5 * unit();
    column.known.assign(site, draw(4) != 0);
  }

  Dimension dimension(std::string id) {
    Dimension result;
    result.id = std::move(id);
    result.weight = 0.05 + unit();
    result.floor = draw(2) == 0 ? 0 : unit() * 0.5;
    return result;
  }

  void grow(DimensionId parent, int depth) {
    const std::size_t children = 1 + draw(4);
    for (std::size_t i = 0; i < children; ++i) {
      const DimensionId id(model.dimensions.size());
      model.dimensions.push_back(dimension("d" + std::to_string(id.index())));
      model.dimensions.back().parent = parent;
      model.dimensions[parent.index()].children.push_back(id);
      if (depth < 2 && draw(3) == 0)
        grow(id, depth + 1);
      else
        make_leaf(id);
    }
  }

  void make_leaf(DimensionId id) {
    Dimension& leaf = model.dimensions[id.index()];
    const std::size_t indicators = draw(4);
    if (indicators == 0 || draw(2) == 0)
      leaf.points = Points{static_cast<double>(20 + draw(100)), 0.05 + unit(), ""};
    if (leaf.points && draw(5) != 0) draw_points(points_[id]);
    for (std::size_t i = 0; i < indicators; ++i) leaf.indicators.push_back(indicator());
  }

  /// Half of the sites have none; some are negative, some beyond full.
  void draw_points(std::vector<std::int64_t>& points) {
    for (std::size_t site = 0; site < sites_; ++site)
      points.push_back(draw(2) == 0 ? 0
                                    : (static_cast<std::int64_t>(draw(200'000'000)) - 40'000'000));
  }

  Indicator indicator() {
    Indicator result;
    result.signal = "s" + std::to_string(columns_.size());
    result.weight = 0.05 + unit();
    result.missing = static_cast<Missing>(draw(4));
    result.normalise.method = static_cast<NormaliseMethod>(draw(8));
    result.normalise.falling = draw(4) == 0;
    result.normalise.midpoint = 2;
    if (result.normalise.method == NormaliseMethod::goalposts || draw(2) == 0) {
      result.normalise.low = 0;
      result.normalise.high = 4;
    }
    expr::Column& column = columns_[result.signal];
    column.numbers.resize(sites_);
    column.known = Bits(sites_);
    column.errors = Bits(sites_);
    for (std::size_t site = 0; site < sites_; ++site) {
      column.numbers[site] = draw(3) == 0 ? 0 : 5 * unit();
      if (draw(6) != 0) column.known.set(site);
    }
    return result;
  }

  void choose_methods(Dimension& dimension) {
    dimension.combine.method = static_cast<CombineMethod>(draw(8));
    dimension.combine.exponent = static_cast<double>(draw(9)) - 4;
    for (std::size_t i = 0; i < dimension.part_count(); ++i)
      dimension.combine.order_weights.push_back(0.05 + unit());
    dimension.combine.order_weights = rescaled_weights(dimension.combine.order_weights);
    dimension.weights = static_cast<WeightMethod>(draw(6));
    if (dimension.combine.method == CombineMethod::noisy_or)
      dimension.weights = WeightMethod::equal;
    const bool complete = dimension.combine.method == CombineMethod::owa ||
                          dimension.weights == WeightMethod::entropy ||
                          dimension.weights == WeightMethod::critic ||
                          dimension.weights == WeightMethod::pca;
    for (Indicator& indicator : dimension.indicators)
      if (complete && indicator.missing == Missing::drop) indicator.missing = Missing::mean;
  }

  std::mt19937 random_;
  std::size_t sites_;
  std::map<DimensionId, std::vector<std::int64_t>> points_;
  std::map<std::string, expr::Column> columns_;
};

}  // namespace harbinger::model
