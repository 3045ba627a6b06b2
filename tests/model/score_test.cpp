// SPDX-License-Identifier: Apache-2.0
#include "model/score.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "model/random_model.hpp"
#include "model/site_score.hpp"
#include "ranking/same_assessment.hpp"

using namespace harbinger;
using namespace harbinger::model;
using Catch::Matchers::WithinAbs;
using harbinger::tests::same_bits;

namespace {

/// The model of the documentation: two pillars with a floor of 0.1, a geometric top, one leaf each.
Model two_pillars() {
  Diagnostics diagnostics;
  const auto text = std::make_shared<const SourceText>("two.yaml", R"(
model: two
top: {combine: geometric}
dimensions:
  - {id: influence, floor: 0.1, points: {full: 100}}
  - {id: reliance, floor: 0.1, points: {full: 50}}
tiers:
  bounds: [{tier: high, at_least: 60}, {tier: middle, at_least: 40}, {tier: low, at_least: 0}]
)");
  return load_model(text, diagnostics).value();
}

Model leaf_with(const std::string& indicators) {
  Diagnostics diagnostics;
  const auto text = std::make_shared<const SourceText>(
      "leaf.yaml", "model: leaf\ndimensions:\n  - id: a\n    indicators:\n" + indicators +
                       "tiers: {bounds: [{tier: any, at_least: 0}]}\n");
  auto model = load_model(text, diagnostics);
  for (const auto& d : diagnostics.all()) UNSCOPED_INFO(to_text(d));
  return model.value();
}

expr::Column numbers(const std::vector<std::optional<double>>& values) {
  expr::Column column;
  column.numbers.resize(values.size());
  column.known = Bits(values.size());
  column.errors = Bits(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    column.numbers[row] = values[row].value_or(0);
    column.known.assign(row, values[row].has_value());
  }
  return column;
}

/// Straight from the definitions, one site and one dimension at a time; weights as the model gives them.
double naive_value(const RandomModel& random, const Scores& scores, DimensionId id,
                   std::size_t site) {
  const Dimension& dimension = random.model[id];
  std::vector<double> values;
  std::vector<double> weights;
  std::size_t part = 0;
  const auto add = [&](double value) {
    values.push_back(value);
    weights.push_back(scores.weights[id.index()][part]);
  };
  for (const DimensionId child : dimension.children) {
    add(naive_value(random, scores, child, site));
    ++part;
  }
  if (dimension.points) {
    const double points = static_cast<double>(random.points_at(id, site)) / 1e6;
    add(std::min(std::max(points, 0.0), dimension.points->full) / dimension.points->full);
    ++part;
  }
  for (std::size_t k = 0; k < dimension.indicators.size(); ++k, ++part) {
    const IndicatorValues& indicator = scores.indicators[id.index()][k];
    if (indicator.dropped.size() == 0 || !indicator.dropped[site]) add(indicator.values[site]);
  }
  double sum = 0;
  for (const double weight : weights) sum += weight;
  if (dimension.combine.method != CombineMethod::noisy_or)
    for (double& weight : weights)
      weight = sum > 0 ? weight / sum : 1 / static_cast<double>(weights.size());
  return dimension.floor + (1 - dimension.floor) * combined(dimension.combine, weights, values);
}

/// The points of a random model's leaves, patched as they change.
class PatchedPoints {
 public:
  explicit PatchedPoints(const RandomModel& random) {
    for (const LeafPoints& points : random.inputs().points) {
      const auto whole = points.millionths.whole();
      points_[points.leaf] = LargeArray<std::int64_t>(whole.begin(), whole.end());
    }
  }
  void change(const std::map<DimensionId, std::map<std::size_t, std::int64_t>>& changed) {
    for (const auto& [leaf, sites] : changed) {
      PatchedColumn<std::int64_t>& points = points_.at(leaf);
      const ColumnView was = points;
      Bits rows(was.size());
      for (const auto& [site, now] : sites) rows.set(site);
      Patch<std::int64_t> patch(points.rows_with(std::make_shared<const RowSet>(std::move(rows))));
      for (std::size_t place = 0; place < patch.values.size(); ++place) {
        const std::size_t site = patch.rows->list()[place];
        const auto found = sites.find(site);
        patch.values[place] = found != sites.end() ? found->second : points[site];
      }
      points = {points, std::move(patch)};
    }
  }
  [[nodiscard]] Inputs inputs(const RandomModel& random) const {
    Inputs inputs = random.inputs();
    for (LeafPoints& points : inputs.points) points.millionths = points_.at(points.leaf);
    return inputs;
  }

