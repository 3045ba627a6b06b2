// SPDX-License-Identifier: Apache-2.0
#include "model/weights.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "model/detail/reduce.hpp"

namespace harbinger::model {
namespace {

struct Spread {
  double mean = 0;
  double squares = 0;  // sum of the squared deviations; exactly 0 where all values are the same
};

Spread spread(std::span<const double> column, unsigned threads) {
  if (column.empty()) return {};
  const auto [low, high] = std::minmax_element(column.begin(), column.end());
  const double mean = sum_rows(column.size(), threads, [&](std::size_t r) { return column[r]; }) /
                      static_cast<double>(column.size());
  if (*low == *high) return {mean, 0};
  const auto square = [&](std::size_t r) { return (column[r] - mean) * (column[r] - mean); };
  return {mean, sum_rows(column.size(), threads, square)};
}

/// 1 less the entropy of the shares that the sites have in the column.
double divergence(std::span<const double> column, unsigned threads) {
  if (column.size() < 2 || !(spread(column, threads).squares > 0)) return 0;
  const double sum = sum_rows(column.size(), threads, [&](std::size_t r) { return column[r]; });
  const double entropy = sum_rows(column.size(), threads, [&](std::size_t r) {
    const double share = column[r] / sum;
    return share > 0 ? -share * std::log(share) : 0.0;
  });
  return std::max(0.0, 1 - entropy / std::log(static_cast<double>(column.size())));
}

/// Saaty's mean consistency index of random judgements, by the number of parts (Saaty 1980, table 3.1).
double random_index(Eigen::Index parts) {
  constexpr std::array<double, 16> table = {0,    0,    0,    0.58, 0.90, 1.12, 1.24, 1.32,
                                            1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
  return table[static_cast<std::size_t>(std::min<Eigen::Index>(parts, 15))];
}

std::vector<double> to_vector(const Eigen::VectorXd& vector) {
  return {vector.data(), vector.data() + vector.size()};
}

/// How many components are kept; `variances` are in descending order.
Eigen::Index kept_components(const Eigen::VectorXd& variances) {
  const double all = variances.sum();
  Eigen::Index kept = 0;
  double together = 0;
  while (kept < variances.size() && (variances(kept) > 0.1 * all || together < 0.6 * all))
    together += variances(kept++);
  return kept;
}

/// Turns two columns in their plane to where the fourth powers of the loadings are largest;
/// the angle turned.
double rotate_pair(Eigen::MatrixXd& loadings, Eigen::Index p, Eigen::Index q) {
  const Eigen::ArrayXd a = loadings.col(p);
  const Eigen::ArrayXd b = loadings.col(q);
  const Eigen::ArrayXd u = a.square() - b.square();
  const Eigen::ArrayXd v = 2 * a * b;
  const double n = static_cast<double>(loadings.rows());
  const double across = 2 * (u * v).sum() - 2 * u.sum() * v.sum() / n;
  const double along =
      (u.square() - v.square()).sum() - (u.sum() * u.sum() - v.sum() * v.sum()) / n;
  const double angle = std::atan2(across, along) / 4;
  loadings.col(p) = std::cos(angle) * a + std::sin(angle) * b;
  loadings.col(q) = std::cos(angle) * b - std::sin(angle) * a;
  return std::abs(angle);
}

Eigen::MatrixXd varimax(Eigen::MatrixXd loadings) {
  const Eigen::VectorXd lengths = loadings.rowwise().norm().cwiseMax(1e-300);
  loadings = lengths.cwiseInverse().asDiagonal() * loadings;
  double turned = 1;
  for (int sweep = 0; sweep < 1000 && turned > 1e-12; ++sweep) {
    turned = 0;
    for (Eigen::Index p = 0; p < loadings.cols(); ++p)
      for (Eigen::Index q = p + 1; q < loadings.cols(); ++q)
        turned = std::max(turned, rotate_pair(loadings, p, q));
  }
  return lengths.asDiagonal() * loadings;
}

}  // namespace

std::vector<double> rescaled_weights(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  std::vector<double> result(weights.begin(), weights.end());
  for (double& weight : result)
    weight = sum > 0 ? weight / sum : 1 / static_cast<double>(result.size());
  return result;
}

std::vector<double> entropy_weights(Columns columns, unsigned threads) {
  std::vector<double> result;
  for (const auto column : columns) result.push_back(divergence(column, threads));
  return rescaled_weights(result);
}

std::vector<double> critic_weights(Columns columns, unsigned threads) {
  const Eigen::MatrixXd r = correlations(columns, threads);
  std::vector<double> result;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const double conflict = (1 - r.row(static_cast<Eigen::Index>(j)).array()).sum();
    result.push_back(std::max(0.0, std::sqrt(spread(columns[j], threads).squares) * conflict));
  }
  return rescaled_weights(result);
}

Eigen::MatrixXd correlations(Columns columns, unsigned threads) {
  std::vector<Spread> spreads;
  for (const auto column : columns) spreads.push_back(spread(column, threads));
  const auto n = static_cast<Eigen::Index>(columns.size());
  Eigen::MatrixXd result = Eigen::MatrixXd::Identity(n, n);
  for (std::size_t i = 0; i < columns.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (!(spreads[i].squares > 0) || !(spreads[j].squares > 0)) continue;
      const double together = sum_rows(columns[i].size(), threads, [&](std::size_t row) {
        return (columns[i][row] - spreads[i].mean) * (columns[j][row] - spreads[j].mean);
      });
      const double r = together / std::sqrt(spreads[i].squares * spreads[j].squares);
      const auto a = static_cast<Eigen::Index>(i);
      const auto b = static_cast<Eigen::Index>(j);
      result(a, b) = result(b, a) = std::clamp(r, -1.0, 1.0);
    }
  return result;
}

Eigen::MatrixXd rotated_loadings(const Eigen::MatrixXd& correlations) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);
  const Eigen::VectorXd variances = solver.eigenvalues().reverse().cwiseMax(0.0);
  const Eigen::MatrixXd vectors = solver.eigenvectors().rowwise().reverse();
  const Eigen::Index kept = kept_components(variances);
  return varimax(vectors.leftCols(kept) * variances.head(kept).cwiseSqrt().asDiagonal());
}

