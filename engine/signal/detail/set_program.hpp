// SPDX-License-Identifier: Apache-2.0
// The bindings of all sites at once, for patterns that are trees.
//
// Backward first (completion.hpp), so that no step forward is in vain. Then forward from the sites, a step
// of the pattern at a time, over rows that carry only what conditions and `value` still need; a condition
// is asked as soon as its variables are bound, and rows that have become alike are one. A branch of which
// nothing is needed is not walked at all: that it can be completed is known already.
//
//     (site)-[:LOCATED_IN]->(c:Country)<-[:DELIVERED_TO]-(a:Activity)        value: a.units
//                            the cut: what lies behind it is the same for all sites of a country
//
// Where one node is all that later steps need of a row, and there are far fewer such nodes than sites, the pattern
// is cut there: the steps behind it are walked once for each of these nodes. So the work is linear in the edges even
// where thousands of sites share thousands of activities.
//
// Slow twin: detail/search.hpp.
#pragma once

#include <optional>

#include "signal/detail/binding_rows.hpp"
#include "signal/detail/completion.hpp"
#include "signal/detail/question.hpp"
#include "signal/places.hpp"

namespace harbinger::signal::detail {

class SetProgram {
 public:
  enum class Cut : unsigned char { where_it_pays, never };
  /// The plan must be relational. Plan and world must outlive the program.
  SetProgram(const Plan& plan, const World& world, unsigned threads, Cut cut);

  /// Whether the pattern is cut.
  [[nodiscard]] bool is_cut() const { return cut_ < moves_.size(); }
  /// The rows of the roots [begin, end), distinct, in order: their group is the index of the root. They bind the
  /// variables of terms, or where the pattern is cut the place of a node among cut_nodes().
  [[nodiscard]] BindingRows rows(std::span<const graph::NodeId> roots, std::size_t begin,
                                 std::size_t end) const;
  /// The nodes at the cut, ascending.
  [[nodiscard]] std::span<const graph::NodeId> cut_nodes() const { return cut_nodes_; }
  /// The rows of the cut nodes [begin, end): their group is the place of the node.
  [[nodiscard]] BindingRows rows_behind_cut(std::size_t begin, std::size_t end) const;
  /// How surely the pattern can be completed from a cut node.
  [[nodiscard]] Presence presence_behind_cut(std::size_t place) const;
  /// The nodes or edges that a slot may be bound to, ascending.
  [[nodiscard]] std::vector<std::uint32_t> candidates(std::uint32_t slot) const;

 private:
  /// One step forward: what is bound by it, asked at it, and kept after it.
  struct Move {
    Step step;
    std::vector<Question> conditions;
    std::vector<std::uint32_t> bound;  ///< What is kept, and what its conditions read.
    std::vector<std::uint32_t> kept;
  };

  void exclude(const Without& without);
  void lower(std::uint32_t slot, std::span<const std::uint32_t> candidates,
             std::span<Presence> presences) const;
  void plan_moves();
  void choose_cut();
  [[nodiscard]] BindingRows rows_from(std::uint32_t slot, std::span<const graph::NodeId> nodes,
                                      std::size_t begin, std::size_t end,
                                      std::span<const Move> moves) const;
  [[nodiscard]] BindingRows walked(const Move& move, const BindingRows& rows) const;
  void walk_row(const Move& move, std::span<std::uint32_t> binding, std::uint32_t group,
                Presence presence, WalkEnds& ends, BindingRows& out) const;

  const Plan* plan_;
  const World* world_;
  unsigned threads_;
  std::vector<std::vector<Question>> local_;  ///< By slot: conditions on it alone.
  std::vector<Presences> excluded_;           ///< By node slot: `no` where a `without` is there.
  Completion completion_;
  std::vector<Move> moves_;
  std::size_t cut_ = 0;  ///< The first move behind the cut; moves_.size() where there is none.
  std::vector<graph::NodeId> cut_nodes_;
  std::vector<std::uint32_t> cut_places_;  ///< By NodeId: its place among the cut nodes.
  std::optional<PlaceIndex> places_;
};

}  // namespace harbinger::signal::detail