 private:
  std::map<DimensionId, PatchedColumn<std::int64_t>> points_;
};

/// What rules ask for: nothing, or at some sites one of the tiers.
std::vector<std::uint8_t> some_least_tiers(RandomModel& random) {
  if (random.draw(2) == 0) return {};
  std::vector<std::uint8_t> least(random.inputs().sites, any_tier);
  for (std::uint8_t& tier : least)
    if (random.draw(9) == 0)
      tier = static_cast<std::uint8_t>(random.draw(random.model.tiers.bounds.size()));
  return least;
}

bool same_bytes(const Scores& a, const Scores& b) {
  return a.total == b.total && a.dimensions == b.dimensions && a.weights == b.weights &&
         a.tier == b.tier && a.no_evidence == b.no_evidence && a.incomplete == b.incomplete;
}

}  // namespace

TEST_CASE("A site high on one pillar only is not on top", "[score]") {
  // Pillars 0.1 + 0.9 p. Points (60, 8.3333) of (100, 50): 0.64 and 0.25, the root of their product 0.4.
  // Points (100, 0): 1 and 0.1. None: 0.1 and 0.1.
  const std::vector<std::int64_t> influence = {60'000'000, 100'000'000, 0, 100'000'000};
  const std::vector<std::int64_t> reliance = {8'333'333, 0, 0, 90'000'000};
  const Model model = two_pillars();
  const Scores found =
      score(model, {4, {{DimensionId(1u), influence}, {DimensionId(2u), reliance}}, {}}, 1);
  CHECK_THAT(found.total[0], WithinAbs(40, 1e-5));
  CHECK_THAT(found.total[1], WithinAbs(100 * std::sqrt(0.1), 1e-12));
  CHECK_THAT(found.total[2], WithinAbs(10, 1e-12));
  CHECK_THAT(found.total[3], WithinAbs(100, 1e-12));
  CHECK_THAT(floor_score(model, found), WithinAbs(10, 1e-12));
  CHECK(found.no_evidence[2]);
  CHECK(found.no_evidence.count() == 1);
  CHECK(found.tier == std::vector<std::uint8_t>{2, 2, 2, 0});
}

TEST_CASE("A rule may ask for a tier, which moves the tier and never the score", "[score]") {
  const Model model = two_pillars();
  const std::vector<std::uint8_t> least = {1, any_tier, 2};
  const std::vector<std::int64_t> full = {0, 0, 100'000'000};
  const Inputs inputs{3, {{DimensionId(1u), full}, {DimensionId(2u), full}}, {}};
  const Scores found = score(model, inputs, 1, least);
  CHECK(found.tier == std::vector<std::uint8_t>{1, 2, 0});
  CHECK(found.total == score(model, inputs, 1).total);
}

TEST_CASE("A score that is a bound by hand reaches it", "[score]") {
  // Both pillars 0.6: the root of 0.36 is 0.6, by rounding perhaps less.
  const std::vector<std::int64_t> a = {55'555'556};
  const std::vector<std::int64_t> b = {27'777'778};
  CHECK(score(two_pillars(), {1, {{DimensionId(1u), a}, {DimensionId(2u), b}}, {}}, 1).tier[0] ==
        0);
}

