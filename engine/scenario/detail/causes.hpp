// SPDX-License-Identifier: Apache-2.0
// The causes of one site's change of score; comparison.hpp says what they are.
#pragma once

#include <vector>

#include "scenario/comparison.hpp"
#include "signal/reach.hpp"

namespace harbinger::scenario::detail {

/// From more players on, each gets the mean of what it adds going through them forward and backward, which
/// adds up as well; the Shapley value asks 2^n coalitions.
inline constexpr std::size_t most_players = 12;

class Causes {
 public:
  /// Both must outlive this.
  Causes(const ranking::Assessment& before, const ranking::Assessment& after);

  /// Of the site in row `was` before and row `now` after: largest first, none that is 0.
  [[nodiscard]] std::vector<Cause> of(std::size_t was, std::size_t now) const;

 private:
  struct Player;
  [[nodiscard]] std::vector<Player> players(std::size_t was, std::size_t now) const;
  [[nodiscard]] std::vector<double> shares(std::span<const Player> players, std::size_t was,
                                           std::size_t now) const;
  void add_rules(const std::string& leaf, double share, std::size_t was, std::size_t now,
                 std::vector<Cause>& causes) const;
  [[nodiscard]] std::vector<std::string> facts_behind(std::vector<std::string> signals,
                                                      std::size_t was, std::size_t now) const;

  const ranking::Assessment& before_;
  const ranking::Assessment& after_;
  bool model_differs_;
  std::vector<signal::FactReach> reach_before_;
  std::vector<signal::FactReach> reach_after_;
};

}  // namespace harbinger::scenario::detail
