// SPDX-License-Identifier: Apache-2.0
// The smallest sets of items whose removal reaches a goal; counterfactual.hpp says how they are searched. What an
// item is, and what removing it does, is left to whoever asks.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "scenario/detail/hitting_set.hpp"

namespace harbinger::scenario::detail {

/// What is left without some items.
struct Trial {
  bool reached = false;
  double score = 0;  ///< The lower, the nearer to the goal.
};

struct RemovalProblem {
  std::size_t items = 0;
  double score = 0;  ///< With all of them.
  /// Asked from several threads.
  std::function<Trial(std::span<const std::size_t> removed)> without;
  std::size_t most_tried = 0;
  /// How many were tried; now and then, from several threads, one at a time.
  std::function<void(std::size_t tried)> progress;
};

struct FoundRemovals {
  std::vector<ItemSet> sets;
  std::size_t searched_size = 0;  ///< All sets up to this size were tried.
  std::size_t tried = 0;
  bool smallest = false;
  std::string note;
};

[[nodiscard]] FoundRemovals smallest_removals(const RemovalProblem& problem, unsigned threads);

}  // namespace harbinger::scenario::detail
