// SPDX-License-Identifier: Apache-2.0
#include "batch/neighbours.hpp"

#include <algorithm>

namespace harbinger::batch {

Neighbours::Neighbours(std::size_t tasks, std::size_t workers) {
  for (std::size_t w = 0; w < workers; ++w)
    runs_.push_back({tasks * w / workers, tasks * (w + 1) / workers});
}

std::optional<std::size_t> Neighbours::next(std::size_t worker) {
  Run& own = runs_[worker];
  if (own.size() == 0) {
    const auto shorter = [](const Run& a, const Run& b) { return a.size() < b.size(); };
    Run& longest = *std::max_element(runs_.begin(), runs_.end(), shorter);
    if (longest.size() == 0) return std::nullopt;
    own = {longest.begin + longest.size() / 2, longest.end};
    longest.end = own.begin;
  }
  return own.begin++;
}

}  // namespace harbinger::batch
