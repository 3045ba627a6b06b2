// SPDX-License-Identifier: Apache-2.0
#include "model/weights.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <Eigen/Eigenvalues>

#include <cmath>
#include <random>

using namespace harbinger::model;
using Catch::Matchers::WithinAbs;

namespace {

using Table = std::vector<std::vector<double>>;  // one column each

std::vector<std::span<const double>> spans(const Table& table) {
  return {table.begin(), table.end()};
}

double sum(const std::vector<double>& weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  return total;
}

/// The Technology Achievement Index of the OECD/JRC Handbook (2008), appendix "Technology Achievement
/// Index": patents, royalties, internet hosts, exports, telephones (log), electricity (log), schooling,
/// university, for the 23 countries that its chapters work with.
Table technology_achievement() {
  const std::vector<std::vector<double>> rows = {{187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4},
                                                 {289, 130, 179.1, 66.2, 3, 4.07, 12, 13.9},
                                                 {271, 156.6, 125.8, 59.7, 3.1, 4.14, 11.4, 15.3},
                                                 {994, 64.6, 49, 80.8, 3, 3.86, 9.5, 10},
                                                 {779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2},
                                                 {189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5},
                                                 {82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9},
                                                 {31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2},
                                                 {75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3},
                                                 {8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2},
                                                 {235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4},
                                                 {103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2},
                                                 {106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3},
                                                 {72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6},
                                                 {103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1},
                                                 {165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6},
                                                 {205, 33.6, 36.4, 58.9, 2.97, 3.8, 7.9, 12.6},
                                                 {74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11},
                                                 {42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6},
                                                 {13, 9.8, 30.4, 51, 3, 3.65, 7.2, 13},
                                                 {28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2},
                                                 {26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7},
                                                 {105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6}};
  Table columns(8);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < 8; ++i) columns[i].push_back(row[i]);
  return columns;
}

}  // namespace

TEST_CASE("Saaty's choice of a house has the published priorities and inconsistency",
          "[weights][published]") {
  // Saaty, "How to make a decision: The Analytic Hierarchy Process", EJOR 48 (1990): lambda 9.669,
  // consistency index 0.238, ratio 0.169.
  Eigen::MatrixXd a(8, 8);
  a << 1, 5, 3, 7, 6, 6, 1. / 3, 1. / 4,                          // size of house
      1. / 5, 1, 1. / 3, 5, 3, 3, 1. / 5, 1. / 7,                 // transportation
      1. / 3, 3, 1, 6, 3, 4, 6, 1. / 5,                           // neighbourhood
      1. / 7, 1. / 5, 1. / 6, 1, 1. / 3, 1. / 4, 1. / 7, 1. / 8,  // age
      1. / 6, 1. / 3, 1. / 3, 3, 1, 1. / 2, 1. / 5, 1. / 6,       // yard
      1. / 6, 1. / 3, 1. / 4, 4, 2, 1, 1. / 5, 1. / 6,            // modern facilities
      3, 5, 1. / 6, 7, 5, 5, 1, 1. / 2,                           // general condition
      4, 7, 5, 8, 6, 6, 2, 1;                                     // financing
  const AhpWeights found = ahp_weights(a);
  const std::vector<double> published = {.173, .054, .188, .018, .031, .036, .167, .333};
  for (std::size_t i = 0; i < 8; ++i) CHECK_THAT(found.weights[i], WithinAbs(published[i], 0.0005));
  CHECK_THAT(found.principal_eigenvalue, WithinAbs(9.669, 0.0005));
  CHECK_THAT(found.consistency_index, WithinAbs(0.238, 0.0005));
  CHECK_THAT(found.consistency_ratio, WithinAbs(0.169, 0.0005));
}

TEST_CASE("Consistent judgements return the weights they were made of", "[weights]") {
  const bool holds = rc::check("ahp: consistent matrix", [](std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto n = static_cast<Eigen::Index>(1 + random() % 9);
    Eigen::VectorXd w(n);
    for (double& weight : w) weight = static_cast<double>(1 + random() % 9);
    w /= w.sum();
    const Eigen::MatrixXd judgements = w * w.cwiseInverse().transpose();
    const AhpWeights found = ahp_weights(judgements);
    for (Eigen::Index i = 0; i < n; ++i)
      RC_ASSERT(std::abs(found.weights[static_cast<std::size_t>(i)] - w(i)) < 1e-12);
    RC_ASSERT(std::abs(found.consistency_ratio) < 1e-10);
  });
  CHECK(holds);
}

TEST_CASE("Entropy gives weight to the part in which the sites differ", "[weights]") {
  // p = (1/2, 1/2, 0, 0): E = ln 2 / ln 4 = 1/2. p = (1, 0, 0, 0): E = 0. Equal values: no weight.
  const Table table = {{0.4, 0.4, 0, 0}, {1, 0, 0, 0}, {0.3, 0.3, 0.3, 0.3}};
  const auto found = entropy_weights(spans(table), 1);
  CHECK_THAT(found[0], WithinAbs(1.0 / 3, 1e-14));
  CHECK_THAT(found[1], WithinAbs(2.0 / 3, 1e-14));
  CHECK(found[2] == 0);
}

