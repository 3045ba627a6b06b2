// SPDX-License-Identifier: Apache-2.0
// Evidence: the facts from which a signal has its value at a site, found by the engine that computes it.
//
// `decisive` is computed, not guessed: the flag says whether the value at the site is another one without the fact, by
// the walks that are left (detail/kept_walks.hpp) or, where the fact may do more, by evaluating the signal again. A
// fact that is not decisive is one of several ways to the value.
#pragma once

#include <memory>
#include <vector>

#include "expr/value.hpp"
#include "signal/signal_set.hpp"

namespace harbinger::signal {

struct WitnessFact {
  graph::FactRef fact;
  bool decisive =
      false;  ///< Taking this fact alone out of the world changes the signal's value at the site.
};

/// One binding: the facts of its path, far end first and without the site itself; then those that functions
/// used, such as a chain of control.
struct Witness {
  std::vector<WitnessFact> facts;
  std::size_t path_facts = 0;  ///< How many of `facts` are of the path.
};

/// One term, and all the bindings that give it. Where only the value attained counts (any, all, max, min,
/// first, last, count_distinct, collect) the bindings of all terms that attain it are here together.
struct Support {
  expr::Value term;
  std::vector<Witness> alternatives;
  bool complete =
      true;  ///< False where there were more alternatives than are kept (most_alternatives).
};

inline constexpr std::size_t most_alternatives = 1000;

struct Evidence {
  expr::Value value;
  /// False where the pattern has more walks from the site than are looked at (detail::most_walks). Then the supports are
  /// some of them, and no fact was asked whether it is decisive.
  bool complete = true;
  std::vector<Support>
      supports;  ///< In the order of the terms' bindings; terms of a sum that are 0 are left out.
};

/// The evidence of the signals at one site; what several of them rest on is found once. Where the columns of all sites
/// are given, the values are read there and not found again. All that is given must outlive it.
class SiteEvidence {
 public:
  SiteEvidence(const SignalSet& set, const World& world, SiteId site,
               const Columns* columns = nullptr);
  ~SiteEvidence();
  SiteEvidence(const SiteEvidence&) = delete;
  SiteEvidence& operator=(const SiteEvidence&) = delete;

  /// That of a derived signal is that of the signals it reads.
  [[nodiscard]] Evidence of(SignalId id);

 private:
  struct Found;
  class Counterfactuals;

  [[nodiscard]] expr::Value value_of(SignalId id) const;
  [[nodiscard]] std::vector<SignalId> patterns_of(SignalId id) const;

  const SignalSet& set_;
  const Columns* columns_;
  SiteId row_;
  graph::NodeId site_;
  std::unique_ptr<Found> found_;
};

/// Of one signal alone.
[[nodiscard]] inline Evidence evidence(const SignalSet& set, SignalId id, const World& world,
                                       SiteId site) {
  return SiteEvidence(set, world, site).of(id);
}

}  // namespace harbinger::signal
