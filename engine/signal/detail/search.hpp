// SPDX-License-Identifier: Apache-2.0
// The bindings of one site, by backtracking over the steps of the pattern: for patterns that are no trees,
// and for evidence, as it sees every binding with all its facts. Slow twin of set_program.hpp.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "signal/detail/plan.hpp"
#include "signal/world.hpp"

namespace harbinger::signal::detail {

/// A binding found: each slot's node or edge, how sure its conditions are (never `no`), and the facts of
/// the path, far end first, without the site.
struct Found {
  std::span<const std::uint32_t> binding;
  Presence presence = Presence::yes;
  std::span<const graph::FactRef> facts;  ///< Only for `Walks::all`.
};

/// Of an edge that repeats: only where its walks end, or each walk on its own.
enum class Walks : unsigned char { ends, all };

/// The conditions that turned bindings down after they had asked the functions of the graph, each once for each binding of
/// its variables.
class TurnedDown {
 public:
  struct Answer {
    const Condition* condition = nullptr;
    std::vector<std::uint32_t> binding;  ///< Of the pattern, as far as the condition reads it.
  };

  void add(const Condition& condition, std::span<const std::uint32_t> binding,
           const std::set<graph::NodeId>& asked_about);
  /// Places in answers() of those that asked about a node.
  [[nodiscard]] std::span<const std::uint32_t> about(graph::NodeId node) const;
  [[nodiscard]] const Answer& operator[](std::uint32_t place) const { return answers_[place]; }

 private:
  std::vector<Answer> answers_;
  std::set<std::pair<const Condition*, std::vector<std::uint32_t>>> known_;
  std::map<graph::NodeId, std::vector<std::uint32_t>> by_node_;
};

/// Calls `visit` for each binding whose node 0 is `root`; stops where it returns true. What is turned down is added to
/// `turned_down` where it is given; the world must note what is asked, then.
void search(const Plan& plan, const World& world, graph::NodeId root, Walks walks,
            const std::function<bool(const Found&)>& visit, TurnedDown* turned_down = nullptr);

}  // namespace harbinger::signal::detail
