// SPDX-License-Identifier: Apache-2.0
// What was evaluated before, for the sites of now, and where two outcomes of one rule differ.
#pragma once

#include <cstdint>
#include <span>

#include "rule/evaluate.hpp"

namespace harbinger::rule::detail {

/// Row i is row source[i]; false and 0 where that is no_row.
[[nodiscard]] Bits gathered(const Bits& bits, std::span<const std::uint32_t> source);
[[nodiscard]] PointsColumn gathered(const PointsColumn& points,
                                    std::span<const std::uint32_t> source);
/// The points of a rule for the rows in which it fired, which `fired` has gathered.
[[nodiscard]] RulePoints gathered(const RuleOutcome& was, const Bits& fired,
                                  std::span<const std::uint32_t> source);

/// The rows in which two outcomes over the same sites say different things. Cost: words of 64 sites, and where points
/// vary one look at each site that fired.
[[nodiscard]] Bits differing(const RuleOutcome& a, const RuleOutcome& b);

}  // namespace harbinger::rule::detail
