// SPDX-License-Identifier: Apache-2.0
// Abstract interpretation of the checked tree: what each node may be where some others are known to be what a
// condition says of them.
//
//     assume(x > 5)   x in (5, inf]      then   x < 3   can only be false
//
// Sound, not complete: a value that the scalar back end can give is among those possible
// (tests/expr/bounds_test.cpp holds the two against each other).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "expr/bounds.hpp"
#include "expr/detail/node.hpp"

namespace harbinger::expr::detail {

/// Nodes that one question may visit; nested conditions are looked at again from each side. What lies beyond may be
/// anything.
inline constexpr std::size_t most_visits = 20'000;

/// What nodes are taken to be, by their meaning.
using Assumed = std::vector<std::pair<std::string, Possible>>;

/// Made for one question.
class PossibleValues {
 public:
  explicit PossibleValues(const KnownValues& known) : known_(known) {}

  [[nodiscard]] Possible of(const Node& node, const Assumed& assumed = {}) const;
  /// Adds what holds where the node is `truth`. False where it cannot be.
  [[nodiscard]] bool assume(const Node& node, bool truth, Assumed& assumed) const;

 private:
  // possible_values.cpp
  [[nodiscard]] Possible computed(const Node& node, const Assumed& assumed) const;
  [[nodiscard]] Possible junction(const Node& node, const Assumed& assumed) const;
  [[nodiscard]] Possible conditional(const Node& node, const Assumed& assumed) const;
  [[nodiscard]] Possible membership(const Node& node, const Assumed& assumed) const;
  // possible_calls.cpp
  [[nodiscard]] Possible call(const Node& node, const Assumed& assumed) const;
  // assume.cpp
  [[nodiscard]] bool assume_all(const Node& node, bool truth, Assumed& assumed) const;
  [[nodiscard]] bool assume_one(const Node& node, bool truth, Assumed& assumed) const;
  [[nodiscard]] bool assume_comparison(const Node& node, bool truth, Assumed& assumed) const;
  [[nodiscard]] bool assume_membership(const Node& node, bool truth, Assumed& assumed) const;
  [[nodiscard]] bool assume_known(const Node& operand, bool truth, Assumed& assumed) const;
  /// Takes the node to be among `values`, too. False where nothing is left.
  [[nodiscard]] bool narrow(const Node& node, const Possible& values, Assumed& assumed) const;

  const KnownValues& known_;
  mutable std::size_t visits_ = 0;
};

/// The items that a list may hold, one by one; nothing where they are not known.
[[nodiscard]] std::optional<std::vector<Possible>> items_of(const Possible& list);

/// Comparisons and arithmetic on sets of values.
[[nodiscard]] Possible compared(Operator op, const Possible& a, const Possible& b);
[[nodiscard]] Possible arithmetic(Operator op, const Possible& a, const Possible& b,
                                  const Type& type);
[[nodiscard]] Possible negated(const Possible& value);

}  // namespace harbinger::expr::detail
