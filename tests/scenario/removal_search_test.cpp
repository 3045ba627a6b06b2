// SPDX-License-Identifier: Apache-2.0
// The smallest removals against all subsets, on problems that are drawn: a goal is reached without one of
// some sets, or without enough weight.
#include "scenario/detail/removal_search.hpp"

#include <atomic>
#include <bit>
#include <random>

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace harbinger::scenario::detail;

namespace {

using Mask = std::mt19937::result_type;

Mask mask_of(std::span<const std::size_t> set) {
  Mask mask = 0;
  for (const std::size_t item : set) mask |= Mask{1} << item;
  return mask;
}

/// A problem small enough to know all about: what each subset leaves.
struct Known {
  std::size_t items = 0;
  std::vector<Trial> trials;  ///< By the mask of what is removed.
  mutable std::atomic<std::size_t> asked = 0;

  Known(std::size_t n) : items(n), trials(std::size_t{1} << n) {}
  Known(const Known& other) : items(other.items), trials(other.trials) {}

  [[nodiscard]] bool reached(std::span<const std::size_t> set) const {
    return trials[mask_of(set)].reached;
  }
  [[nodiscard]] std::vector<Mask> smallest() const {
    std::vector<Mask> masks;
    int size = static_cast<int>(items) + 1;
    for (Mask mask = 0; mask < trials.size(); ++mask)
      if (trials[mask].reached && std::popcount(mask) < size) size = std::popcount(mask);
    for (Mask mask = 0; mask < trials.size(); ++mask)
      if (trials[mask].reached && std::popcount(mask) == size) masks.push_back(mask);
    return masks;
  }
  [[nodiscard]] FoundRemovals found(std::size_t most_tried, unsigned threads = 1) const {
    RemovalProblem problem;
    problem.items = items;
    problem.score = trials[0].score;
    problem.most_tried = most_tried;
    problem.without = [this](std::span<const std::size_t> removed) {
      ++asked;
      return trials[mask_of(removed)];
    };
    return smallest_removals(problem, threads);
  }
};

/// Reached without all items of one of some sets; each item gone brings the score down a little.
Known by_goal_sets(std::mt19937& dice) {
  Known known(1 + dice() % 14);
  std::vector<Mask> goals(1 + dice() % 5);
  for (Mask& goal : goals) {
    goal = (dice() | dice()) & static_cast<Mask>(known.trials.size() - 1);
    if (dice() % 2 == 0) goal &= dice();
    if (goal == 0) goal = Mask{1} << dice() % known.items;
  }
  std::vector<double> weights(known.items);
  for (double& weight : weights) weight = static_cast<double>(dice() % 100) / 100;
  for (Mask mask = 0; mask < known.trials.size(); ++mask) {
    Trial& trial = known.trials[mask];
    trial.reached =
        std::any_of(goals.begin(), goals.end(), [&](Mask goal) { return (mask & goal) == goal; });
    trial.score = 50;
    for (std::size_t i = 0; i < known.items; ++i)
      if (((mask >> i) & 1) != 0) trial.score -= weights[i];
  }
  return known;
}

/// Reached where the weights of what is gone add up to enough; some may weigh less than nothing.
Known by_weight(std::mt19937& dice, bool some_negative) {
  Known known(1 + dice() % 14);
  std::vector<double> weights(known.items);
  double all = 0;
  for (double& weight : weights) {
    weight = 1 + static_cast<double>(dice() % 20);
    if (some_negative && dice() % 3 == 0) weight = -weight;
    all += std::max(weight, 0.0);
  }
  const double enough = all * static_cast<double>(1 + dice() % 20) / 20 + 0.5;
  for (Mask mask = 0; mask < known.trials.size(); ++mask) {
    double gone = 0;
    for (std::size_t i = 0; i < known.items; ++i)
      if (((mask >> i) & 1) != 0) gone += weights[i];
    known.trials[mask] = {gone >= enough, 100 - gone};
  }
  return known;
}

/// Reached or not, and any score, by chance; not without removing anything.
Known by_chance(std::mt19937& dice) {
  Known known(2 + dice() % 9);
  const std::size_t rare = 2 + dice() % 60;
  for (std::size_t mask = 1; mask < known.trials.size(); ++mask)
    known.trials[mask] = {dice() % rare == 0, static_cast<double>(dice() % 100)};
  known.trials[0].score = 50;
  return known;
}

/// What is said of an answer, whatever the problem.
void check_what_is_said(const Known& known, const FoundRemovals& found) {
  REQUIRE(found.tried == known.asked);
  const std::vector<Mask> smallest = known.smallest();
  const std::size_t least =
      smallest.empty() ? known.items + 1 : static_cast<std::size_t>(std::popcount(smallest[0]));
  // All sets up to this size were tried, so none below it reaches the goal.
  REQUIRE(found.searched_size <= std::min(least, known.items));
  for (const ItemSet& set : found.sets) {
    REQUIRE(known.reached(set));
    REQUIRE(set.size() >= least);
    REQUIRE(std::is_sorted(set.begin(), set.end()));
    for (std::size_t i = 0; i < set.size(); ++i) {
      ItemSet less = set;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      REQUIRE_FALSE(known.reached(less));
    }
    if (found.smallest) REQUIRE(set.size() == least);
  }
  if (found.sets.empty()) REQUIRE_FALSE(found.smallest);
  // Sets of a size searched whole are all of that size; of others, one is told, and why only one.
  if (!found.sets.empty() && found.sets[0].size() == found.searched_size) {
    REQUIRE(found.smallest);
    std::vector<Mask> masks;
    for (const ItemSet& set : found.sets) masks.push_back(mask_of(set));
    std::sort(masks.begin(), masks.end());
    REQUIRE(masks == smallest);
    REQUIRE(found.note.empty());
  } else if (!found.sets.empty()) {
    REQUIRE(found.sets.size() == 1);
    REQUIRE(found.note.find(fmt::format("sets of up to {} were all tried", found.searched_size)) !=
            std::string::npos);
  } else if (found.searched_size < known.items) {
    REQUIRE(found.note.find("it still stands") != std::string::npos);
  }
}

}  // namespace

