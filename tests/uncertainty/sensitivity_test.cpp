// SPDX-License-Identifier: Apache-2.0
#include "uncertainty/sensitivity.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/random_model.hpp"
#include "model/site_score.hpp"
#include "ranking/bundled.hpp"
#include "ranking/same_assessment.hpp"
#include "uncertainty/draws.hpp"

using namespace harbinger;
using namespace harbinger::uncertainty;
using harbinger::tests::bundled;
using harbinger::tests::bundled_assessment;
using harbinger::tests::same_bits;

namespace {

/// The bundled rules under another model, written out.
struct OtherModel {
  model::Model model;
  ranking::Assessment assessment;

  explicit OtherModel(model::Model other)
      : model(std::move(other)),
        assessment({bundled().graph, bundled().rules, model}, bundled().view(), 2) {}
};

/// The bundled model with the weights of a draw, each as it is multiplied and not rescaled.
model::Model with_drawn_weights(const Doubts& doubts, std::size_t draw) {
  model::Model model = bundled().model;
  std::uint64_t of = 0;
  for (std::size_t d = 0; d < model.dimensions.size(); ++d) {
    for (const model::DimensionId child : model.dimensions[d].children)
      model.dimensions[child.index()].weight *= factor(doubts.spread, doubts.seed, draw, of++);
    if (model.dimensions[d].points) ++of;  // alone in its leaf
    REQUIRE(model.dimensions[d].indicators.empty());
  }
  return model;
}

/// The points of a dimension at one site, each rule's times its factor: settled as rule/evaluate.hpp says.
std::int64_t naive_points(const Base& base, rule::DimensionId dimension,
                          std::span<const double> factors, std::size_t row) {
  const auto given = [&](rule::RuleId id) -> std::int64_t {
    const rule::RuleOutcome& outcome = base.outcomes->rules[id.index()];
    const bool adds = base.rules->rule(id).effect == rule::Effect::points;
    return std::llround(static_cast<double>(outcome.points(row)) *
                        (adds ? factors[id.index()] : 1));
  };
  std::int64_t total = 0;
  std::map<std::pair<rule::Effect, std::string>, rule::RuleId> changes;
  for (std::size_t r = 0; r < factors.size(); ++r) {
    const rule::Rule& rule = base.rules->rules()[r];
    if (rule.dimension != dimension || !base.outcomes->rules[r].fired[row]) continue;
    if (rule.effect != rule::Effect::points) changes[{rule.effect, rule.id}] = rule::RuleId(r);
    if (rule.effect == rule::Effect::points && !rule.group.valid()) total += given(rule::RuleId(r));
  }
  for (const rule::Group& group : base.rules->groups()) {
    if (group.dimension != dimension) continue;
    std::int64_t sum = 0;
    for (const rule::RuleId id : group.rules) sum += given(id);
    total += std::clamp(sum, -group.cap, group.cap);
  }
  for (const auto& [effect, id] : changes) {
    if (effect.first == rule::Effect::multiply) total = rule::scaled(total, given(id));
    if (effect.first == rule::Effect::floor) total = std::max(total, given(id));
    if (effect.first == rule::Effect::cap) total = std::min(total, given(id));
  }
  return total;
}

/// All scores of a draw, site by site through the slow twin.
std::vector<double> naive_scores(const Base& base, const Doubts& doubts, std::size_t draw) {
  const auto weights = drawn_weights(base, doubts, draw);
  const auto factors = doubts.points ? drawn_factors(base, doubts, draw) : std::vector<double>();
  std::vector<double> scores;
  for (std::uint32_t row = 0; row < base.inputs.sites; ++row) {
    model::SiteParts parts = model::site_parts(base.model, base.inputs, base.scores, row);
    if (doubts.points)
      for (std::size_t d = 0; d < base.rules->dimensions().size(); ++d)
        parts.points[base.model.find(base.rules->dimensions()[d])->index()] =
            naive_points(base, rule::DimensionId(d), factors, row);
    scores.push_back(model::site_score(base.model, weights, parts));
  }
  return scores;
}

/// The ranks of one site in all draws, sorted: a full sort per draw.
std::vector<std::vector<std::uint32_t>> naive_ranks(const Base& base, const Doubts& doubts,
                                                    std::span<const std::uint32_t> sites) {
  std::vector<std::vector<std::uint32_t>> ranks(sites.size());
  for (std::size_t draw = 0; draw < doubts.draws; ++draw) {
    std::vector<double> scores = naive_scores(base, doubts, draw);
    std::vector<double> falling = scores;
    std::sort(falling.begin(), falling.end(), std::greater<>());
    for (std::size_t i = 0; i < sites.size(); ++i)
      ranks[i].push_back(static_cast<std::uint32_t>(
          1 +
          (std::lower_bound(falling.begin(), falling.end(), scores[sites[i]], std::greater<>()) -
           falling.begin())));
  }
  for (auto& of_site : ranks) std::sort(of_site.begin(), of_site.end());
  return ranks;
}

void require_naive(const Base& base, const Doubts& doubts, std::size_t top, unsigned threads) {
  const Sensitivity found = sensitivity(base, doubts, top, threads);
  const std::vector<std::uint32_t> sites = ranking::top(*base.scores.total, top);
  const ranking::Ranks all = ranking::competition_ranks(*base.scores.total);
  const auto ranks = naive_ranks(base, doubts, sites);
  REQUIRE(found.shown.size() == sites.size());
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const SiteDoubt& site = found.shown[i];
    const auto at = [&](double share) {  // the least rank that so large a share does not exceed
      std::size_t k = 0;
      while (double(k + 1) < share * double(doubts.draws) - 1e-9) ++k;
      return ranks[i][k];
    };
    INFO("row " << sites[i]);
    REQUIRE(site.site == sites[i]);
    REQUIRE(site.rank == all.rank[sites[i]]);
    REQUIRE(site.score == base.scores.total[sites[i]]);
    REQUIRE(site.median == at(0.5));
    REQUIRE(site.low == at(0.05));
    REQUIRE(site.high == at(0.95));
    const auto in_top = std::count_if(ranks[i].begin(), ranks[i].end(),
                                      [&](std::uint32_t rank) { return rank <= top; });
    REQUIRE(site.share_in_top == double(in_top) / double(doubts.draws));
  }
}

}  // namespace

