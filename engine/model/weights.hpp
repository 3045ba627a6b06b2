// SPDX-License-Identifier: Apache-2.0
// Weights: how much each part of a dimension counts.
//
// Sources: OECD/JRC Handbook on Constructing Composite Indicators (2008), section 6.1
// ("Weighting"):
//
//     given, equal  stated by the analyst
//     ahp           principal eigenvector of the matrix of pairwise judgements (Saaty 1980); the
//                   consistency ratio says how far the judgements agree with one another
//     entropy       w ~ 1 - E, E = -sum p ln p / ln n, p = v / sum v over the n sites (Zeleny 1982)
//     critic        w ~ s sum_k (1 - r_k), s the standard deviation, r the correlations with the
//     other
//                   parts (Diakoulaki, Mavrotas, Papayannakis 1995)
//     pca           squared loadings of the rotated principal components, each part taken from the
//                   component that it loads on most, times that component's variance (Nicoletti,
//                   Scarpetta, Boylaud 2000; Handbook section 6.1)
//
// Weights are not negative and add up to 1. Columns without spread get 0; if all do, all are equal.
// Tested by tests/model/weights_test.cpp.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "model/weight_method.hpp"

namespace harbinger::model {

/// The parts as columns, all of one length, each value in [0, 1].
using Columns = std::span<const std::span<const double>>;

[[nodiscard]] std::vector<double> rescaled_weights(std::span<const double> weights);
[[nodiscard]] std::vector<double> entropy_weights(Columns columns, unsigned threads);
[[nodiscard]] std::vector<double> critic_weights(Columns columns, unsigned threads);
[[nodiscard]] std::vector<double> pca_weights(Columns columns, unsigned threads);

/// Pearson correlations of the columns; 0 with a column without spread, 1 on the diagonal.
[[nodiscard]] Eigen::MatrixXd correlations(Columns columns, unsigned threads);

/// Loadings of the parts (rows) on the principal components (columns) of a matrix of correlations: the
/// components that each explain more than 10 % of the variance, and as many as explain 60 % of it
/// together; rotated by varimax with Kaiser's normalisation (Kaiser 1958).
[[nodiscard]] Eigen::MatrixXd rotated_loadings(const Eigen::MatrixXd& correlations);
/// The last step of the Handbook, from loadings to weights.
[[nodiscard]] std::vector<double> loading_weights(const Eigen::MatrixXd& loadings);

struct AhpWeights {
  std::vector<double> weights;
  double principal_eigenvalue = 0;
  double consistency_index = 0;  ///< (lambda - n) / (n - 1).
  double consistency_ratio =
      0;  ///< Index over that of random judgements; over 0.1 is inconsistent.
};
/// `judgements(i, j)`: how many times as important i is as j; positive and reciprocal.
[[nodiscard]] AhpWeights ahp_weights(const Eigen::MatrixXd& judgements);

}  // namespace harbinger::model
