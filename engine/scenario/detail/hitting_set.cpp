// SPDX-License-Identifier: Apache-2.0
#include "scenario/detail/hitting_set.hpp"

#include <algorithm>

namespace harbinger::scenario::detail {

namespace {

class Search {
 public:
  Search(const std::vector<ItemSet>& cores, std::size_t most_steps)
      : cores_(cores), steps_left_(most_steps) {}

  /// A hitting set of at most `size` items more than are taken.
  bool find(std::size_t size) {
    if (steps_left_ == 0) return false;
    --steps_left_;
    const ItemSet* open = smallest_open_core();
    if (open == nullptr) return true;
    if (size == 0 || disjoint_open_cores() > size) return false;
    for (const std::size_t item : *open) {
      taken.push_back(item);
      if (find(size - 1)) return true;
      taken.pop_back();
    }
    return false;
  }

  [[nodiscard]] bool gave_up() const { return steps_left_ == 0; }

  ItemSet taken;

 private:
  [[nodiscard]] bool is_hit(const ItemSet& core) const {
    return std::any_of(taken.begin(), taken.end(), [&](std::size_t item) {
      return std::binary_search(core.begin(), core.end(), item);
    });
  }

  [[nodiscard]] const ItemSet* smallest_open_core() const {
    const ItemSet* smallest = nullptr;
    for (const ItemSet& core : cores_)
      if (!is_hit(core) && (smallest == nullptr || core.size() < smallest->size()))
        smallest = &core;
    return smallest;
  }

  /// No set is smaller than the number of cores that share nothing.
  [[nodiscard]] std::size_t disjoint_open_cores() const {
    ItemSet seen;
    std::size_t count = 0;
    for (const ItemSet& core : cores_) {
      const bool meets = std::any_of(core.begin(), core.end(), [&](std::size_t item) {
        return std::find(seen.begin(), seen.end(), item) != seen.end();
      });
      if (meets || is_hit(core)) continue;
      ++count;
      seen.insert(seen.end(), core.begin(), core.end());
    }
    return count;
  }

  const std::vector<ItemSet>& cores_;
  std::size_t steps_left_;
};

}  // namespace

std::optional<ItemSet> smallest_hitting_set(const std::vector<ItemSet>& cores,
                                            std::size_t most_steps) {
  Search search(cores, most_steps);
  for (std::size_t size = 0; size <= cores.size(); ++size) {
    search.taken.clear();
    if (search.find(size)) {
      std::sort(search.taken.begin(), search.taken.end());
      return std::move(search.taken);
    }
    if (search.gave_up()) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace harbinger::scenario::detail
