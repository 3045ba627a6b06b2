// SPDX-License-Identifier: Apache-2.0
// x = b + S' x over one strongly connected component: what its parties have in them from outside, and from each
// other.
//
// Small components are solved by a sparse LU, large ones by Gauss-Seidel sweeps, forward and backward in turn. What
// the sweeps find is taken only with a proof. S is not negative, so from y > 0 with y - S' y >= 1 - d > 0 it follows
// that I - S' is an M-matrix, and that (I - S')^-1 1 <= y / (1 - d) (Berman & Plemmons, Nonnegative matrices in the
// mathematical sciences, 1994, chapter 6). Then x is off by at most
//
//     |x - x*| <= max |b - x + S' x| * max y / (1 - d)
//
// y is swept along with x. Residuals are taken with their own rounding error on top.
//
// That it diverges is shown by y too. Let T y be what a sweep of y = S' y forward and one backward make of y. Were the
// spectral radius of S below 1, there would be an e > 0 with e - S' e = 1, and either sweep would leave less of it:
// T e < e, so that the spectral radius of T would be below 1. For a y > 0 with T y >= y it is not (Collatz-Wielandt
// bound; Berman & Plemmons, chapter 2). Where neither is shown (a component that owns itself, or nearly), LU decides.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace harbinger::graph::detail {

struct Component {
  struct Holding {
    std::uint32_t from = 0;  ///< Places in the component.
    std::uint32_t to = 0;
    double share = 0;  ///< More than 0.
  };
  std::vector<double> inflow;  ///< b; one entry a party.
  std::vector<Holding> holdings;
};

/// From this size on it is swept: an LU may fill in, and costs 6 s at 20,000 parties.
inline constexpr std::size_t swept_from = 1000;
/// The largest error that a proof may leave.
inline constexpr double most_error = 5e-13;

/// Nothing where it diverges: the spectral radius of S is 1 or more.
[[nodiscard]] std::optional<std::vector<double>> solution(const Component& component);

[[nodiscard]] std::optional<std::vector<double>> solution_by_lu(const Component& component);
/// What sweeps show of a component; where neither is set, they show nothing.
struct Swept {
  std::optional<std::vector<double>> x;  ///< Wrong by at most `most_error`.
  bool diverges = false;
};
[[nodiscard]] Swept solution_by_sweeps(const Component& component);

}  // namespace harbinger::graph::detail