TEST_CASE("Tiers by percentile count the sites below, and equal scores share a tier", "[score]") {
  Model model = two_pillars();
  model.tiers.by = Tiers::By::percentile;
  model.tiers.bounds = {{"top", 80, ""}, {"rest", 0, ""}};
  const std::vector<std::int64_t> points = {1, 2, 3, 9,
                                            9};  // 60 % of the sites are below the last two
  CHECK(score(model, {5, {{DimensionId(1u), points}}, {}}, 1).tier ==
        std::vector<std::uint8_t>(5, 1));
  const std::vector<std::int64_t> one = {1, 2, 3, 8'000'000, 9'000'000};
  CHECK(score(model, {5, {{DimensionId(1u), one}}, {}}, 1).tier ==
        std::vector<std::uint8_t>{1, 1, 1, 1, 0});
}

TEST_CASE("What is missing is treated as each indicator says", "[score]") {
  const auto a = numbers({0.8, std::nullopt, 0.2});
  const auto b = numbers({0.4, 0.4, 0.4});
  const auto score_with = [&](const std::string& missing) {
    const Model model = leaf_with("      - {signal: a, weight: 3, missing: " + missing +
                                  "}\n      - {signal: b}\n");
    return score(model, {3, {}, [&](std::string_view name) { return name == "a" ? &a : &b; }}, 1);
  };
  // Weights 3/4 and 1/4. Site 1: zero 0.1; mean of a 0.5: 0.375 + 0.1; left out: b alone.
  CHECK_THAT(score_with("zero").total[1], WithinAbs(10, 1e-12));
  CHECK_THAT(score_with("mean").total[1], WithinAbs(47.5, 1e-12));
  CHECK_THAT(score_with("drop").total[1], WithinAbs(40, 1e-12));
  const Scores unknown = score_with("unknown");
  CHECK_THAT(unknown.total[1], WithinAbs(10, 1e-12));
  CHECK(unknown.incomplete[1]);
  CHECK(unknown.incomplete.count() == 1);
  CHECK(score_with("zero").incomplete.count() == 0);
}

TEST_CASE("An error of a signal never counts as 0 in silence", "[score]") {
  auto column = numbers({0.5, 0.5, std::nan("")});
  column.known.reset(1);
  column.errors.set(1);
  const Model model = leaf_with("      - {signal: a}\n");
  const Scores found = score(model, {3, {}, [&](std::string_view) { return &column; }}, 1);
  CHECK(found.total == SiteNumbers{50, 0, 0});
  CHECK(found.incomplete[1]);
  CHECK(found.incomplete[2]);
}

TEST_CASE("Truth values count as 0 and 1, ranges by their middle, no column as unknown",
          "[score]") {
  expr::Column truth;
  truth.kind = expr::ColumnKind::truth;
  truth.known = Bits(2, true);
  truth.errors = Bits(2);
  truth.truths = Bits(2);
  truth.truths.set(1);
  auto range = numbers({0.2, 0.4});
  range.uppers = {0.4, 0.4};
  const Model model = leaf_with(
      "      - {signal: truth}\n      - {signal: range}\n      - {signal: none, weight: 2}\n");
  const Scores found =
      score(model,
            {2,
             {},
             [&](std::string_view name) -> const expr::Column* {
               return name == "truth" ? &truth : name == "range" ? &range : nullptr;
             }},
            1);
  CHECK_THAT(found.total[0], WithinAbs(100 * 0.3 / 4, 1e-12));
  CHECK_THAT(found.total[1], WithinAbs(100 * 1.4 / 4, 1e-12));
}

TEST_CASE("No sites give no scores", "[score]") {
  CHECK(score(two_pillars(), {0, {}, {}}, 4).total->empty());
}

TEST_CASE("Scores are what the definitions give, dimension by dimension", "[score]") {
  const bool holds = rc::check("score = naive", [](std::uint32_t seed) {
    const RandomModel random(seed);
    const Scores scores = score(random.model, random.inputs(), 2);
    for (std::size_t site = 0; site < scores.total->size(); ++site) {
      RC_ASSERT(std::abs(scores.total[site] - 100 * naive_value(random, scores, Model::top, site)) <
                1e-11);
      RC_ASSERT(scores.total[site] >= floor_score(random.model, scores) - 1e-11);
      RC_ASSERT(scores.total[site] <= 100 + 1e-11);
      if (scores.no_evidence[site])
        RC_ASSERT(std::abs(scores.total[site] - floor_score(random.model, scores)) < 1e-11);
    }
  });
  CHECK(holds);
}

