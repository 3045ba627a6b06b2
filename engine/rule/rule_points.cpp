// SPDX-License-Identifier: Apache-2.0
#include "rule/rule_points.hpp"

#include <bit>

#include "base/parallel.hpp"

namespace harbinger::rule {

namespace {

/// How many sites of its block fired before this one.
std::size_t place_of(BitSpan fired, std::size_t site) {
  std::size_t place = 0;
  for (std::size_t word = site / block_rows * block_rows / 64; word < site / 64; ++word)
    place += static_cast<std::size_t>(std::popcount(fired.words()[word]));
  const std::uint64_t before = fired.words()[site / 64] & ((1ull << (site % 64)) - 1);
  return place + static_cast<std::size_t>(std::popcount(before));
}

}  // namespace

RulePoints RulePoints::varying(std::size_t sites) {
  RulePoints points;
  points.blocks_.resize(std::max<std::size_t>(1, (sites + block_rows - 1) / block_rows));
  return points;
}

Points RulePoints::at(BitSpan fired, std::size_t site) const {
  return vary() ? blocks_[site / block_rows][place_of(fired, site)] : same_;
}

void RulePoints::give_block(std::size_t block, std::vector<Points> of_fired) {
  blocks_[block] = std::move(of_fired);
}

void RulePoints::put(BitSpan fired, std::size_t site, std::optional<Points> now) {
  std::vector<Points>& points = blocks_[site / block_rows].edit();
  const auto place = points.begin() + static_cast<std::ptrdiff_t>(place_of(fired, site));
  if (!now)
    points.erase(place);
  else if (fired[site])
    *place = *now;
  else
    points.insert(place, *now);
}

}  // namespace harbinger::rule
