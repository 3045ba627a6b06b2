// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/component_solver.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>

#include "base/counting_order.hpp"

namespace harbinger::graph::detail {

namespace {

/// x and y of a component, row by row.
class Sweeps {
 public:
  explicit Sweeps(const Component& component)
      : inflow_(component.inflow),
        first_(starts_by_key<Component::Holding>(component.holdings, inflow_.size(), held)),
        holders_(grouped<Component::Holding>(component.holdings, first_, held)),
        kept_(component.inflow.size(), 1.0),
        x_(component.inflow),
        y_(component.inflow.size(), 1.0) {
    for (const Component::Holding& holding : component.holdings)
      if (holding.from == holding.to) kept_[holding.to] -= holding.share;
  }

  /// Whether no party holds itself in full.
  [[nodiscard]] bool possible() const {
    return std::all_of(kept_.begin(), kept_.end(), [](double kept) { return kept > 0; });
  }

  void forward() {
    for (std::size_t i = 0; i < inflow_.size(); ++i) update(i);
  }
  void backward() {
    for (std::size_t i = inflow_.size(); i-- > 0;) update(i);
  }

  /// The most by which an entry of x can be wrong; infinite where that is not known.
  [[nodiscard]] double error_bound() const {
    double residual = 0, defect = 0, largest = 0;
    for (std::size_t i = 0; i < inflow_.size(); ++i) {
      if (!(y_[i] > 0)) return std::numeric_limits<double>::infinity();
      double in_x = inflow_[i], in_y = 1;
      for (std::size_t h = first_[i]; h < first_[i + 1]; ++h) {
        in_x += holders_[h].share * x_[holders_[h].from];
        in_y += holders_[h].share * y_[holders_[h].from];
      }
      const double rounding = static_cast<double>(first_[i + 1] - first_[i] + 3) *
                              std::numeric_limits<double>::epsilon();
      residual = std::max(residual, std::abs(in_x - x_[i]) + rounding * (in_x + x_[i]));
      defect = std::max(defect, in_y - y_[i] + rounding * (in_y + y_[i]));
      largest = std::max(largest, y_[i]);
    }
    return defect < 1 ? residual * largest / (1 - defect) : std::numeric_limits<double>::infinity();
  }

  /// Whether y, swept forward and backward without the 1 that is added to each, is nowhere less than it was, whatever
  /// was lost in rounding: each update adds a few units in the last place to what it takes over from others.
  [[nodiscard]] bool grows() const {
    std::vector<double> again = y_;
    double rounding = 0;
    const auto update_again = [&](std::size_t i) {
      double in = 0;
      for (std::size_t h = first_[i]; h < first_[i + 1]; ++h)
        if (holders_[h].from != i) in += holders_[h].share * again[holders_[h].from];
      again[i] = in / kept_[i];
      rounding += static_cast<double>(first_[i + 1] - first_[i] + 3) *
                  std::numeric_limits<double>::epsilon() / kept_[i];
    };
    for (std::size_t i = 0; i < again.size(); ++i) update_again(i);
    for (std::size_t i = again.size(); i-- > 0;) update_again(i);
    const auto no_less = [&](double now, double before) {
      return before > 0 && std::isfinite(now) && now >= before * (1 + rounding);
    };
    return rounding < 0.5 && std::equal(again.begin(), again.end(), y_.begin(), y_.end(), no_less);
  }

  [[nodiscard]] std::vector<double> x() && { return std::move(x_); }

 private:
  static std::size_t held(const Component::Holding& holding) { return holding.to; }

  void update(std::size_t i) {
    double in_x = inflow_[i], in_y = 1;
    for (std::size_t h = first_[i]; h < first_[i + 1]; ++h) {
      if (holders_[h].from == i) continue;
      in_x += holders_[h].share * x_[holders_[h].from];
      in_y += holders_[h].share * y_[holders_[h].from];
    }
    x_[i] = in_x / kept_[i];
    y_[i] = in_y / kept_[i];
  }

  const std::vector<double>& inflow_;
  std::vector<std::uint32_t> first_;
  std::vector<Component::Holding> holders_;  ///< By the party held.
  std::vector<double> kept_;                 ///< 1 less what a party holds of itself.
  std::vector<double> x_;
  std::vector<double> y_;
};

}  // namespace

Swept solution_by_sweeps(const Component& component) {
  constexpr int most_sweeps = 1000, between_checks = 8;
  Sweeps sweeps(component);
  if (!sweeps.possible()) return {std::nullopt, true};
  for (int sweep = 1; sweep <= most_sweeps; ++sweep) {
    if (sweep % 2 == 1)
      sweeps.forward();
    else
      sweeps.backward();
    if (sweep % between_checks != 0) continue;
    if (sweeps.error_bound() <= most_error) return {std::move(sweeps).x(), false};
    // Seldom, since it costs two sweeps: after 8, 16, 32 and so on.
    if (std::has_single_bit(static_cast<unsigned>(sweep)) && sweeps.grows())
      return {std::nullopt, true};
  }
  return {};
}

std::optional<std::vector<double>> solution_by_lu(const Component& component) {
  constexpr double noise = 1e12;
  const auto size = static_cast<Eigen::Index>(component.inflow.size());
  Eigen::MatrixXd right(size, 2);
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(component.inflow.size() + component.holdings.size());
  for (Eigen::Index i = 0; i < size; ++i) {
    right(i, 0) = component.inflow[static_cast<std::size_t>(i)];
    right(i, 1) = 1;
    entries.emplace_back(i, i, 1.0);
  }
  for (const Component::Holding& holding : component.holdings)
    entries.emplace_back(holding.to, holding.from, -holding.share);
  Eigen::SparseMatrix<double> matrix(size, size);
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) return std::nullopt;
  const Eigen::MatrixXd x = solver.solve(right);
  const bool converges =
      x.allFinite() && x.col(1).minCoeff() >= 1 - 1e-6 && x.col(1).maxCoeff() < noise;
  if (!converges) return std::nullopt;
  return std::vector<double>(x.col(0).begin(), x.col(0).end());
}

std::optional<std::vector<double>> solution(const Component& component) {
  if (component.inflow.size() >= swept_from) {
    Swept swept = solution_by_sweeps(component);
    if (swept.x || swept.diverges) return std::move(swept.x);
  }
  return solution_by_lu(component);
}

}  // namespace harbinger::graph::detail
