// SPDX-License-Identifier: Apache-2.0
#include "report/detail/tier_mark.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace harbinger::report::detail {

namespace {

constexpr std::array<std::string_view, 5> colours{"#7d0f22", "#b3410f", "#8a6200", "#3d6a93",
                                                  "#5d6670"};
using Corner = std::pair<double, double>;
constexpr std::array<Corner, 4> diamond{{{0, -1.3}, {1.3, 0}, {0, 1.3}, {-1.3, 0}}};
constexpr std::array<Corner, 3> triangle{{{0, -1.25}, {1.15, 0.8}, {-1.15, 0.8}}};
constexpr std::array<Corner, 4> square{
    {{-0.88, -0.88}, {0.88, -0.88}, {0.88, 0.88}, {-0.88, 0.88}}};

std::string polygon(std::span<const Corner> corners, double x, double y, double r) {
  std::string path;
  for (const auto& [dx, dy] : corners)
    path += fmt::format("{}{:.2f},{:.2f}", path.empty() ? 'M' : 'L', x + r * dx, y + r * dy);
  return path + "Z";
}

std::size_t look_of(std::size_t place) { return std::min(place, colours.size() - 1); }

}  // namespace

std::string mark_path(std::size_t place, double x, double y, double r) {
  switch (look_of(place)) {
    case 0: return polygon(diamond, x, y, r);
    case 1: return polygon(triangle, x, y, r);
    case 2: return polygon(square, x, y, r);
    default:
      return fmt::format(
          "M{:.2f},{:.2f}a{:.2f},{:.2f} 0 1,0 {:.2f},0a{:.2f},{:.2f} 0 1,0 {:.2f},0Z", x - r, y, r,
          r, 2 * r, r, r, -2 * r);
  }
}

std::string mark_paint(std::size_t place) {
  const std::string_view colour = colours[look_of(place)];
  // The lowest is hollow; the others have a rim of the ground, so that marks on each other are told apart.
  if (look_of(place) == colours.size() - 1)
    return fmt::format(R"(fill="#fff" stroke="{}" stroke-width="1")", colour);
  return fmt::format(R"(fill="{}" stroke="#fff" stroke-width="0.6")", colour);
}

}  // namespace harbinger::report::detail
