// SPDX-License-Identifier: Apache-2.0
// Points kept for fired sites only, against a plain number for each site.
#include "rule/rule_points.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "base/parallel.hpp"

using namespace harbinger;
using namespace harbinger::rule;

TEST_CASE("Points that are the same everywhere have no column", "[rule][points]") {
  const RulePoints points(7);
  CHECK_FALSE(points.vary());
  Bits fired(3);
  fired.set(1);
  CHECK(points.at(fired, 1) == 7);
}

TEST_CASE("Points that vary are read, changed, given and taken site by site", "[rule][points]") {
  constexpr std::size_t sites = 2100;
  std::mt19937 random(1);
  Bits fired(sites);
  std::vector<Points> plain(sites, 0);
  RulePoints points = RulePoints::varying(sites);
  for (std::size_t begin = 0; begin < sites; begin += block_rows) {
    std::vector<Points> of_fired;
    for (std::size_t site = begin; site < std::min(sites, begin + block_rows); ++site) {
      if (random() % 3 != 0) continue;
      fired.set(site);
      of_fired.push_back(plain[site] = static_cast<Points>(random() % 1000));
    }
    points.give_block(begin / block_rows, of_fired);
  }
  const RulePoints before = points;
  const Bits fired_before = fired;
  const std::vector<Points> plain_before = plain;
  for (int i = 0; i < 500; ++i) {
    const std::size_t site = random() % sites;
    const bool fires = random() % 2 == 0;
    if (!fires && !fired[site]) continue;
    plain[site] = fires ? static_cast<Points>(random() % 1000) : 0;
    points.put(fired, site, fires ? std::optional(plain[site]) : std::nullopt);
    fired.assign(site, fires);
  }
  fired.for_each([&](std::size_t site) { CHECK(points.at(fired, site) == plain[site]); });
  // A copy made before is what it was: blocks are shared until one is changed.
  fired_before.for_each(
      [&](std::size_t site) { CHECK(before.at(fired_before, site) == plain_before[site]); });
}