TEST_CASE("CRITIC gives less weight to parts that say the same", "[weights]") {
  // Columns a and b are the same, c is their opposite, all with the same deviation: the conflict of a is
  // 0 + 2, that of b 2, that of c 4.
  const Table table = {{0, 0.5, 1}, {0, 0.5, 1}, {1, 0.5, 0}};
  const auto found = critic_weights(spans(table), 1);
  CHECK_THAT(found[0], WithinAbs(0.25, 1e-14));
  CHECK_THAT(found[1], WithinAbs(0.25, 1e-14));
  CHECK_THAT(found[2], WithinAbs(0.5, 1e-14));
}

TEST_CASE("The Handbook's principal components of technology achievement are found again",
          "[weights][published]") {
  // OECD/JRC Handbook (2008), table 16: variance explained, in %; table 17: loadings of four factors after rotation
  // (the order and the sign of a factor mean nothing; two decimals are printed).
  // The appendix prints rounded data, hence the tolerances.
  const Table table = technology_achievement();
  const Eigen::MatrixXd r = correlations(spans(table), 1);
  const Eigen::VectorXd eigenvalues = r.selfadjointView<Eigen::Lower>().eigenvalues().reverse();
  const std::vector<double> variances = {41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9};
  for (Eigen::Index i = 0; i < 8; ++i)
    CHECK_THAT(eigenvalues(i) / 8 * 100, WithinAbs(variances[static_cast<std::size_t>(i)], 0.12));
  Eigen::MatrixXd published(8, 4);
  published << 0.07, 0.97, 0.06, 0.06,  // patents
      0.13, 0.07, -0.07, 0.93,          // royalties
      0.79, -0.21, 0.21, 0.42,          // internet
      -0.64, 0.56, -0.04, 0.36,         // technology exports
      0.37, 0.17, 0.38, 0.68,           // telephones
      0.82, -0.04, 0.25, 0.35,          // electricity
      0.88, 0.23, -0.09, 0.09,          // schooling
      0.08, 0.04, 0.96, 0.04;           // university
  const Eigen::MatrixXd loadings = rotated_loadings(r);
  REQUIRE(loadings.cols() == 4);
  for (Eigen::Index factor = 0; factor < 4; ++factor) {
    const Eigen::VectorXd found =
        loadings.col(factor) * (loadings.col(factor).dot(published.col(factor)) < 0 ? -1 : 1);
    CHECK_THAT((found - published.col(factor)).cwiseAbs().maxCoeff(), WithinAbs(0, 0.015));
  }
  // Last step by hand: the squared highest loadings, over their sum.
  const auto weights = pca_weights(spans(table), 1);
  const double all = 0.97 * 0.97 + 0.93 * 0.93 + 0.79 * 0.79 + 0.64 * 0.64 + 0.68 * 0.68 +
                     0.82 * 0.82 + 0.88 * 0.88 + 0.96 * 0.96;
  CHECK_THAT(weights[0], WithinAbs(0.97 * 0.97 / all, 0.005));
  CHECK_THAT(weights[3], WithinAbs(0.64 * 0.64 / all, 0.005));
  CHECK_THAT(sum(weights), WithinAbs(1, 1e-12));
}

TEST_CASE("Weights from data add up to 1, and parts without spread have none", "[weights]") {
  const bool holds = rc::check("data weights: sum, zero, threads", [](std::uint32_t seed) {
    std::mt19937 random(seed);
    const std::size_t rows = 2 + random() % 3000;
    Table table(2 + random() % 5, std::vector<double>(rows, 0.5));
    for (std::size_t i = 1; i < table.size(); ++i)
      for (double& value : table[i]) value = static_cast<double>(random() % 101) / 100;
    table[1][0] = 0;
    table[1][1] = 1;
    for (const auto method :
         {&entropy_weights, &critic_weights,
          static_cast<std::vector<double> (*)(Columns, unsigned)>(&pca_weights)}) {
      const auto found = method(spans(table), 1);
      RC_ASSERT(std::abs(sum(found) - 1) < 1e-12);
      RC_ASSERT(found[0] == 0);
      for (const double weight : found) RC_ASSERT(weight >= 0);
      RC_ASSERT(found == method(spans(table), 2));
      RC_ASSERT(found == method(spans(table), 8));
    }
  });
  CHECK(holds);
}

TEST_CASE("Where no part has spread, all count the same", "[weights]") {
  const Table table(4, std::vector<double>(5, 0.0));
  const std::vector<double> quarters(4, 0.25);
  CHECK(entropy_weights(spans(table), 1) == quarters);
  CHECK(critic_weights(spans(table), 1) == quarters);
  CHECK(pca_weights(spans(table), 1) == quarters);
}
