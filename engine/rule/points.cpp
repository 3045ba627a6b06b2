// SPDX-License-Identifier: Apache-2.0
#include "rule/points.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "base/assert.hpp"

namespace harbinger::rule {

namespace {

using Wide = __int128;  // a product of two Points does not fit 64 bits

struct Share {
  std::size_t index;
  Wide remainder;
};

}  // namespace

Points scaled(Points total, Points factor) {
  const Wide product = static_cast<Wide>(total) * factor;
  const Wide half = product < 0 ? -one_point / 2 : one_point / 2;
  const Wide result = (product + half) / one_point;
  return static_cast<Points>(std::clamp<Wide>(result, -most_points, most_points));
}

std::string to_text(Points points) {
  const auto size = static_cast<std::uint64_t>(points < 0 ? -points : points);
  const std::uint64_t unit = one_point;
  std::string text = fmt::format("{}{}", points < 0 ? "-" : "", size / unit);
  if (size % unit == 0) return text;
  text += fmt::format(".{:06}", size % unit);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

void allot(Points total, std::span<const Points> weights, std::span<Points> shares) {
  const Points sum = std::accumulate(weights.begin(), weights.end(), Points{0});
  HARBINGER_ASSERT(sum != 0 && (sum < 0) == (total < 0 || (total == 0 && sum < 0)));
  const Wide part = total < 0 ? -static_cast<Wide>(total) : total;
  const Wide whole = sum < 0 ? -static_cast<Wide>(sum) : sum;
  std::vector<Share> order;
  Points left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide product = weights[i] * part;
    Wide share = product / whole;
    Wide remainder = product % whole;
    if (remainder < 0) --share, remainder += whole;
    shares[i] = static_cast<Points>(share);
    left -= shares[i];
    order.push_back({i, remainder});
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const Share& a, const Share& b) { return a.remainder > b.remainder; });
  for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i) ++shares[order[i].index];
}

}  // namespace harbinger::rule
