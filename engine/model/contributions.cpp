// SPDX-License-Identifier: Apache-2.0
#include "model/contributions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "model/detail/parts.hpp"
#include "model/weights.hpp"

namespace harbinger::model {
namespace {

/// The parts of one dimension at one site: `present` is what each is worth, `absent` what it would be
/// without evidence. Parts that are left out at the site are not among them.
struct Game {
  std::vector<std::size_t> part;
  std::vector<double> weights;
  std::vector<double> present;
  std::vector<double> absent;

  void add(std::size_t which, double weight, double value, double without) {
    part.push_back(which);
    weights.push_back(weight);
    present.push_back(value);
    absent.push_back(without);
  }
};

std::vector<double> worth_of_coalitions(const Combination& how, const Game& game) {
  const std::size_t players = game.part.size();
  std::vector<double> worth(std::size_t{1} << players);
  std::vector<double> values(players);
  for (std::size_t mask = 0; mask < worth.size(); ++mask) {
    for (std::size_t i = 0; i < players; ++i)
      values[i] = ((mask >> i) & 1) != 0 ? game.present[i] : game.absent[i];
    worth[mask] = combined(how, game.weights, values);
  }
  return worth;
}

/// What each player adds. In a sum that is the same for every coalition.
std::vector<double> added_by_players(const Combination& how, const Game& game) {
  if (!is_additive(how)) return shapley_values(game.part.size(), worth_of_coalitions(how, game));
  std::vector<double> result;
  for (std::size_t i = 0; i < game.part.size(); ++i)
    result.push_back(game.weights[i] * (game.present[i] - game.absent[i]));
  return result;
}

/// `amount` in proportion to `keys`; nothing where the keys add up to nothing.
std::vector<double> shared(double amount, std::vector<double> keys) {
  double sum = 0;
  for (const double key : keys) sum += key;
  for (double& key : keys) key = sum > 0 ? amount * (key / sum) : 0;
  return keys;
}

class Sharing {
 public:
  Sharing(const Model& model, const Inputs& inputs, const Scores& scores, std::size_t site)
      : model_(model),
        inputs_(inputs),
        scores_(scores),
        site_(site),
        floor_states_(floor_states(model, scores.weights)) {}

  Contributions result() {
    const double floor = 100 * floor_states_[Model::top.index()];
    share_floor(Model::top, floor);
    share_rise(Model::top, scores_.total[site_] - floor);
    const auto in_model_order = [](const auto& key) {
      return [key](const auto& a, const auto& b) { return a.*key < b.*key; };
    };
    std::sort(result_.floors.begin(), result_.floors.end(), in_model_order(&FloorShare::dimension));
    std::sort(result_.leaves.begin(), result_.leaves.end(), in_model_order(&LeafShare::leaf));
    return std::move(result_);
  }

 private:
  void share_rise(DimensionId id, double amount) {
    const Dimension& dimension = model_[id];
    const Game game = dimension.is_leaf() ? leaf_game(id) : children_game(id);
    const std::vector<double> shares = shared(amount, added_by_players(dimension.combine, game));
    if (dimension.is_leaf()) return add_leaf(id, game, shares);
    for (std::size_t i = 0; i < shares.size(); ++i) share_rise(dimension.children[i], shares[i]);
  }

  void share_floor(DimensionId id, double amount) {
    const Dimension& dimension = model_[id];
    const double state = floor_states_[id.index()];
    if (!(state > 0)) return;
    const double own = amount * (dimension.floor / state);
    if (dimension.floor > 0) result_.floors.push_back({id, own});
    Game game;
    for (std::size_t i = 0; i < dimension.children.size(); ++i)
      game.add(i, scores_.weights[id.index()][i], floor_states_[dimension.children[i].index()], 0);
    const std::vector<double> shares =
        shared(amount - own, added_by_players(dimension.combine, game));
    for (std::size_t i = 0; i < shares.size(); ++i) share_floor(dimension.children[i], shares[i]);
  }

