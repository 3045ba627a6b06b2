// SPDX-License-Identifier: Apache-2.0
// What a signal is at a site without a fact, told from the walks that do not pass them: the pattern is not searched
// again for each fact.
//
//     walks:  a b c -> term 1     without b: term 1 stays, by a d c; term 2 goes; the rest is combined again
//             a d c -> term 1
//             a b e -> term 2
//
// That is all a fact does where conditions and values read it on its own walks alone. What the functions of the graph
// answer may rest on it elsewhere, if it is about a node that they were asked about (asked_about.hpp): then the walks that
// asked about that node, and those that were turned down, are asked again in the world without the fact. Nothing is told
// where one of the latter is turned down no more, where conditions read a cell that names the fact, and of `without`,
// `over` and `allocate`.
//
// Slow twin: value_by_search in the world without the fact; tested against it by tests/signal/properties_test.cpp and
// tests/scenario/influence_worlds_test.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "signal/detail/asked_about.hpp"
#include "signal/detail/site_walks.hpp"

namespace harbinger::signal::detail {

class KeptWalks {
 public:
  /// All must outlive it; all facts on the walks have numbers.
  KeptWalks(const Plan& plan, const World& world, graph::NodeId site, const SiteWalks& walks,
            const FactNumbers& numbers);
  KeptWalks(const KeptWalks&) = delete;
  KeptWalks& operator=(const KeptWalks&) = delete;

  /// The value at the site in the world without a fact, which is asked for where it is needed; nothing where the walks
  /// do not tell it.
  [[nodiscard]] std::optional<expr::Value> value_without(
      std::uint32_t fact, const std::function<World()>& world_without);

 private:
  /// Kinds and their attributes, ordered.
  using Attributes = std::vector<std::pair<std::size_t, std::uint32_t>>;
  /// A walk or a binding that is not as sure as it was.
  struct Changed {
    std::uint32_t of = 0;
    Presence presence = Presence::no;
  };
  /// Which walks (by their conditions) and bindings (by their value) asked about a node.
  struct AskedBy {
    std::vector<std::uint32_t> walks;
    std::vector<std::uint32_t> bindings;
  };

  void index_facts();
  void note_reads();
  void note_terms();
  void note_numbers();
  [[nodiscard]] std::span<const std::uint32_t> walks_with(std::uint32_t fact) const;
  [[nodiscard]] std::vector<graph::CellRef> cells_of(graph::FactRef fact) const;
  [[nodiscard]] const std::map<graph::NodeId, AskedBy>& asked_by();
  [[nodiscard]] bool comes_back(std::span<const graph::NodeId> about, const World& world) const;
  [[nodiscard]] bool reads_otherwise(std::span<const graph::CellRef> cells,
                                     const std::function<World()>& world_without);
  void ask_again(std::span<const graph::NodeId> about, const World& world);
  void ask_binding_again(std::uint32_t binding, const World& world);
  void find_changed_bindings();
  [[nodiscard]] Presence presence_now(std::uint32_t walk) const;
  [[nodiscard]] expr::Value value_of_rest();
  [[nodiscard]] double sum_of_rest() const;
  [[nodiscard]] std::size_t texts_lost();
  [[nodiscard]] expr::Value combined_rest();
  [[nodiscard]] expr::Value combined_afresh() const;

  const Plan& plan_;
  const World& world_;
  graph::NodeId site_;
  const SiteWalks& walks_;
  const FactNumbers& numbers_;
  bool told_;  ///< Whether the walks tell anything.
  AskedAbout asked_;
  Attributes asked_for_;                    ///< What conditions and filters read.
  Attributes valued_;                       ///< What the value reads.
  std::vector<std::uint32_t> binding_of_;   ///< By walk.
  std::vector<std::uint32_t> walks_with_;   ///< By fact: the walks that pass it, ascending.
  std::vector<std::uint32_t> walk_starts_;  ///< By fact, and one more: where they begin.
  TermColumns columns_;                     ///< The terms of each binding.
  Combiner combiner_;
  expr::Value value_;
  /// Texts that are all sure and known (count_distinct, collect): how many terms have each. Empty: another plan.
  std::vector<std::uint32_t> terms_of_text_;
  /// A sum of sure and exact numbers, one for each binding: these. Empty: another plan.
  std::vector<double> sum_of_;
  std::optional<std::map<graph::NodeId, AskedBy>> asked_by_;  ///< Made when first asked for.

  // Without the fact asked about:
  std::vector<Changed> walks_changed_;                      ///< By walk.
  std::vector<Changed> bindings_changed_;                   ///< By binding.
  std::map<std::uint32_t, std::vector<Term>> other_terms_;  ///< Of bindings, where they are others.
  std::vector<TermRef> rest_;
};

}  // namespace harbinger::signal::detail
