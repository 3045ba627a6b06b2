// SPDX-License-Identifier: Apache-2.0
#include "graph/detail/integrated_shares.hpp"

#include <algorithm>

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>

#include "graph/detail/strong_components.hpp"

namespace harbinger::graph::detail {

namespace {

using Place = std::uint32_t;

struct Stake {
  Place from;
  Place to;
  double share;
};

/// The parties that chains from the group reach, and the stakes on these chains, by place in
/// `parties`.
struct Reach {
  std::vector<PartyId> parties;
  std::vector<double> direct;  ///< r: what the group holds itself.
  std::vector<Stake> stakes;   ///< Among the parties, ordered by `from`.
  std::vector<std::size_t>
      first;  ///< Where the stakes of each party start; one more entry at the end.
};

Reach reach_of(const Ties& ties, std::span<const PartyId> group, End end) {
  enum class Mark : unsigned char { none, member, reached };
  std::vector<Mark> marks(ties.size(), Mark::none);
  for (const PartyId member : group) marks[member.index()] = Mark::member;
  std::vector<PartyId> open(group.begin(), group.end());
  Reach reach;
  while (!open.empty()) {
    const PartyId holder = open.back();
    open.pop_back();
    for (const Tie& tie : ties.held_by(holder)) {
      if (marks[tie.to.index()] != Mark::none || ties.share(tie, end) <= Decimal{}) continue;
      marks[tie.to.index()] = Mark::reached;
      reach.parties.push_back(tie.to);
      open.push_back(tie.to);
    }
  }
  std::sort(reach.parties.begin(), reach.parties.end());
  reach.direct.resize(reach.parties.size());
  const auto place_of = [&](PartyId party) {
    return static_cast<Place>(std::lower_bound(reach.parties.begin(), reach.parties.end(), party) -
                              reach.parties.begin());
  };
  for (Place to = 0; to < reach.parties.size(); ++to)
    for (const Tie& tie : ties.holders_of(reach.parties[to])) {
      const double share = ties.share(tie, end).to_double();
      if (share <= 0) continue;
      if (marks[tie.from.index()] == Mark::member) reach.direct[to] += share;
      if (marks[tie.from.index()] == Mark::reached)
        reach.stakes.push_back({place_of(tie.from), to, share});
    }
  std::stable_sort(reach.stakes.begin(), reach.stakes.end(),
                   [](const Stake& a, const Stake& b) { return a.from < b.from; });
  reach.first.assign(reach.parties.size() + 1, 0);
  for (const Stake& stake : reach.stakes) ++reach.first[stake.from + 1];
  for (std::size_t i = 0; i < reach.parties.size(); ++i) reach.first[i + 1] += reach.first[i];
  return reach;
}

/// Solves (I - S') x = inflow over one component; empty where it diverges.
std::vector<double> solved(const Reach& reach, const std::vector<Place>& component,
                           const std::vector<double>& inflow) {
  constexpr double noise = 1e12;
  const auto size = static_cast<Eigen::Index>(component.size());
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::MatrixXd right(size, 2);
  for (Eigen::Index i = 0; i < size; ++i) {
    const Place from = component[static_cast<std::size_t>(i)];
    right(i, 0) = inflow[from];
    right(i, 1) = 1;
    entries.emplace_back(i, i, 1.0);
    for (std::size_t s = reach.first[from]; s < reach.first[from + 1]; ++s) {
      const auto to = std::lower_bound(component.begin(), component.end(), reach.stakes[s].to);
      if (to != component.end() && *to == reach.stakes[s].to)
        entries.emplace_back(to - component.begin(), i, -reach.stakes[s].share);
    }
  }
  Eigen::SparseMatrix<double> matrix(size, size);
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
  if (solver.info() != Eigen::Success) return {};
  const Eigen::MatrixXd x = solver.solve(right);
  const bool converges =
      x.allFinite() && x.col(1).minCoeff() >= 1 - 1e-6 && x.col(1).maxCoeff() < noise;
  if (!converges) return {};
  return {x.col(0).begin(), x.col(0).end()};
}

}  // namespace

std::vector<PartyShare> integrated_shares(const Ties& ties, std::span<const PartyId> group,
                                          End end) {
  const Reach reach = reach_of(ties, group, end);
  std::vector<std::pair<Place, Place>> edges;
  edges.reserve(reach.stakes.size());
  for (const Stake& stake : reach.stakes) edges.emplace_back(stake.from, stake.to);

  std::vector<double> inflow = reach.direct;
  std::vector<double> share(reach.parties.size(), 0.0);
  for (const std::vector<Place>& component : strong_components(reach.parties.size(), edges)) {
    const Place first = component.front();
    const bool alone =
        component.size() == 1 &&
        std::none_of(reach.stakes.begin() + static_cast<std::ptrdiff_t>(reach.first[first]),
                     reach.stakes.begin() + static_cast<std::ptrdiff_t>(reach.first[first + 1]),
                     [&](const Stake& stake) { return stake.to == first; });
    const std::vector<double> x =
        alone ? std::vector{inflow[first]} : solved(reach, component, inflow);
    for (std::size_t i = 0; i < component.size(); ++i) {
      const double undefined = end == End::low ? 0.0 : 1.0;
      share[component[i]] = x.empty() ? undefined : std::clamp(x[i], 0.0, 1.0);
    }
    // Stakes within the component have done their work in the solution; their inflow is not read
    // again.
    for (const Place from : component)
      for (std::size_t s = reach.first[from]; s < reach.first[from + 1]; ++s)
        inflow[reach.stakes[s].to] += share[from] * reach.stakes[s].share;
  }
  std::vector<PartyShare> shares;
  for (std::size_t i = 0; i < share.size(); ++i) shares.push_back({reach.parties[i], share[i]});
  return shares;
}

}  // namespace harbinger::graph::detail
