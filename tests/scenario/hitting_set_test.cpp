// SPDX-License-Identifier: Apache-2.0
// The smallest hitting set against trying all subsets.
#include "scenario/detail/hitting_set.hpp"

#include <bit>
#include <random>

#include <catch2/catch.hpp>

using namespace harbinger::scenario::detail;

namespace {

using Mask = std::mt19937::result_type;

Mask mask_of(const ItemSet& set) {
  Mask mask = 0;
  for (const std::size_t item : set) mask |= Mask{1} << item;
  return mask;
}

ItemSet items_of(Mask mask) {
  ItemSet items;
  for (std::size_t i = 0; i < 32; ++i)
    if (((mask >> i) & 1) != 0) items.push_back(i);
  return items;
}

bool hits_all(Mask taken, const std::vector<ItemSet>& cores) {
  return std::all_of(cores.begin(), cores.end(),
                     [&](const ItemSet& core) { return (mask_of(core) & taken) != 0; });
}

/// The slow twin: all subsets.
int smallest_size(std::size_t items, const std::vector<ItemSet>& cores) {
  int size = static_cast<int>(items);
  for (Mask taken = 0; taken < Mask{1} << items; ++taken)
    if (hits_all(taken, cores)) size = std::min(size, std::popcount(taken));
  return size;
}

}  // namespace

TEST_CASE("A smallest hitting set has an item of each core, and none has fewer items",
          "[hitting_set][property]") {
  std::mt19937 dice(7);
  for (int i = 0; i < 1500; ++i) {
    const std::size_t items = 1 + dice() % 12;
    std::vector<ItemSet> cores(dice() % 15);
    // Small cores ask for large sets, large ones for small.
    const std::size_t sparse = 1 + dice() % 3;
    for (ItemSet& core : cores) {
      Mask mask = dice();
      for (std::size_t k = 1; k < sparse; ++k) mask &= dice();
      mask &= (Mask{1} << items) - 1;
      core = items_of(mask == 0 ? Mask{1} << dice() % items : mask);
    }
    const auto found = smallest_hitting_set(cores);
    REQUIRE(found);
    REQUIRE(items_of(mask_of(*found)) == *found);  // ascending, each once
    REQUIRE(hits_all(mask_of(*found), cores));
    REQUIRE(static_cast<int>(found->size()) == smallest_size(items, cores));
  }
}

TEST_CASE("Nothing hits no core, and cores that share nothing need one item each",
          "[hitting_set]") {
  CHECK(smallest_hitting_set({}) == ItemSet{});
  CHECK(smallest_hitting_set({{3}}) == ItemSet{3});
  CHECK(smallest_hitting_set({{4, 5}, {0, 1}, {2}}) == ItemSet{0, 2, 4});
  // By hand: 1 is in all but one; no one item is in all.
  CHECK(smallest_hitting_set({{0, 1}, {1, 2}, {1, 3}, {2, 3}}) == ItemSet{1, 2});
}

TEST_CASE("A hitting set is given up where it would take too many steps", "[hitting_set]") {
  // The edges of a whole graph of 40 nodes: 39 nodes cover them, and the bound tells of 20.
  std::vector<ItemSet> cores;
  for (std::size_t a = 0; a < 40; ++a)
    for (std::size_t b = a + 1; b < 40; ++b) cores.push_back({a, b});
  CHECK_FALSE(smallest_hitting_set(cores, 500));
  CHECK_FALSE(smallest_hitting_set({{0, 1}, {0, 2}, {1, 2}}, 1));
}
