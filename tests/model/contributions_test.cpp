// SPDX-License-Identifier: Apache-2.0
#include "model/contributions.hpp"
#include "model/weights.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "model/random_model.hpp"

using namespace harbinger;
using namespace harbinger::model;
using Catch::Matchers::WithinAbs;

namespace {

Model model_of(const std::string& yaml) {
  Diagnostics diagnostics;
  auto model = load_model(std::make_shared<const SourceText>("m.yaml", yaml), diagnostics);
  for (const auto& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  return model.value();
}

const char* const tiers = "tiers: {bounds: [{tier: any, at_least: 0}]}\n";

/// The mean of what each player adds, over every order in which they can come.
template <class Worth>
std::vector<double> shapley_by_orders(std::size_t players, const Worth& worth) {
  std::vector<std::size_t> order(players);
  std::iota(order.begin(), order.end(), 0u);
  std::vector<double> sums(players, 0.0);
  double orders = 0;
  do {
    std::size_t mask = 0;
    for (const std::size_t player : order) {
      sums[player] += worth(mask | (std::size_t{1} << player)) - worth(mask);
      mask |= std::size_t{1} << player;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& sum : sums) sum /= orders;
  return sums;
}

/// The slow twin of `contributions`: the definition of the header, every dimension by enumeration of orders.
class ByOrders {
 public:
  ByOrders(const RandomModel& random, const Scores& scores, std::size_t site)
      : random_(random), scores_(scores), site_(site) {
    share(Model::top, 100 * (value(Model::top) - bare(Model::top)));
  }
  std::map<DimensionId, double> leaves;
  std::map<std::pair<DimensionId, std::size_t>, double> parts;

 private:
  [[nodiscard]] double value(DimensionId id) const { return scores_.dimensions[id.index()][site_]; }
  [[nodiscard]] double bare(DimensionId id) const {
    const Dimension& dimension = random_.model[id];
    std::vector<double> children;
    for (const DimensionId child : dimension.children) children.push_back(bare(child));
    return dimension.floor + (1 - dimension.floor) *
                                 combined(dimension.combine, scores_.weights[id.index()], children);
  }

  void share(DimensionId id, double amount) {
    const Dimension& dimension = random_.model[id];
    std::vector<double> with, without, weights;
    std::vector<std::size_t> which;
    const auto add = [&](std::size_t part, double present, double absent) {
      which.push_back(part);
      with.push_back(present);
      without.push_back(absent);
      weights.push_back(scores_.weights[id.index()][part]);
    };
    for (std::size_t i = 0; i < dimension.children.size(); ++i)
      add(i, value(dimension.children[i]), bare(dimension.children[i]));
    const std::size_t first = dimension.points ? 1 : 0;
    if (dimension.points)
      add(0,
          std::clamp(
              static_cast<double>(random_.points_at(id, site_)) / 1e6 / dimension.points->full, 0.0,
              1.0),
          0);
    for (std::size_t k = 0; k < dimension.indicators.size(); ++k) {
      const IndicatorValues& indicator = scores_.indicators[id.index()][k];
      if (indicator.dropped.size() == 0 || !indicator.dropped[site_])
        add(first + k, indicator.values[site_], 0);
    }
    if (dimension.combine.method != CombineMethod::noisy_or) weights = rescaled_weights(weights);
    auto added = shapley_by_orders(which.size(), [&](std::size_t mask) {
      std::vector<double> values = without;
      for (std::size_t i = 0; i < values.size(); ++i)
        if ((mask >> i & 1) != 0) values[i] = with[i];
      return combined(dimension.combine, weights, values);
    });
    const double all = std::accumulate(added.begin(), added.end(), 0.0);
    for (double& one : added) one = all > 0 ? amount * one / all : 0;
    if (!dimension.is_leaf())
      for (std::size_t i = 0; i < added.size(); ++i) share(dimension.children[i], added[i]);
    else
      for (std::size_t i = 0; i < added.size(); ++i) {
        leaves[id] += added[i];
        parts[{id, which[i]}] = added[i];
      }
  }

  const RandomModel& random_;
  const Scores& scores_;
  std::size_t site_;
};

}  // namespace

TEST_CASE("Two multiplied pillars share what only both together bring", "[contributions]") {
  // Pillars 0.64 and 0.25 over floors of 0.1, u = sqrt(a b): nothing 0.1, first alone sqrt(0.064), second
  // alone sqrt(0.025), both 0.4. Shapley: half of what each adds first plus half of what it adds last.
  const Model model = model_of(std::string(R"(
model: two
top: {combine: geometric}
dimensions:
  - {id: influence, floor: 0.1, points: {full: 60}}
  - {id: reliance, floor: 0.1, points: {full: 60}}
)") + tiers);
  const std::vector<std::int64_t> influence = {36'000'000};
  const std::vector<std::int64_t> reliance = {10'000'000};
  const Inputs inputs{1, {{DimensionId(1u), influence}, {DimensionId(2u), reliance}}, {}};
  const Scores scores = score(model, inputs, 1);
  const Contributions found = contributions(model, inputs, scores, 0);
  const double first = std::sqrt(0.064), second = std::sqrt(0.025);
  REQUIRE(found.leaves.size() == 2);
  CHECK_THAT(found.leaves[0].points, WithinAbs(50 * ((first - 0.1) + (0.4 - second)), 1e-12));
  CHECK_THAT(found.leaves[1].points, WithinAbs(50 * ((second - 0.1) + (0.4 - first)), 1e-12));
  // The floor of 10 is half the one pillar's and half the other's.
  REQUIRE(found.floors.size() == 2);
  CHECK_THAT(found.floors[0].value, WithinAbs(5, 1e-12));
  CHECK_THAT(found.floors[1].value, WithinAbs(5, 1e-12));
  CHECK_THAT(found.sum(), WithinAbs(40, 1e-12));
}

TEST_CASE("In a sum every part adds its weight times its value", "[contributions]") {
  const Model model = model_of(std::string(R"(
model: sum
dimensions:
  - id: a
    weight: 3
    floor: 0.2
    children:
      - {id: x, weight: 1, points: {full: 100}}
      - {id: y, weight: 4, points: {full: 100}}
  - {id: b, weight: 1, points: {full: 100}}
)") + tiers);
  const std::vector<std::int64_t> x = {50'000'000}, y = {100'000'000}, b = {-10'000'000};
  const Inputs inputs{1, {{DimensionId(2u), x}, {DimensionId(3u), y}, {DimensionId(4u), b}}, {}};
  const Contributions found = contributions(model, inputs, score(model, inputs, 1), 0);
  // a counts 3/4, of which 0.8 is above the floor; x is 1/5 of it, y 4/5.
  CHECK_THAT(found.leaves[0].points, WithinAbs(100 * 0.75 * 0.8 * 0.2 * 0.5, 1e-12));
  CHECK_THAT(found.leaves[1].points, WithinAbs(100 * 0.75 * 0.8 * 0.8, 1e-12));
  CHECK(found.leaves[2].points == 0);
  REQUIRE(found.floors.size() == 1);
  CHECK_THAT(found.floors[0].value, WithinAbs(100 * 0.75 * 0.2, 1e-12));
}

TEST_CASE("Contributions add up to the score of every site of any model", "[contributions]") {
  double worst = 0;
  std::size_t checked = 0;
  const bool holds = rc::check("floors + leaves = score", [&](std::uint32_t seed) {
    for (std::uint32_t part = 0; part < 5; ++part) {
      const RandomModel random(seed * 5 + part);
      const Inputs inputs = random.inputs();
      const Scores scores = score(random.model, inputs, 1);
      for (std::size_t site = 0; site < inputs.sites; ++site, ++checked) {
        const Contributions found = contributions(random.model, inputs, scores, site);
        worst = std::max(worst, std::abs(found.sum() - scores.total[site]));
        RC_ASSERT(std::abs(found.sum() - scores.total[site]) < 1e-11);
        double floors = 0;
        for (const FloorShare& floor : found.floors) floors += floor.value;
        RC_ASSERT(std::abs(floors - floor_score(random.model, scores)) < 1e-11);
        for (const LeafShare& leaf : found.leaves) RC_ASSERT(leaf.sum() >= -1e-11);
      }
    }
  });
  CHECK(holds);
  INFO(checked << " sites, worst " << worst);
  CHECK(worst < 1e-11);
}

TEST_CASE("Contributions are those of the enumeration of all orders", "[contributions]") {
  const bool holds = rc::check("contributions = by orders", [](std::uint32_t seed) {
    const RandomModel random(seed, 6);
    const Inputs inputs = random.inputs();
    const Scores scores = score(random.model, inputs, 1);
    for (std::size_t site = 0; site < inputs.sites; ++site) {
      const ByOrders slow(random, scores, site);
      for (const LeafShare& leaf : contributions(random.model, inputs, scores, site).leaves) {
        const std::size_t first = random.model[leaf.leaf].points ? 1 : 0;
        const auto slow_part = [&](std::size_t part) {
          const auto found = slow.parts.find({leaf.leaf, part});
          return found == slow.parts.end() ? 0.0 : found->second;
        };
        if (first == 1) RC_ASSERT(std::abs(leaf.points - slow_part(0)) < 1e-9);
        for (std::size_t k = 0; k < leaf.indicators.size(); ++k)
          RC_ASSERT(std::abs(leaf.indicators[k] - slow_part(first + k)) < 1e-9);
      }
    }
  });
  CHECK(holds);
}

TEST_CASE("Shapley values of the gloves game and of any game by enumeration", "[contributions]") {
  // One left glove and two right ones, a pair is worth 1: 2/3, 1/6, 1/6 (Shapley 1953's own measure; the
  // game is a textbook one).
  const std::vector<double> gloves = {0, 0, 0, 1, 0, 1, 0, 1};
  const auto found = shapley_values(3, gloves);
  CHECK_THAT(found[0], WithinAbs(2.0 / 3, 1e-15));
  CHECK_THAT(found[1], WithinAbs(1.0 / 6, 1e-15));
  CHECK_THAT(found[2], WithinAbs(1.0 / 6, 1e-15));
  const bool holds = rc::check("shapley = all orders", [](std::uint32_t seed) {
    std::mt19937 random(seed);
    const std::size_t players = 1 + random() % 6;
    std::vector<double> worth(std::size_t{1} << players);
    for (double& one : worth) one = static_cast<double>(random() % 1000) / 10;
    const auto fast = shapley_values(players, worth);
    const auto slow = shapley_by_orders(players, [&](std::size_t mask) { return worth[mask]; });
    for (std::size_t i = 0; i < players; ++i) RC_ASSERT(std::abs(fast[i] - slow[i]) < 1e-10);
  });
  CHECK(holds);
}

TEST_CASE("The points of a leaf are divided over its rules, what mitigates being negative",
          "[contributions]") {
  // 30 + 20 - 10 = 40 points bring 8: 0.2 each.
  const auto found =
      split_points(8, std::vector<std::int64_t>{30'000'000, 20'000'000, -10'000'000});
  CHECK_THAT(found[0], WithinAbs(6, 1e-14));
  CHECK_THAT(found[1], WithinAbs(4, 1e-14));
  CHECK_THAT(found[2], WithinAbs(-2, 1e-14));
}

TEST_CASE("Rules of a leaf without net points bring nothing each", "[contributions]") {
  CHECK(split_points(0, std::vector<std::int64_t>{10, -10}) == std::vector<double>{0, 0});
  CHECK(split_points(0, std::vector<std::int64_t>{10, -30}) == std::vector<double>{0, 0});
  CHECK(split_points(0, std::vector<std::int64_t>{}).empty());
  CHECK(split_points(0, std::vector<std::int64_t>{0, 0}) == std::vector<double>{0, 0});
}

TEST_CASE("What the rules of a leaf bring adds up, also when the leaf is over full",
          "[contributions]") {
  const bool holds = rc::check(
      "split_points: sum, sign, proportion",
      [](std::vector<std::int32_t> drawn, std::uint16_t tenths) {
        std::vector<std::int64_t> points(drawn.begin(), drawn.end());
        const std::int64_t total = std::accumulate(points.begin(), points.end(), std::int64_t{0});
        const double contribution = total > 0 ? static_cast<double>(tenths) / 10 : 0;
        const auto parts = split_points(contribution, points);
        double sum = 0, size = 0;
        for (const double part : parts) {
          sum += part;
          size += std::abs(part);
        }
        RC_ASSERT(std::abs(sum - contribution) <=
                  1e-15 * size * static_cast<double>(parts.size() + 1));
        for (std::size_t i = 0; i < parts.size(); ++i)
          RC_ASSERT(parts[i] * static_cast<double>(points[i]) >= 0);
      });
  CHECK(holds);
  // Sums beyond 64 bits are no fault.
  const std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  const auto parts = split_points(9, std::vector<std::int64_t>{huge, huge, huge});
  CHECK_THAT(parts[0], WithinAbs(3, 1e-14));
}
