// SPDX-License-Identifier: Apache-2.0
// The least fixed point behind control and the legal tests: starting from some parties, an entity
// is taken over when the parties taken over so far hold enough of it in sum (or, where control
// counts, one of them controls it). It starts from below, so a ring of companies never takes over
// itself.
//
// In rounds: round 0 are the parties it starts from, round n + 1 what falls to rounds 0 to n. The
// rounds order a chain. An entity's shares in itself count for nobody.
//
// Cost: linear in the ties of the parties taken over, however many others there are.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "graph/detail/ties.hpp"

namespace harbinger::graph::detail {

/// What it takes to take an entity over.
struct TakeoverRule {
  Decimal threshold = Ownership::half;
  bool at_least = false;                    ///< Else more than the threshold.
  bool control_counts = true;               ///< A CONTROLS fact suffices.
  const std::vector<bool>* only = nullptr;  ///< Where given, only these parties can be taken over.
  [[nodiscard]] bool met_by(Decimal sum) const {
    return at_least ? sum >= threshold : sum > threshold;
  }
};

/// Parties taken over, each with its round.
class Takeover {
 public:
  Takeover() = default;
  /// The parties taken over, each once, with their rounds.
  explicit Takeover(std::vector<std::pair<PartyId, std::uint32_t>> rounds);

  [[nodiscard]] std::span<const PartyId> parties() const { return parties_; }
  [[nodiscard]] bool has(PartyId party) const { return round(party).has_value(); }
  [[nodiscard]] std::optional<std::uint32_t> round(PartyId party) const;

 private:
  std::vector<PartyId> parties_;
  std::vector<std::uint32_t> rounds_;
};

[[nodiscard]] Takeover takeover(const Ties& ties, std::span<const PartyId> from,
                                const TakeoverRule& rule, End end);

/// What is sure and what is possible.
struct TakeoverBounds {
  Takeover sure;
  Takeover possible;
  [[nodiscard]] Truth has(PartyId party) const {
    return truth_between(sure.has(party), possible.has(party));
  }
};

/// Facts from which alone `from` takes over `target`, none of which can be left out, in order of
/// rounds. Where more than 1,000 facts carry it they are not thinned out any further. Empty where
/// `target` is not taken over, or starts.
[[nodiscard]] std::vector<OwnershipLink> takeover_chain(const Ties& ties,
                                                        std::span<const PartyId> from,
                                                        const TakeoverRule& rule, End end,
                                                        PartyId target);

}  // namespace harbinger::graph::detail
