// SPDX-License-Identifier: Apache-2.0
// The points that a rule gives where it fires. Most rules give the same everywhere, which takes no column; the
// others keep a number for each site at which they fired, block after block:
//
//     fired   1 0 0 1 1 0 ...        same everywhere   30
//                                    varying           35 40 30 ...   one for each bit that is set
//
// Cost: reading a site counts the bits before it in its block, at most 16 words.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/bits.hpp"
#include "base/shared.hpp"
#include "rule/points.hpp"

namespace harbinger::rule {

class RulePoints {
 public:
  /// The same wherever it fires.
  explicit RulePoints(Points same = 0) : same_(same) {}
  /// Of each site its own: give_block says which.
  [[nodiscard]] static RulePoints varying(std::size_t sites);

  [[nodiscard]] bool vary() const { return !blocks_.empty(); }
  /// Where they do not vary.
  [[nodiscard]] Points same() const { return same_; }
  /// At a site at which the rule fired.
  [[nodiscard]] Points at(BitSpan fired, std::size_t site) const;
  /// Where they vary: of the sites that fired in the block, ascending.
  [[nodiscard]] std::span<const Points> of_block(std::size_t block) const {
    return *blocks_[block];
  }

  /// Several threads may give different blocks at once.
  void give_block(std::size_t block, std::vector<Points> of_fired);
  /// Where they vary: gives, changes or (nothing) takes the points of one site. `fired` is as it was before.
  void put(BitSpan fired, std::size_t site, std::optional<Points> now);

 private:
  Points same_ = 0;
  std::vector<Shared<std::vector<Points>>> blocks_;  ///< Of block_rows sites; empty: the same.
};

}  // namespace harbinger::rule