std::vector<double> loading_weights(const Eigen::MatrixXd& loadings) {
  const Eigen::MatrixXd squares = loadings.cwiseAbs2();
  // A squared loading scaled to unity sum, times the component's share of the variance, is the squared
  // loading over the variance of all: the two scalings cancel, and what is left is rescaled anyway.
  return rescaled_weights(to_vector(squares.rowwise().maxCoeff()));
}

std::vector<double> pca_weights(Columns columns, unsigned threads) {
  // Columns without spread would each be a component of its own; they carry nothing.
  std::vector<std::size_t> spread_out;
  std::vector<std::span<const double>> kept;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (spread(columns[i], threads).squares > 0) {
      spread_out.push_back(i);
      kept.push_back(columns[i]);
    }
  std::vector<double> result(columns.size(), 0.0);
  if (kept.empty()) return rescaled_weights(result);
  const std::vector<double> weights =
      loading_weights(rotated_loadings(correlations(kept, threads)));
  for (std::size_t i = 0; i < kept.size(); ++i) result[spread_out[i]] = weights[i];
  return result;
}

AhpWeights ahp_weights(const Eigen::MatrixXd& judgements) {
  // Power iteration: the matrix is positive, so it converges to the one positive eigenvector (Perron).
  const Eigen::Index n = judgements.rows();
  Eigen::VectorXd weights = Eigen::VectorXd::Constant(n, 1 / static_cast<double>(n));
  AhpWeights result;
  for (int step = 0; step < 10'000; ++step) {
    const Eigen::VectorXd next = judgements * weights;
    result.principal_eigenvalue = next.sum();
    const double change = (next / next.sum() - weights).cwiseAbs().maxCoeff();
    weights = next / next.sum();
    if (change < 1e-15) break;
  }
  result.weights = to_vector(weights);
  if (n > 2) {
    const double size = static_cast<double>(n);
    result.consistency_index = (result.principal_eigenvalue - size) / (size - 1);
    result.consistency_ratio = result.consistency_index / random_index(n);
  }
  return result;
}

}  // namespace harbinger::model
