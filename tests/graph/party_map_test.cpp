// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <map>
#include <random>

#include "graph/detail/party_map.hpp"

using namespace harbinger::graph::detail;

TEST_CASE("A map of parties says what a plain map says, few or many", "[ownership]") {
  for (const std::size_t parties : {1u, 20u, 100u, 5000u})
    for (const std::size_t touched : {1u, 10u, 60u, 700u, 4000u}) {
      std::mt19937_64 random(parties + touched);
      PartyMap<int> fast(parties);
      std::map<PartyId, int> plain;
      for (std::size_t i = 0; i < touched; ++i) {
        const PartyId party(static_cast<std::size_t>(random() % parties));
        fast[party] += static_cast<int>(i);
        plain[party] += static_cast<int>(i);
      }
      for (std::size_t i = 0; i < parties; ++i) {
        const auto found = plain.find(PartyId(i));
        const int expected = found == plain.end() ? 0 : found->second;
        CHECK(fast.get(PartyId(i)) == expected);
        CHECK(fast[PartyId(i)] == expected);
      }
    }
}

TEST_CASE("A party is new to a set once", "[ownership]") {
  PartySet set(1000);
  for (std::size_t i = 0; i < 1000; ++i) CHECK(set.add(PartyId(i * 7 % 1000)));
  for (std::size_t i = 0; i < 1000; ++i) CHECK_FALSE(set.add(PartyId(i)));
}
