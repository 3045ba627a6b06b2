// SPDX-License-Identifier: Apache-2.0
// The score of one site from its parts is that of all sites at once, bit for bit.
#include "model/site_score.hpp"

#include <catch2/catch.hpp>

#include "model/random_model.hpp"
#include "ranking/bundled.hpp"
#include "ranking/same_assessment.hpp"

using namespace harbinger;
using namespace harbinger::model;
using harbinger::tests::same_bits;

TEST_CASE("A site's parts make its score, under any model", "[site_score][property]") {
  std::size_t dropped = 0;
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    const RandomModel random(seed);
    const Inputs inputs = random.inputs();
    const Scores scores = score(random.model, inputs, 1);
    for (std::size_t site = 0; site < inputs.sites; ++site) {
      const SiteParts parts = site_parts(random.model, inputs, scores, site);
      INFO("seed " << seed << ", site " << site);
      REQUIRE(same_bits(site_score(random.model, scores.weights, parts), scores.total[site]));
      for (const auto& leaf : parts.indicators)
        for (const auto& indicator : leaf) dropped += indicator ? 0u : 1u;
    }
  }
  CHECK(dropped > 1000);  // that an indicator is left out is no rare case here
}

TEST_CASE("A site's parts make its score, at every bundled site", "[site_score][bundled]") {
  const ranking::Assessment& a = tests::bundled_assessment();
  for (std::size_t row = 0; row < a.sites(); ++row) {
    INFO(a.site_id(row));
    const SiteParts parts = site_parts(a.basis.model, a.model_inputs, a.scores, row);
    REQUIRE(same_bits(site_score(a.basis.model, a.scores.weights, parts), a.scores.total[row]));
  }
}

TEST_CASE("An indicator that is left out leaves its weight to the others", "[site_score]") {
  // By hand: points 40 of 100, weight 1; two indicators of weight 1 and 2, at 0.1 and 0.7.
  Model model;
  model.dimensions.resize(2);
  model.dimensions[0].id = "total";
  model.dimensions[0].children = {DimensionId(std::size_t{1})};
  model.dimensions[1].id = "leaf";
  model.dimensions[1].parent = Model::top;
  model.dimensions[1].points = Points{100, 1, ""};
  model.dimensions[1].indicators.resize(2);
  const std::vector<std::vector<double>> weights = {{1}, {0.25, 0.25, 0.5}};
  SiteParts parts{{0, 40'000'000}, {{}, {0.1, 0.7}}};
  CHECK_THAT(site_score(model, weights, parts),
             Catch::Matchers::WithinAbs(100 * (0.25 * 0.4 + 0.25 * 0.1 + 0.5 * 0.7), 1e-12));
  parts.indicators[1][1].reset();
  CHECK_THAT(site_score(model, weights, parts),
             Catch::Matchers::WithinAbs(100 * (0.5 * 0.4 + 0.5 * 0.1), 1e-12));
  parts.indicators[1][0].reset();
  CHECK_THAT(site_score(model, weights, parts), Catch::Matchers::WithinAbs(40, 1e-12));
}
