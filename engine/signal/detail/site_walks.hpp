// SPDX-License-Identifier: Apache-2.0
// All walks of a pattern from one site, or for `over` from all sites that share its value, found once and kept with
// the facts on them: what evidence shows, and what tells which of these facts are decisive (kept_walks.hpp).
#pragma once

#include <set>
#include <span>
#include <vector>

#include "signal/detail/combine.hpp"
#include "signal/detail/fact_numbers.hpp"
#include "signal/detail/plan.hpp"
#include "signal/detail/search.hpp"

namespace harbinger::signal::detail {

/// A dense graph has more walks from one site than anybody looks at. Of so many all are looked at; where a value is
/// that of the largest, the first or any, more, since it may be found late.
[[nodiscard]] std::size_t most_walks(const Plan& plan);

class SiteWalks {
 public:
  /// A distinct binding of the variables that tell terms apart.
  struct Binding {
    std::uint32_t first = 0;  ///< Its walks are [first, last) of by_binding().
    std::uint32_t last = 0;
    Presence presence = Presence::no;  ///< The surest of its walks.
    std::vector<Term> terms = {};
  };

  /// The plan is not derived. Facts are numbered by `numbers`.
  SiteWalks(const Plan& plan, const World& world, graph::NodeId site, FactNumbers& numbers);

  [[nodiscard]] std::size_t size() const { return presences_.size(); }
  /// Whether all walks were looked at.
  [[nodiscard]] bool complete() const { return complete_; }
  /// The slots of a walk.
  [[nodiscard]] std::span<const std::uint32_t> slots(std::uint32_t walk) const {
    return {slots_.data() + walk * slot_count_, slot_count_};
  }
  /// Those of one of a binding's walks: what its terms read is the same in all.
  [[nodiscard]] std::span<const std::uint32_t> slots_of_binding(std::uint32_t binding) const {
    return slots(by_binding_[bindings_[binding].first]);
  }
  [[nodiscard]] Presence presence(std::uint32_t walk) const { return presences_[walk]; }
  /// The numbers of the facts on a walk, far end first, without the site it begins at.
  [[nodiscard]] std::span<const std::uint32_t> facts(std::uint32_t walk) const {
    return {facts_.data() + fact_starts_[walk], fact_starts_[walk + 1] - fact_starts_[walk]};
  }
  /// In the order in which their terms are combined.
  [[nodiscard]] std::span<const Binding> bindings() const { return bindings_; }
  /// The walks of each binding together, in the order in which they were found.
  [[nodiscard]] std::span<const std::uint32_t> by_binding() const { return by_binding_; }
  /// What the functions of the graph were asked about, for walks that were turned down too.
  [[nodiscard]] const std::set<graph::NodeId>& asked() const { return asked_; }
  [[nodiscard]] const TurnedDown& turned_down() const { return turned_down_; }

 private:
  void find(const Plan& plan, const World& world, graph::NodeId site, FactNumbers& numbers);
  void group(const Plan& plan, const World& world);

  std::size_t slot_count_ = 0;
  bool complete_ = true;
  std::vector<Presence> presences_;   ///< By walk.
  std::vector<std::uint32_t> slots_;  ///< By walk, `slot_count_` each.
  std::vector<std::uint32_t> facts_;  ///< Of all walks.
  std::vector<std::size_t> fact_starts_{0};
  std::vector<Binding> bindings_;
  std::vector<std::uint32_t> by_binding_;
  std::set<graph::NodeId> asked_;
  TurnedDown turned_down_;
};

}  // namespace harbinger::signal::detail
