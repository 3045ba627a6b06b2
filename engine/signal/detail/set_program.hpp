// SPDX-License-Identifier: Apache-2.0
// The bindings of all sites at once, for patterns that are trees.
//
// Backward first (completion.hpp), so that no step forward is in vain. Then forward from the sites, a step
// of the pattern at a time, over rows that carry only what conditions and `value` still need; a condition
// is asked as soon as its variables are bound, and rows that have become alike are one. A branch of which
// nothing is needed is not walked at all: that it can be completed is known already.
//
// Where many sites share what lies behind a node, the pattern is cut there (route.hpp): the steps behind it are walked
// once for each of these nodes. So the work is linear in the edges even where thousands of sites share thousands of
// activities.
//
// Slow twin: detail/search.hpp.
#pragma once

#include <optional>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/completion.hpp"
#include "signal/detail/route.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

class SetProgram {
 public:
  enum class Cut : unsigned char { where_it_pays, never };
  /// The plan must be relational. Plan and world must outlive the program.
  SetProgram(const Plan& plan, const World& world, unsigned threads, Cut cut);

  /// Whether all that terms and conditions ask of the pattern is how surely it can be completed from a root.
  [[nodiscard]] bool is_existence() const {
    return route_.moves.empty() && plan_->term_variables.empty();
  }
  [[nodiscard]] Presence presence(graph::NodeId root) const {
    return completion_.from[0][root.index()];
  }
  /// The rows of the roots [begin, end), distinct, in order: their group is the index of the root. They bind the
  /// variables of terms, or where the pattern is cut the place of a node among cut_nodes().
  [[nodiscard]] BindingRows rows(std::span<const graph::NodeId> roots, std::size_t begin,
                                 std::size_t end) const;

  [[nodiscard]] bool is_cut() const { return route_.cut.has_value(); }
  /// The node of the pattern at the cut.
  [[nodiscard]] std::uint32_t cut_slot() const { return *route_.cut; }
  /// Whether what lies behind the cut is read together with the root.
  [[nodiscard]] bool joins_root() const { return route_.joins_root; }
  /// Whether all there is on the way to the cut is that the node there lies near the root.
  [[nodiscard]] bool is_cut_near_root() const {
    return is_cut() && route_.moves.size() == 1 && route_.moves[0].conditions.empty() &&
           plan_->pattern.edges[route_.moves[0].step.edge].near;
  }
  /// What is asked of both.
  [[nodiscard]] std::span<const Question> joined_conditions() const { return route_.joined; }
  /// The nodes at the cut, ascending.
  [[nodiscard]] std::span<const graph::NodeId> cut_nodes() const { return cut_nodes_; }
  /// The rows of the cut nodes [begin, end): their group is the place of the node.
  [[nodiscard]] BindingRows rows_behind_cut(std::size_t begin, std::size_t end) const;
  /// How surely the pattern can be completed from a cut node.
  [[nodiscard]] Presence presence_behind_cut(std::size_t place) const;
  /// Rows that bind the root and what lies behind the cut, asked what is asked of both, and with these of their slots
  /// alone.
  [[nodiscard]] BindingRows joined(BindingRows rows, const std::vector<std::uint32_t>& slots) const;
  /// The nodes or edges that a slot may be bound to, ascending.
  [[nodiscard]] std::vector<std::uint32_t> candidates(std::uint32_t slot) const;

 private:
  void exclude(const Without& without);
  void lower(std::uint32_t slot, std::span<const std::uint32_t> candidates,
             std::span<Presence> presences) const;
  void choose_route(Cut cut);
  [[nodiscard]] BindingRows rows_from(std::uint32_t slot, std::span<const graph::NodeId> nodes,
                                      std::size_t begin, std::size_t end,
                                      std::span<const Move> moves) const;
  [[nodiscard]] BindingRows walked(const Move& move, const BindingRows& rows,
                                   std::uint32_t group_slot, bool is_last) const;
  void ask_branch(BindingRows& rows) const;
  /// Room to walk in.
  struct Walking {
    std::vector<std::uint32_t> binding;
    WalkEnds ends;
    std::vector<graph::NodeId> near;
  };
  void walk_row(const Move& move, std::uint32_t group, Presence presence, Walking& walking,
                BindingRows& out) const;

  const Plan* plan_;
  const World* world_;
  unsigned threads_;
  std::vector<std::vector<Question>> local_;  ///< By slot: conditions on it alone.
  std::vector<Presences> excluded_;           ///< By node slot: `no` where a `without` is there.
  Completion completion_;
  Route route_;
  std::vector<graph::NodeId> cut_nodes_;
  std::vector<std::uint32_t> cut_places_;  ///< By NodeId: its place among the cut nodes.
  std::optional<PlaceIndex> places_;
};

}  // namespace harbinger::signal::detail