  [[nodiscard]] Game children_game(DimensionId id) const {
    Game game;
    const std::vector<DimensionId>& children = model_[id].children;
    for (std::size_t i = 0; i < children.size(); ++i)
      game.add(i, scores_.weights[id.index()][i], scores_.dimensions[children[i].index()][site_],
               floor_states_[children[i].index()]);
    return game;
  }

  [[nodiscard]] Game leaf_game(DimensionId id) const {
    Game game;
    const Dimension& leaf = model_[id];
    const std::vector<double>& weights = scores_.weights[id.index()];
    if (leaf.points) game.add(0, weights[0], points_value(*leaf.points, points_at_site(id)), 0);
    const std::size_t first = leaf.points ? 1 : 0;
    for (std::size_t k = 0; k < leaf.indicators.size(); ++k) {
      const IndicatorValues& indicator = scores_.indicators[id.index()][k];
      if (indicator.dropped.size() != 0 && indicator.dropped[site_]) continue;
      game.add(first + k, weights[first + k], indicator.values[site_], 0);
    }
    const bool complete = game.part.size() == weights.size();
    if (!complete && !keeps_weights(leaf.combine)) game.weights = rescaled_weights(game.weights);
    return game;
  }

  [[nodiscard]] std::int64_t points_at_site(DimensionId leaf) const {
    for (const LeafPoints& points : inputs_.points)
      if (points.leaf == leaf && !points.millionths.empty()) return points.millionths[site_];
    return 0;
  }

  void add_leaf(DimensionId id, const Game& game, const std::vector<double>& shares) {
    LeafShare leaf{id, 0, std::vector<double>(model_[id].indicators.size(), 0.0)};
    const std::size_t first = model_[id].points ? 1 : 0;
    for (std::size_t i = 0; i < shares.size(); ++i)
      (game.part[i] < first ? leaf.points : leaf.indicators[game.part[i] - first]) = shares[i];
    result_.leaves.push_back(std::move(leaf));
  }

  const Model& model_;
  const Inputs& inputs_;
  const Scores& scores_;
  std::size_t site_;
  std::vector<double> floor_states_;
  Contributions result_;
};

}  // namespace

double LeafShare::sum() const {
  double result = points;
  for (const double indicator : indicators) result += indicator;
  return result;
}

double Contributions::sum() const {
  double result = 0;
  for (const FloorShare& floor : floors) result += floor.value;
  for (const LeafShare& leaf : leaves) result += leaf.sum();
  return result;
}

Contributions contributions(const Model& model, const Inputs& inputs, const Scores& scores,
                            std::size_t site) {
  return Sharing(model, inputs, scores, site).result();
}

std::vector<double> split_points(double contribution, std::span<const std::int64_t> rule_points) {
  __int128 exact = 0;  // of any number of int64
  for (const std::int64_t points : rule_points) exact += points;
  std::vector<double> parts(rule_points.size(), 0.0);
  if (exact <= 0) return parts;
  double rest = contribution;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i] = contribution * (static_cast<double>(rule_points[i]) / static_cast<double>(exact));
    rest -= parts[i];
    if (std::abs(parts[i]) > std::abs(parts[largest])) largest = i;
  }
  parts[largest] += rest;  // what rounding left over
  return parts;
}

std::vector<double> shapley_values(std::size_t players, std::span<const double> worth) {
  // A coalition of s others comes before a player in s! (n - 1 - s)! of the n! orders: 1 / (n C(n-1, s)).
  std::vector<double> chance(players, 0.0);
  double choices = 1;
  for (std::size_t s = 0; s < players; ++s) {
    chance[s] = 1 / (static_cast<double>(players) * choices);
    choices *= static_cast<double>(players - 1 - s) / static_cast<double>(s + 1);
  }
  std::vector<double> result(players, 0.0);
  for (std::size_t mask = 0; mask < worth.size(); ++mask)
    for (std::size_t i = 0; i < players; ++i)
      if (((mask >> i) & 1) == 0)
        result[i] += chance[static_cast<std::size_t>(std::popcount(mask))] *
                     (worth[mask | (std::size_t{1} << i)] - worth[mask]);
  return result;
}

}  // namespace harbinger::model