TEST_CASE("Every site of many blocks scores as it does alone, bit for bit", "[score][property]") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const RandomModel random(seed, 2500);
    const Inputs inputs = random.inputs();
    const Scores scores = score(random.model, inputs, 2);
    INFO("seed " << seed);
    for (std::size_t site = 0; site < inputs.sites; ++site) {
      const SiteParts parts = site_parts(random.model, inputs, scores, site);
      REQUIRE(same_bits(site_score(random.model, scores.weights, parts), scores.total[site]));
    }
  }
}

TEST_CASE("Scores made from those before are those made afresh, bit for bit", "[score][property]") {
  std::size_t shared = 0;
  std::size_t computed = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const RandomModel before(seed, 2200);
    const Scores was = score(before.model, before.inputs(), 1);
    RandomModel after = before;
    after.change();
    const Inputs inputs_before = before.inputs();
    // What did not change is the same object in every other round, and an equal one in the others.
    const Inputs inputs = seed % 2 == 0 ? after.inputs_sharing(before) : after.inputs();
    const Scored scored{before.model, inputs_before, was, {}};
    const std::size_t computed_before = computed;
    const Scores now = score(after.model, inputs, 1 + seed % 3, {}, &scored, &computed);
    const Scores fresh = score(after.model, inputs, 1);
    INFO("seed " << seed);
    REQUIRE(same_bytes(now, fresh));
    for (std::size_t d = 0; d < now.dimensions.size(); ++d)
      for (std::size_t site = 0; site < inputs.sites; ++site)
        REQUIRE(same_bits(now.dimensions[d][site], fresh.dimensions[d][site]));
    shared += now.dimensions.size() - (computed - computed_before);
  }
  CHECK(shared > 400);
  CHECK(computed > 800);
}

TEST_CASE("Scores of points patched one edit after the other are those made afresh, bit for bit",
          "[score][property]") {
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    RandomModel random(seed, 2200);
    PatchedPoints points(random);
    std::vector<std::uint8_t> least = some_least_tiers(random);
    Scores was = score(random.model, points.inputs(random), 1, least);
    for (int edit = 0; edit < 5; ++edit) {
      const PatchedPoints before = points;
      const std::vector<std::uint8_t> least_before = least;
      points.change(random.change_some_points());
      if (random.draw(3) == 0) least = some_least_tiers(random);
      const Inputs inputs_before = before.inputs(random);
      const Scored scored{random.model, inputs_before, was, least_before};
      Scores now = score(random.model, points.inputs(random), 1 + seed % 3, least, &scored);
      const Scores fresh = score(random.model, random.inputs(), 1, least);
      INFO("seed " << seed << ", edit " << edit);
      for (std::size_t site = 0; site < fresh.tier.size(); ++site) {
        for (std::size_t d = 0; d < now.dimensions.size(); ++d)
          REQUIRE(same_bits(now.dimensions[d][site], fresh.dimensions[d][site]));
        REQUIRE(same_bits(now.total[site], fresh.total[site]));
      }
      REQUIRE(now.tier == fresh.tier);
      REQUIRE(now.no_evidence == fresh.no_evidence);
      REQUIRE(now.incomplete == fresh.incomplete);
      if (random.draw(4) == 0) REQUIRE(same_bytes(now, fresh));  // makes the columns whole
      was = std::move(now);
    }
  }
}

TEST_CASE("Threads do not change a byte of the scores", "[score]") {
  const bool holds = rc::check("score: 1 = 2 = 8 threads", [](std::uint32_t seed) {
    const RandomModel random(seed, 3000);
    const Scores one = score(random.model, random.inputs(), 1);
    RC_ASSERT(same_bytes(one, score(random.model, random.inputs(), 2)));
    RC_ASSERT(same_bytes(one, score(random.model, random.inputs(), 8)));
  });
  CHECK(holds);
}
