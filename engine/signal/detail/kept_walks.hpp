// SPDX-License-Identifier: Apache-2.0
// The walks of a pattern from one site, found once and kept: what the signal is without some facts is told from the
// walks that do not pass them, and the pattern is not searched again for each fact.
//
//     walks:  a b c -> term 1     without b: term 1 stays, by a d c; term 2 goes; the rest is combined again
//             a d c -> term 1
//             a b e -> term 2
//
// That is all a fact does where conditions and values read it on its own walks alone. A cell that names it, `without`,
// `over` and `allocate` may rest on it elsewhere, and so may what the functions of the graph answer, if it is about a
// node that they were asked about: then nothing is told. (Walks that were turned down were asked about too; while all
// answers are the same, they are turned down again.)
// Slow twin: value_by_search in the world without the facts; tested against it by tests/signal/properties_test.cpp and
// tests/scenario/influence_worlds_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "signal/detail/combine.hpp"
#include "signal/detail/plan.hpp"

namespace harbinger::signal::detail {

/// A dense graph has more walks from one site than anybody looks at. Of so many all are looked at; where a value is
/// that of the largest, the first or any, more, since it may be found late.
[[nodiscard]] std::size_t most_walks(const Plan& plan);

class KeptWalks {
 public:
  /// All must outlive it.
  KeptWalks(const Plan& plan, const World& world, graph::NodeId site);

  /// The value at the site in the world without some facts; nothing where the walks do not tell it.
  [[nodiscard]] std::optional<expr::Value> value_without(
      std::span<const graph::FactRef> facts) const;

 private:
  /// A distinct binding of the variables that tell terms apart.
  struct Binding {
    std::vector<Term> terms;
    std::vector<std::uint32_t> walks;
  };
  struct Walk {
    std::uint32_t binding = 0;  ///< Place in `bindings_`.
    Presence presence = Presence::yes;
  };

  void find_walks();
  [[nodiscard]] bool acts_elsewhere(graph::FactRef fact) const;
  [[nodiscard]] bool answers_rest_on(graph::FactRef fact) const;
  [[nodiscard]] bool answers_rest_on(graph::EdgeId edge, std::optional<graph::NodeId> gone) const;
  [[nodiscard]] bool is_ally_without(graph::EdgeId edge, graph::NodeId country,
                                     std::optional<graph::NodeId> gone) const;
  [[nodiscard]] bool is_asked_below(graph::NodeId holder) const;
  [[nodiscard]] bool reads(graph::CellRef cell) const;
  void count_terms();
  void note_numbers();
  [[nodiscard]] double sum_without(const std::map<std::uint32_t, Presence>& gone) const;
  [[nodiscard]] std::size_t terms_lost(const std::map<std::uint32_t, Presence>& changed) const;
  [[nodiscard]] Presence surest(const Binding& binding, const std::vector<bool>& gone) const;

  const Plan& plan_;
  const World& world_;
  graph::NodeId site_;
  bool told_ = true;               ///< Whether all walks were kept.
  std::vector<Binding> bindings_;  ///< In the order in which terms are combined.
  std::vector<Walk> walks_;
  std::map<graph::FactRef, std::vector<std::uint32_t>> walks_of_;  ///< By fact on them.
  std::set<graph::NodeId> asked_;  ///< What the functions of the graph were asked about.
  expr::Value value_;
  /// count_distinct of sure and known terms: each, and the bindings that have it. Empty: another plan.
  std::map<std::string, std::size_t> bindings_of_term_;
  /// A sum of sure and exact numbers, one for each binding: these. Empty: another plan.
  std::vector<double> numbers_;
};

}  // namespace harbinger::signal::detail
