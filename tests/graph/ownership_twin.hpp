// SPDX-License-Identifier: Apache-2.0
// Slow twins of the ownership readings: dense matrices, and fixed points that look at everybody
// again until nothing changes.
#pragma once

#include <Eigen/Dense>

#include <cmath>

#include "graph/random_ownership.hpp"

namespace harbinger::tests {

struct OwnershipTwin {
  using Set = std::vector<bool>;
  using Units = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic>;

  explicit OwnershipTwin(const RandomOwnership& random, bool high)
      : parties(random.parties),
        share(Units::Zero(parties, parties)),
        controls(Units::Zero(parties, parties)),
        public_bodies(random.public_bodies) {
    for (const RandomStake& s : random.stakes)
      share(s.owner, s.owned) += high ? s.share.high.units : s.share.low.units;
    for (const auto& [holder, entity] : random.controls) controls(holder, entity) = 1;
  }

  /// Whoever falls to the set, again and again.
  template <class Met>
  [[nodiscard]] Set closure(Set set, Met met, bool control_counts, bool only_public_bodies) const {
    for (bool changed = true; changed;) {
      changed = false;
      for (int entity = 0; entity < parties; ++entity) {
        const auto e = static_cast<std::size_t>(entity);
        if (set[e] || (only_public_bodies && !public_bodies[e])) continue;
        std::int64_t sum = 0;
        bool controlled = false;
        bool touched = false;
        for (int holder = 0; holder < parties; ++holder) {
          if (!set[static_cast<std::size_t>(holder)]) continue;
          sum += share(holder, entity);
          touched = touched || share(holder, entity) > 0;
          controlled = controlled || (control_counts && controls(holder, entity) != 0);
        }
        if (!controlled && !(touched && met(sum))) continue;
        set[e] = changed = true;
      }
    }
    return set;
  }

  [[nodiscard]] Set just(int party) const {
    Set set(static_cast<std::size_t>(parties), false);
    set[static_cast<std::size_t>(party)] = true;
    return set;
  }
  [[nodiscard]] Set controlled_by(int holder) const {
    return closure(
        just(holder), [](std::int64_t sum) { return sum > Decimal::one / 2; }, true, false);
  }
  [[nodiscard]] Set group_of(int holder) const {
    return closure(
        just(holder), [](std::int64_t sum) { return sum > Decimal::one / 2; }, true, true);
  }

  /// The group's rows of S (I - S)^-1, added, where nobody holds the group: 1 for its members.
  [[nodiscard]] std::vector<double> look_through(int holder) const {
    const Set group = group_of(holder);
    Eigen::MatrixXd s = share.cast<double>() / static_cast<double>(Decimal::one);
    for (int i = 0; i < parties; ++i)
      if (group[static_cast<std::size_t>(i)]) s.col(i).setZero();
    const Eigen::MatrixXd v = s * (Eigen::MatrixXd::Identity(parties, parties) - s).inverse();
    std::vector<double> row(static_cast<std::size_t>(parties), 0.0);
    for (int j = 0; j < parties; ++j) {
      const auto to = static_cast<std::size_t>(j);
      for (int i = 0; i < parties; ++i)
        if (group[static_cast<std::size_t>(i)]) row[to] += v(i, j);
      row[to] = group[to] ? 1.0 : std::min(row[to], 1.0);
    }
    return row;
  }

  int parties;
  Units share;
  Units controls;
  std::vector<bool> public_bodies;
};

}  // namespace harbinger::tests