TEST_CASE("A draw of weights scores as a model with those weights written out", "[sensitivity]") {
  const Doubts doubts{.draws = 5, .seed = 3, .spread = 0.6};
  const ranking::Assessment& base = bundled_assessment();
  for (std::size_t draw = 0; draw < doubts.draws; ++draw) {
    const OtherModel written(with_drawn_weights(doubts, draw));
    const std::vector<double> drawn = naive_scores(base_of(base), doubts, draw);
    for (std::size_t row = 0; row < base.sites(); ++row)
      REQUIRE(same_bits(drawn[row], written.assessment.scores.total[row]));
    // One draw alone: its rank is the interval.
    const Doubts one{.draws = draw + 1, .seed = 3, .spread = 0.6};
    if (draw > 0) continue;
    for (const SiteDoubt& site : sensitivity(base_of(base), one, 30, 2).shown) {
      CHECK(site.median == written.assessment.ranking.rank()[site.site]);
      CHECK(site.low == site.high);
    }
  }
}

TEST_CASE("Without spread every draw is the ranking itself", "[sensitivity]") {
  const ranking::Assessment& base = bundled_assessment();
  const Doubts doubts{.draws = 7, .spread = 0, .weights = true, .points = true};
  for (const SiteDoubt& site : sensitivity(base_of(base), doubts, base.sites(), 2).shown) {
    CHECK(site.rank == base.ranking.rank()[site.site]);
    CHECK(site.low == site.rank);
    CHECK(site.median == site.rank);
    CHECK(site.high == site.rank);
    CHECK(site.share_in_top == 1);
  }
}

