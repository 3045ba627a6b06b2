// SPDX-License-Identifier: Apache-2.0
#include "scenario/detail/removal_search.hpp"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <fmt/format.h>

#include "base/parallel.hpp"

namespace harbinger::scenario::detail {

namespace {

/// The number of sets of `size` out of `n`, or more than `most`.
std::size_t sets_of(std::size_t n, std::size_t size, std::size_t most) {
  std::size_t count = 1;
  for (std::size_t i = 0; i < size; ++i) {
    if (count > (most + 1) * (i + 1) / std::max<std::size_t>(n - i, 1) + 1) return most + 1;
    count = count * (n - i) / (i + 1);
  }
  return count;
}

/// The next set of the same size in the order of their items; false after the last.
bool next_set(ItemSet& set, std::size_t n) {
  for (std::size_t i = set.size(); i-- > 0;) {
    if (set[i] + (set.size() - i) >= n) continue;
    ++set[i];
    for (std::size_t k = i + 1; k < set.size(); ++k) set[k] = set[k - 1] + 1;
    return true;
  }
  return false;
}

class RemovalSearch {
 public:
  RemovalSearch(const RemovalProblem& problem, unsigned threads)
      : problem_(problem), threads_(threads) {}

  FoundRemovals run() && {
    const std::size_t n = problem_.items;
    for (std::size_t size = 1; size <= n; ++size) {
      if (sets_of(n, size, problem_.most_tried) + result_.tried > problem_.most_tried) break;
      try_all(size);
      result_.searched_size = size;
      if (result_.sets.empty()) continue;
      result_.smallest = true;
      return std::move(result_);
    }
    if (result_.searched_size < n) beyond();
    return std::move(result_);
  }

 private:
  void try_all(std::size_t size) {
    constexpr std::size_t at_once = 4096;
    ItemSet set(size);
    std::iota(set.begin(), set.end(), std::size_t{0});
    for (bool more = true; more;) {
      std::vector<ItemSet> sets;
      while (more && sets.size() < at_once) {
        sets.push_back(set);
        more = next_set(set, problem_.items);
      }
      std::vector<Trial> trials(sets.size());
      parallel_for(sets.size(), threads_, [&](std::size_t i) { trials[i] = attempt(sets[i]); });
      for (std::size_t i = 0; i < sets.size(); ++i) {
        if (trials[i].reached) result_.sets.push_back(sets[i]);
        if (size == 1) scores_alone_.push_back(trials[i].score);
      }
    }
  }

  Trial attempt(std::span<const std::size_t> removed) {
    const Trial trial = problem_.without(removed);
    const std::scoped_lock lock(counting_);
    ++result_.tried;
    if (problem_.progress) problem_.progress(result_.tried);
    return trial;
  }

  /// Larger sets than can all be tried: by hitting the cores.
  void beyond() {
    // The least telling first. What would bring the score up is never taken away.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < problem_.items; ++i)
      if (i >= scores_alone_.size() || scores_alone_[i] <= problem_.score) order.push_back(i);
    if (!scores_alone_.empty())
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return scores_alone_[a] > scores_alone_[b];
      });
    if (!attempt(order).reached) {
      result_.note = fmt::format("without all {} of them it still stands", order.size());
      return;
    }
    if (const auto found = hit_cores(order)) {
      result_.sets = {*found};
      result_.smallest = found->size() <= result_.searched_size + 1;
      result_.note = fmt::format(
          "sets of up to {} were all tried; this one is the smallest{}; others as small may be",
          result_.searched_size,
          result_.smallest ? "" : ", as far as taking away more never brings the site up");
      return;
    }
    result_.sets = {shrunk(order)};
    result_.smallest = result_.sets[0].size() <= result_.searched_size + 1;
    result_.note = fmt::format(
        "the search stopped after {} worlds: sets of up to {} were all tried, and of this one none "
        "can be left in",
        result_.tried, result_.searched_size);
  }

  std::optional<ItemSet> hit_cores(const std::vector<std::size_t>& order) {
    std::vector<ItemSet> cores;
    while (result_.tried < problem_.most_tried) {
      const auto hitting = smallest_hitting_set(cores);
      if (!hitting) return std::nullopt;
      if (attempt(*hitting).reached) return irreducible(*hitting);
      std::vector<std::size_t> left;
      for (const std::size_t item : order)
        if (!std::binary_search(hitting->begin(), hitting->end(), item)) left.push_back(item);
      ItemSet removed = *hitting;
      ItemSet core;
      grow(removed, left, core);
      if (core.empty()) return std::nullopt;  // taking away more did bring the site up
      std::sort(core.begin(), core.end());
      cores.push_back(std::move(core));
    }
    return std::nullopt;
  }

  /// Adds to `removed` what does not reach the goal; what would is the core.
  void grow(ItemSet& removed, std::span<const std::size_t> items, ItemSet& core) {
    if (items.empty()) return;
    ItemSet more = removed;
    more.insert(more.end(), items.begin(), items.end());
    std::sort(more.begin(), more.end());
    if (!attempt(more).reached) {
      removed = std::move(more);
    } else if (items.size() == 1) {
      core.push_back(items[0]);
    } else {
      grow(removed, items.first(items.size() / 2), core);
      grow(removed, items.subspan(items.size() / 2), core);
    }
  }

  /// Each item in turn is left in where the rest is enough, until none can be: where taking away more may bring
  /// the site up, an item that was needed beside others may not be without them.
  ItemSet irreducible(ItemSet set) {
    for (std::size_t i = set.size(); i-- > 0;) {
      ItemSet less = set;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      if (!attempt(less).reached) continue;
      set = std::move(less);
      i = set.size();
    }
    return set;
  }

  /// From all, the least telling left in first, many at a time as long as the rest is enough.
  ItemSet shrunk(const std::vector<std::size_t>& order) {
    std::vector<std::size_t> kept = order;
    for (std::size_t chunk = std::max<std::size_t>(kept.size() / 2, 1); chunk > 0; chunk /= 2)
      for (std::size_t begin = 0; begin + chunk <= kept.size();) {
        std::vector<std::size_t> less = kept;
        less.erase(less.begin() + static_cast<std::ptrdiff_t>(begin),
                   less.begin() + static_cast<std::ptrdiff_t>(begin + chunk));
        ItemSet sorted = less;
        std::sort(sorted.begin(), sorted.end());
        if (attempt(sorted).reached)
          kept = std::move(less);
        else
          begin += chunk;
      }
    std::sort(kept.begin(), kept.end());
    return irreducible(kept);
  }

  const RemovalProblem& problem_;
  unsigned threads_;
  std::mutex counting_;
  std::vector<double> scores_alone_;
  FoundRemovals result_;
};

}  // namespace

FoundRemovals smallest_removals(const RemovalProblem& problem, unsigned threads) {
  return RemovalSearch(problem, threads).run();
}

}  // namespace harbinger::scenario::detail
