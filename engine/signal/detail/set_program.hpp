// SPDX-License-Identifier: Apache-2.0
// The bindings of all sites at once, for patterns that are trees.
//
// Backward first (completion.hpp), so that no step forward is in vain. Then forward from the sites, a step
// of the pattern at a time, over rows that carry only what conditions and `value` still need; a condition
// is asked as soon as its variables are bound, and rows that have become alike are one. A branch of which
// nothing is needed is not walked at all: that it can be completed is known already.
//
// Slow twin: detail/search.hpp.
#pragma once

#include <optional>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/completion.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

class SetProgram {
 public:
  /// The plan must be relational. Plan and world must outlive the program.
  SetProgram(const Plan& plan, const World& world, unsigned threads);

  /// The distinct terms of the roots [begin, end): their group is the index of the root.
  [[nodiscard]] BindingRows rows(std::span<const graph::NodeId> roots, std::size_t begin,
                                 std::size_t end) const;

 private:
  /// One step forward: what is bound by it, asked at it, and kept after it.
  struct Move {
    Step step;
    std::vector<const Condition*> conditions;
    std::vector<std::uint32_t> kept;
  };

  void plan_moves();
  void apply_local(std::uint32_t slot, Presences& presences) const;
  [[nodiscard]] BindingRows moved(const Move& move, const BindingRows& rows) const;
  [[nodiscard]] Presence asked(const Move& move, std::span<const std::uint32_t> binding,
                               Presence presence) const;

  const Plan* plan_;
  const World* world_;
  unsigned threads_;
  std::vector<std::vector<const Condition*>> local_;  ///< By slot: conditions on it alone.
  std::vector<Presences> excluded_;  ///< By node slot: `no` where a `without` is there.
  Completion completion_;
  std::vector<Move> moves_;
  std::optional<PlaceIndex> places_;
};

}  // namespace harbinger::signal::detail