TEST_CASE("Intervals are those of a full sort per draw", "[sensitivity][property]") {
  const ranking::Assessment& base = bundled_assessment();
  require_naive(base_of(base), {.draws = 120, .seed = 1, .spread = 0.25}, 20, 1);
  require_naive(base_of(base), {.draws = 120, .seed = 2, .spread = 0.9}, 100, 2);
  require_naive(base_of(base), {.draws = 40, .spread = 0.3, .weights = false, .points = true}, 20,
                2);
  require_naive(base_of(base), {.draws = 40, .spread = 0.5, .weights = true, .points = true}, 60,
                3);
  require_naive(base_of(base), {.draws = 10, .spread = 0.5}, 100'000, 2);
}

TEST_CASE("Whatever way a model combines, intervals are those of a full sort per draw",
          "[sensitivity][property]") {
  using enum model::CombineMethod;
  for (const auto method : {arithmetic, geometric, harmonic, noisy_or, max, min, owa, power_mean})
    for (const double exponent : {-2.0, 0.5, 3.0}) {
      if (method != power_mean && exponent != 3) continue;
      model::Model model = bundled().model;
      for (model::Dimension& dimension : model.dimensions) {
        if (dimension.is_leaf()) continue;
        dimension.combine = {method, exponent, {}};
        const std::size_t parts = dimension.part_count();
        if (method == owa)
          for (std::size_t i = 0; i < parts; ++i)
            dimension.combine.order_weights.push_back(double(parts - i) * 2 /
                                                      double(parts * (parts + 1)));
      }
      const OtherModel other(std::move(model));
      INFO("method " << int(method) << ", exponent " << exponent);
      require_naive(base_of(other.assessment), {.draws = 25, .spread = 0.5}, 20, 2);
    }
}

TEST_CASE("Under any model, with values left out, intervals are those of a full sort per draw",
          "[sensitivity][property]") {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const model::RandomModel random(seed, 1200);
    const model::Inputs inputs = random.inputs();
    const model::Scores scores = model::score(random.model, inputs, 1);
    INFO("seed " << seed);
    require_naive({random.model, inputs, scores}, {.draws = 8, .seed = seed, .spread = 0.4},
                  seed % 2 == 0 ? 15 : 300, 1 + seed % 3);
  }
}

TEST_CASE("Threads do not change an interval, a seed does", "[sensitivity]") {
  const ranking::Assessment& base = bundled_assessment();
  const auto ranks = [&](std::uint64_t seed, unsigned threads) {
    std::vector<double> all;
    const Doubts doubts{.draws = 150, .seed = seed, .weights = true, .points = true};
    for (const SiteDoubt& site : sensitivity(base_of(base), doubts, 40, threads).shown)
      all.insert(all.end(),
                 {double(site.median), double(site.low), double(site.high), site.share_in_top});
    return all;
  };
  CHECK(ranks(1, 1) == ranks(1, 2));
  CHECK(ranks(1, 1) == ranks(1, 8));
  CHECK(ranks(1, 1) != ranks(2, 1));
}

TEST_CASE("Factors are spread evenly about 1", "[sensitivity]") {
  // Of 100,000 uniform numbers in [0.75, 1.25] the mean is 1, give or take 0.5 / sqrt(12 n) = 0.00046.
  double sum = 0, least = 2, most = 0;
  for (std::uint64_t draw = 0; draw < 1000; ++draw)
    for (std::uint64_t of = 0; of < 100; ++of) {
      const double x = factor(0.25, 1, draw, of);
      sum += x, least = std::min(least, x), most = std::max(most, x);
    }
  CHECK(std::abs(sum / 100'000 - 1) < 5 * 0.00046);
  CHECK(least >= 0.75);
  CHECK(least < 0.7501);
  CHECK(most <= 1.25);
  CHECK(most > 1.2499);
}
