// SPDX-License-Identifier: Apache-2.0
// Generated ownership graphs: cycles, own shares, ranges, unknown shares, control, public bodies,
// listings. As data, so that a test can reorder, rename, widen or leave out facts, and so that slow
// twins read plain matrices instead of the engine's own graph.
#pragma once

#include <rapidcheck.h>

#include "graph/owned_graph.hpp"

namespace harbinger::tests {

struct RandomStake {
  int owner = 0;
  int owned = 0;
  DecimalRange share;
};

struct RandomOwnership {
  int parties = 0;
  std::vector<RandomStake> stakes;  ///< At most one for each pair.
  std::vector<std::pair<int, int>> controls;
  std::vector<std::pair<int, int>> listings;  ///< Party and list (0 or 1).
  std::vector<bool> public_bodies;

  [[nodiscard]] static std::string name(int party) { return "p" + std::to_string(party); }
  [[nodiscard]] static std::string list(int number) { return "list" + std::to_string(number); }

  [[nodiscard]] OwnedGraph written() const {
    OwnedGraph graph;
    for (int i = 0; i < parties; ++i) {
      if (public_bodies[static_cast<std::size_t>(i)])
        graph.public_body(name(i));
      else
        graph.company(name(i));
    }
    for (const RandomStake& stake : stakes)
      graph.owns(name(stake.owner), name(stake.owned), stake.share);
    for (const auto& [holder, entity] : controls) graph.controls(name(holder), name(entity));
    for (const auto& [party, number] : listings) graph.listed(name(party), list(number));
    return graph;
  }
};

inline std::ostream& operator<<(std::ostream& out, const RandomOwnership& random) {
  for (const RandomStake& s : random.stakes)
    out << s.owner << " owns " << to_text(s.share.low) << ".." << to_text(s.share.high) << " of "
        << s.owned << "; ";
  for (const auto& [holder, entity] : random.controls)
    out << holder << " controls " << entity << "; ";
  for (const auto& [party, number] : random.listings) out << party << " on list " << number << "; ";
  for (int i = 0; i < random.parties; ++i)
    if (random.public_bodies[static_cast<std::size_t>(i)]) out << i << " public; ";
  return out;
}

struct Variety {
  bool ranges = true;
  bool self_holdings = true;
  bool controls = true;
  bool public_bodies = true;
  bool listings = false;
  /// The high ends of the shares in one entity, in sum, stay below 0.95: sums of chains exist.
  bool consistent = true;
};

/// Shares are multiples of 0.05, so that sums often meet 50 % exactly, less what keeps an entity's
/// in bounds.
inline RandomOwnership random_ownership(const Variety& variety) {
  constexpr std::int64_t step = Decimal::one / 20;
  RandomOwnership random;
  random.parties = *rc::gen::inRange(2, 9);
  std::vector<std::int64_t> left(static_cast<std::size_t>(random.parties),
                                 variety.consistent ? 19 : 40);
  const auto one_in = [](int n) { return *rc::gen::inRange(0, n) == 0; };
  for (int i = 0; i < random.parties; ++i)
    random.public_bodies.push_back(variety.public_bodies && one_in(3));
  // A random order of pairs, so that no party is favoured where an entity's shares run out.
  std::vector<std::pair<int, int>> pairs;
  for (int i = 0; i < random.parties; ++i)
    for (int j = 0; j < random.parties; ++j) pairs.emplace_back(i, j);
  for (std::size_t i = pairs.size(); i > 1; --i)
    std::swap(pairs[i - 1], pairs[*rc::gen::inRange<std::size_t>(0, i)]);
  for (const auto& [owner, owned] : pairs) {
    if (owner == owned && (!variety.self_holdings || !one_in(3))) continue;
    std::int64_t& rest = left[static_cast<std::size_t>(owned)];
    if (one_in(2) || rest == 0) continue;
    const std::int64_t high =
        *rc::gen::inRange<std::int64_t>(1, std::min<std::int64_t>(rest, 20) + 1);
    const std::int64_t low =
        variety.ranges && one_in(3) ? *rc::gen::inRange<std::int64_t>(0, high + 1) : high;
    rest -= high;
    random.stakes.push_back({owner, owned, {{low * step}, {high * step}}});
  }
  for (int i = 0; variety.controls && i < random.parties; ++i)
    if (one_in(3)) random.controls.emplace_back(i, *rc::gen::inRange(0, random.parties));
  for (int i = 0; variety.listings && i < random.parties; ++i)
    if (one_in(3)) random.listings.emplace_back(i, *rc::gen::inRange(0, 2));
  return random;
}

}  // namespace harbinger::tests