TEST_CASE("Where all sets can be tried, all the smallest are found", "[removals][property]") {
  std::mt19937 dice(1);
  for (int i = 0; i < 150; ++i)
    for (const Known& known :
         {by_goal_sets(dice), by_weight(dice, false), by_weight(dice, true), by_chance(dice)}) {
      const FoundRemovals found = known.found(1u << 15, 1 + static_cast<unsigned>(i) % 2);
      check_what_is_said(known, found);
      CHECK(found.sets.size() == known.smallest().size());
      CHECK(found.smallest == !found.sets.empty());
    }
}

TEST_CASE("Where taking away more never brings a site up, the core search finds the least size",
          "[removals][property]") {
  std::mt19937 dice(2);
  std::size_t by_cores = 0;
  for (int i = 0; i < 1500; ++i)
    for (const Known& known : {by_goal_sets(dice), by_weight(dice, false)}) {
      // Enough for the search by cores, and too few for all sets, or even for all of one item.
      const std::size_t most = std::size_t{1} << (dice() % 12);
      const FoundRemovals found = known.found(most);
      INFO(i << ": " << known.items << " items, " << most << " tries: " << found.note);
      check_what_is_said(known, found);
      const std::vector<Mask> smallest = known.smallest();
      REQUIRE(found.sets.empty() == smallest.empty());
      if (smallest.empty() || found.note.starts_with("the search stopped")) continue;
      by_cores += found.note.empty() ? 0u : 1u;
      REQUIRE(static_cast<int>(found.sets[0].size()) == std::popcount(smallest[0]));
    }
  CHECK(by_cores > 100);
}

TEST_CASE(
    "Where taking away more may bring a site up, an answer still reaches the goal and needs "
    "each of its items",
    "[removals][property]") {
  std::mt19937 dice(3);
  std::size_t beyond = 0;
  for (int i = 0; i < 600; ++i)
    for (const Known& known : {by_weight(dice, true), by_chance(dice)}) {
      const std::size_t most = std::size_t{1} << (dice() % 9);
      const FoundRemovals found = known.found(most);
      INFO(i << ": " << known.items << " items, " << most << " tries: " << found.note);
      check_what_is_said(known, found);
      if (known.smallest().empty()) REQUIRE(found.sets.empty());
      beyond += !found.sets.empty() && !found.note.empty() ? 1u : 0u;
    }
  CHECK(beyond > 100);
}

TEST_CASE("What reaches no goal has no answer, and says how far it was searched", "[removals]") {
  Known known(6);
  const FoundRemovals all = known.found(1000);
  CHECK(all.sets.empty());
  CHECK(all.searched_size == 6);
  CHECK(all.tried == 63);  // by hand: 2^6 - 1
  CHECK_FALSE(all.smallest);
  const FoundRemovals few = known.found(10);
  CHECK(few.sets.empty());
  CHECK(few.searched_size == 1);
  CHECK(few.tried == 7);  // each alone, and all at once
  CHECK(few.note == "without all 6 of them it still stands");
  const FoundRemovals none = Known(0).found(10);
  CHECK(none.sets.empty());
  CHECK(none.tried == 0);
}

TEST_CASE("A removal is found by its cores where sets of its size are too many", "[removals]") {
  // By hand: 14 items; the goal needs 0 to 5 gone, and one of 6 and 7. 1 + 14 + 91 + 364 worlds go to sets of
  // up to three; all sets of seven would be 3432.
  Known known(14);
  for (Mask mask = 0; mask < known.trials.size(); ++mask)
    known.trials[mask] = {(mask & 63) == 63 && (mask & 192) != 0, 50.0 - std::popcount(mask & 255)};
  const FoundRemovals found = known.found(600);
  CHECK(found.searched_size == 3);
  REQUIRE(found.sets.size() == 1);
  CHECK((found.sets[0] == ItemSet{0, 1, 2, 3, 4, 5, 6} ||
         found.sets[0] == ItemSet{0, 1, 2, 3, 4, 5, 7}));
  CHECK_FALSE(found.smallest);  // as far as is known
  CHECK(
      found.note ==
      "sets of up to 3 were all tried; this one is the smallest, as far as taking away more never "
      "brings the site up; others as small may be");
  CHECK(found.tried < 600);
}

TEST_CASE("What the search finds does not depend on threads", "[removals]") {
  std::mt19937 dice(4);
  for (int i = 0; i < 60; ++i) {
    const Known known = by_weight(dice, i % 2 == 0);
    const std::size_t most = std::size_t{1} << (dice() % 14);
    const FoundRemovals one = known.found(most, 1);
    const FoundRemovals two = known.found(most, 2);
    CHECK(one.sets == two.sets);
    CHECK(one.tried == two.tried);
    CHECK(one.note == two.note);
  }
}
