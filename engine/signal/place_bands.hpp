// SPDX-License-Identifier: Apache-2.0
// Places in bands of latitude, each from west to east: what lies near a place is one stretch of each of a few bands.
//
//     47.25 N  ---o--[--o--oo-]--o----        the stretches that may hold something near x; the chord, that is the
//     47.00 N  -o----[-o---x--]----o--        straight way through the Earth, says of most in them whether it is
//     46.75 N  ----o-[---o----]-oo----
//
// Made for many circles that are small beside the Earth. Slow twin: distance_km to every place, held against it by
// tests/signal/place_bands_test.cpp. Cost: the places in the stretches, under twice those that are near.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "signal/place.hpp"

namespace harbinger::signal {

class PlaceBands {
 public:
  PlaceBands() = default;
  /// What has no place is near nothing.
  explicit PlaceBands(std::span<const std::optional<Place>> places);

  /// How many have a place. A position is one of them, counted band by band.
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] const Place& place(std::uint32_t position) const { return places_[position]; }
  /// Its index among the places that were given.
  [[nodiscard]] std::uint32_t index(std::uint32_t position) const { return indices_[position]; }

  /// The positions of [begin, end) at most `km` from the centre, in place of what `positions` holds; in no order.
  void find_within(Place centre, double km, std::size_t begin, std::size_t end,
                   std::vector<std::uint32_t>& positions) const;

 private:
  struct Circle;
  void add_between(const Circle& circle, std::size_t begin, std::size_t end,
                   std::vector<std::uint32_t>& positions) const;

  std::vector<std::uint32_t> indices_;  ///< By position, as are the next five.
  std::vector<Place> places_;
  std::vector<double> east_;  ///< Degrees, from 0 to less than 360.
  std::vector<double> x_;     ///< On the unit sphere.
  std::vector<double> y_;
  std::vector<double> z_;
  std::vector<std::size_t> first_;  ///< By band, and one more: its first position.
};

}  // namespace harbinger::signal
