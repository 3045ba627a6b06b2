// SPDX-License-Identifier: Apache-2.0
// The bands of places against the formula asked of every place.
#include "signal/place_bands.hpp"

#include <algorithm>
#include <numbers>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "random_signals.hpp"

namespace harbinger::signal {

namespace {

double between(Dice& dice, double low, double high) {
  return low + (high - low) * static_cast<double>(dice.below(1'000'001)) / 1'000'000;
}

/// Where bands end, where the date line and the poles are, and anywhere.
Place draw_place(Dice& dice) {
  switch (dice.below(4)) {
    case 0: return {between(dice, -90, 90), between(dice, -360, 360)};
    case 1: return {between(dice, 88, 90) * (dice.chance(0.5) ? 1 : -1), between(dice, -180, 180)};
    case 2: return {between(dice, -1, 1), dice.chance(0.5) ? between(dice, 179, 181) : 0.25};
    default: return {0.25 * static_cast<double>(dice.below(9)), between(dice, -1, 1)};
  }
}

}  // namespace

TEST_CASE("Bands find what the formula finds, near poles and the date line too",
          "[places][property]") {
  const bool holds = rc::check("bands = every place", [](std::uint32_t seed) {
    Dice dice(seed);
    std::vector<std::optional<Place>> places;
    for (int i = 0; i < 200; ++i)
      places.push_back(dice.chance(0.1) ? std::nullopt : std::optional(draw_place(dice)));
    const PlaceBands bands(places);
    std::vector<std::uint32_t> found;
    for (int i = 0; i < 20; ++i) {
      const Place centre = draw_place(dice);
      // As far as one of them is, among others: just in.
      const auto& other = places[dice.below(200)];
      const double km = dice.chance(0.5) && other ? distance_km(centre, *other)
                        : dice.chance(0.1)        ? between(dice, 0, 21000)
                                                  : between(dice, 0, 300);
      const std::size_t begin = dice.chance(0.5) ? 0 : dice.below(100);
      const std::size_t end = dice.chance(0.5) ? bands.size() : std::min(bands.size(), begin + 50);
      bands.find_within(centre, km, begin, end, found);
      std::sort(found.begin(), found.end());
      std::vector<std::uint32_t> expected;
      for (std::size_t position = begin; position < end; ++position)
        if (distance_km(centre, *places[bands.index(static_cast<std::uint32_t>(position))]) <= km)
          expected.push_back(static_cast<std::uint32_t>(position));
      RC_ASSERT(found == expected);
    }
  });
  CHECK(holds);
}

TEST_CASE("A distance is the same there and back, and between landmarks", "[places][property]") {
  const bool holds = rc::check("there = back", [](std::uint32_t seed) {
    Dice dice(seed);
    const Place a = draw_place(dice), b = draw_place(dice);
    RC_ASSERT(distance_km(a, b) == distance_km(b, a));
    RC_ASSERT(distance_km(a, b) == distance_km(Landmark(b), Landmark(a)));
  });
  CHECK(holds);
  // By hand: a degree of a great circle is pi / 180 of the radius.
  CHECK(distance_km(Place{0, 10}, Place{0, 11}) ==
        Approx(std::numbers::pi / 180 * earth_radius_km).epsilon(1e-12));
  CHECK(distance_km(Place{89.5, 0}, Place{89.5, 180}) ==
        Approx(std::numbers::pi / 180 * earth_radius_km).epsilon(1e-9));
}

}  // namespace harbinger::signal
