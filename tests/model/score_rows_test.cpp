// SPDX-License-Identifier: Apache-2.0
#include "model/score_rows.hpp"

#include <catch2/catch.hpp>

#include "model/random_model.hpp"
#include "model/site_score.hpp"
#include "ranking/same_assessment.hpp"

using namespace harbinger;
using namespace harbinger::model;
using harbinger::tests::same_bits;

TEST_CASE("A few sites score as they do among all, bit for bit", "[score_rows][property]") {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    RandomModel random(seed, 200);
    const Inputs inputs = random.inputs();
    const Scores scores = score(random.model, inputs, 1);
    std::vector<std::uint32_t> sites;
    for (std::uint32_t site = 0; site < inputs.sites; ++site)
      if (random.draw(3) == 0) sites.push_back(site);
    const LeafRows rows(random.model, inputs, scores, sites);
    std::vector<std::uint32_t> some;
    for (std::uint32_t row = 0; row < rows.rows(); ++row)
      if (random.draw(2) == 0) some.push_back(row);
    std::vector<double> all_scores(rows.rows());
    std::vector<double> some_scores(some.size());
    score_rows(random.model, scores.weights, rows, all_scores);
    score_rows(random.model, scores.weights, rows.selected(some), some_scores);
    INFO("seed " << seed);
    for (std::size_t row = 0; row < sites.size(); ++row)
      REQUIRE(same_bits(all_scores[row], scores.total[sites[row]]));
    for (std::size_t row = 0; row < some.size(); ++row)
      REQUIRE(same_bits(some_scores[row], all_scores[some[row]]));
  }
}

TEST_CASE("Other weights and points score as they do at one site", "[score_rows][property]") {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    RandomModel random(seed, 50);
    const Inputs inputs = random.inputs();
    const Scores scores = score(random.model, inputs, 1);
    std::vector<std::uint32_t> sites(inputs.sites);
    for (std::uint32_t site = 0; site < inputs.sites; ++site) sites[site] = site;
    LeafRows rows(random.model, inputs, scores, sites);
    std::vector<std::vector<double>> weights;
    std::vector<std::vector<std::int64_t>> points(random.model.dimensions.size());
    std::size_t part = 0;
    for (std::size_t d = 0; d < random.model.dimensions.size(); ++d) {
      const Dimension& dimension = random.model.dimensions[d];
      std::vector<double> written = written_weights(random.model, scores, DimensionId(d));
      for (double& weight : written) weight *= 0.5 + random.unit();
      weights.push_back(part_weights(dimension, std::move(written)));
      if (dimension.points) {
        for (std::size_t site = 0; site < inputs.sites; ++site)
          points[d].push_back(static_cast<std::int64_t>(random.draw(90'000'000)));
        rows.set_points(part, *dimension.points, points[d]);
      }
      if (dimension.is_leaf()) part += dimension.part_count();
    }
    std::vector<double> found(inputs.sites);
    score_rows(random.model, weights, rows, found);
    for (std::size_t site = 0; site < inputs.sites; ++site) {
      SiteParts parts = site_parts(random.model, inputs, scores, site);
      for (std::size_t d = 0; d < points.size(); ++d)
        if (!points[d].empty()) parts.points[d] = points[d][site];
      INFO("seed " << seed << ", site " << site);
      REQUIRE(same_bits(site_score(random.model, weights, parts), found[site]));
    }
  }
}
