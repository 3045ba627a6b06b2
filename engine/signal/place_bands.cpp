// SPDX-License-Identifier: Apache-2.0
#include "signal/place_bands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace harbinger::signal {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double band_degrees = 0.25;
constexpr std::size_t bands = 720;

/// Degrees east, from 0 to less than 360.
double eastward(double lon) {
  const double east = std::fmod(lon, 360);
  return east < 0 ? std::fmod(east + 360, 360) : east;
}

/// The band of a latitude; the last one where it lies beyond.
std::size_t band_of(double lat) {
  const double band = std::floor((lat + 90) / band_degrees);
  return static_cast<std::size_t>(std::clamp(band, 0.0, static_cast<double>(bands - 1)));
}

std::array<double, 3> on_unit_sphere(Place place) {
  const double lat = place.lat * degree;
  const double lon = place.lon * degree;
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

}  // namespace

/// The square of the chord tells who is in the circle; close to its rim distance_km does.
struct PlaceBands::Circle {
  Place centre;
  double km;
  std::array<double, 3> at;
  double inner;  ///< Who is nearer is in.
  double outer;  ///< Who is farther is not.

  Circle(Place place, double radius_km) : centre(place), km(radius_km), at(on_unit_sphere(place)) {
    const double chord = 2 * std::sin(std::min(angle() / 2, std::numbers::pi / 2));
    const double margin = 1e-9 * chord + 1e-12;
    inner = chord > margin ? (chord - margin) * (chord - margin) : 0;
    outer = (chord + margin) * (chord + margin);
  }
  /// Its radius as seen from the Earth's centre.
  [[nodiscard]] double angle() const { return km / earth_radius_km; }
  /// The same in degrees, a little widened.
  [[nodiscard]] double north() const { return angle() / degree * (1 + 1e-9) + 1e-9; }
  [[nodiscard]] bool holds_pole() const { return std::abs(centre.lat) + north() >= 90; }
  /// How many degrees of longitude it reaches to either side: sin(east) = sin(angle) / cos(lat).
  [[nodiscard]] double east() const {
    const double sine = std::sin(north() * degree) / std::cos(centre.lat * degree);
    return std::asin(std::min(1.0, sine)) / degree + 1e-9;
  }
};

PlaceBands::PlaceBands(std::span<const std::optional<Place>> places) {
  for (std::size_t i = 0; i < places.size(); ++i)
    if (places[i]) indices_.push_back(static_cast<std::uint32_t>(i));
  std::vector<std::pair<std::size_t, double>> keys(places.size());
  for (const std::uint32_t i : indices_)
    keys[i] = {band_of(places[i]->lat), eastward(places[i]->lon)};
  std::sort(indices_.begin(), indices_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
  });
  first_.assign(bands + 1, 0);
  for (const std::uint32_t index : indices_) {
    const Place& place = places_.emplace_back(*places[index]);
    const auto [x, y, z] = on_unit_sphere(place);
    east_.push_back(eastward(place.lon));
    x_.push_back(x), y_.push_back(y), z_.push_back(z);
    ++first_[band_of(place.lat) + 1];
  }
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

void PlaceBands::find_within(Place centre, double km, std::size_t begin, std::size_t end,
                             std::vector<std::uint32_t>& positions) const {
  positions.clear();
  if (places_.empty()) return;
  const Circle circle(centre, km);
  const double beside = circle.holds_pole() ? 360 : circle.east();
  const double west = eastward(centre.lon) - beside, east = eastward(centre.lon) + beside;
  const std::size_t last = band_of(centre.lat + circle.north());
  for (std::size_t band = band_of(centre.lat - circle.north()); band <= last; ++band) {
    const std::size_t first = std::max(first_[band], begin);
    const std::size_t past = std::min(first_[band + 1], end);
    if (first >= past) continue;
    const auto from = [&](double lon) {
      return static_cast<std::size_t>(
          std::lower_bound(east_.begin() + static_cast<std::ptrdiff_t>(first),
                           east_.begin() + static_cast<std::ptrdiff_t>(past), lon) -
          east_.begin());
    };
    if (beside >= 180) {
      add_between(circle, first, past, positions);
    } else {
      add_between(circle, from(west), from(east), positions);
      if (west < 0) add_between(circle, from(west + 360), past, positions);
      if (east >= 360) add_between(circle, first, from(east - 360), positions);
    }
  }
}

void PlaceBands::add_between(const Circle& circle, std::size_t begin, std::size_t end,
                             std::vector<std::uint32_t>& positions) const {
  if (begin >= end) return;
  const std::size_t before = positions.size();
  positions.resize(before + (end - begin));
  std::uint32_t* const found = positions.data() + before;
  const auto [x, y, z] = circle.at;
  std::size_t count = 0;
  bool any_at_rim = false;
  for (std::size_t i = begin; i < end; ++i) {
    const double dx = x_[i] - x, dy = y_[i] - y, dz = z_[i] - z;
    const double chord = dx * dx + dy * dy + dz * dz;
    found[count] = static_cast<std::uint32_t>(i);
    count += chord <= circle.outer ? 1 : 0;
    any_at_rim |= chord <= circle.outer && chord >= circle.inner;
  }
  positions.resize(before + count);
  if (!any_at_rim) return;
  positions.erase(
      std::remove_if(positions.begin() + static_cast<std::ptrdiff_t>(before), positions.end(),
                     [&, x = x, y = y, z = z](std::uint32_t i) {
                       const double dx = x_[i] - x, dy = y_[i] - y, dz = z_[i] - z;
                       return dx * dx + dy * dy + dz * dz >= circle.inner &&
                              distance_km(circle.centre, places_[i]) > circle.km;
                     }),
      positions.end());
}

}  // namespace harbinger::signal
