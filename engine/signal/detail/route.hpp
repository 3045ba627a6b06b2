// SPDX-License-Identifier: Apache-2.0
// How a tree pattern is walked forward from its roots, and where it is cut.
//
//     (site)-[:LOCATED_IN]->(c:Country)<-[:DELIVERED_TO]-(a:Activity)        value: a.units
//                            the cut: what lies behind it is the same for all sites of a country
//
// A pattern may be cut at a node where, of all that was bound on the way to it, later steps, conditions and terms read
// but the node and the root. What lies behind is then walked once for each such node, not once for each root; what
// conditions read both of the root and behind the cut is asked when the two are joined.
//
// A branch of which conditions read something together with the rest of the pattern, but of which nothing is kept, is
// not multiplied with the rest (branch.hpp).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "signal/detail/question.hpp"

namespace harbinger::signal::detail {

/// One step forward: what is asked once it is taken, and what is kept then.
struct Move {
  Step step;
  std::vector<Question> conditions;
  std::vector<std::uint32_t> bound;  ///< What is kept, and what its conditions read.
  std::vector<std::uint32_t> kept;
};

/// A part of the pattern that hangs on one node.
struct Branch {
  std::uint32_t start = 0;  ///< That node.
  std::vector<Move> moves;
  std::vector<Question> joined;  ///< Asked of it and the rest together.
};

struct Route {
  std::vector<Move> moves;       ///< From the root to the cut, or where there is none to the end.
  std::optional<Branch> branch;  ///< Asked then.
  std::optional<std::uint32_t> cut;  ///< The node of the pattern at the cut.
  std::vector<Move> behind;          ///< From the cut on.
  bool joins_root = false;           ///< What lies behind the cut is read together with the root.
  std::vector<Question> joined;      ///< Asked then.
};

/// Conditions on one variable (or none) are asked of nodes and edges, not on the way.
[[nodiscard]] inline bool is_local(const Condition& condition) {
  return condition.variables.size() <= 1;
}

/// Without a cut.
[[nodiscard]] Route route(const Plan& plan, const World& world);
/// Cut where it may be at the node for which cost(node) is least and below `most`; a node that lies near the root may
/// cost anything, as it lies near many.
[[nodiscard]] Route route_with_cut(const Plan& plan, const World& world,
                                   const std::function<std::size_t(std::uint32_t)>& cost,
                                   std::size_t most);

}  // namespace harbinger::signal::detail
