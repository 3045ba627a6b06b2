// SPDX-License-Identifier: Apache-2.0
// What a signal is at a site without some facts, told from the walks that do not pass them: the pattern is not searched
// again for each fact.
//
//     walks:  a b c -> term 1     without b: term 1 stays, by a d c; term 2 goes; the rest is combined again
//             a d c -> term 1
//             a b e -> term 2
//
// That is all a fact does where conditions and values read it on its own walks alone. A cell that names it, `without`,
// `over` and `allocate` may rest on it elsewhere, and so may what the functions of the graph answer, if it is about a
// node that they were asked about (asked_about.hpp): then nothing is told. (Walks that were turned down were asked about
// too; while all answers are the same, they are turned down again.)
// Slow twin: value_by_search in the world without the facts; tested against it by tests/signal/properties_test.cpp and
// tests/scenario/influence_worlds_test.cpp.
#pragma once

#include <optional>
#include <span>
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

  /// The value at the site in the world without a fact; nothing where the walks do not tell it.
  [[nodiscard]] std::optional<expr::Value> value_without(std::uint32_t fact);

 private:
  /// A binding that is less sure without the fact.
  struct Changed {
    std::uint32_t binding = 0;
    Presence presence = Presence::no;
  };

  void index_facts();
  void note_reads();
  void note_terms();
  void note_numbers();
  [[nodiscard]] std::span<const std::uint32_t> walks_with(std::uint32_t fact) const;
  [[nodiscard]] bool acts_elsewhere(graph::FactRef fact) const;
  [[nodiscard]] bool reads(graph::CellRef cell) const;
  void find_changed(std::uint32_t fact);
  [[nodiscard]] double sum_of_rest() const;
  [[nodiscard]] std::size_t texts_lost();
  [[nodiscard]] expr::Value combined_rest();

  const Plan& plan_;
  const World& world_;
  graph::NodeId site_;
  const SiteWalks& walks_;
  const FactNumbers& numbers_;
  bool told_;  ///< Whether the walks tell anything.
  AskedAbout asked_;
  std::vector<std::pair<std::size_t, std::uint32_t>>
      reads_;                               ///< Kinds and their attributes, ordered.
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
  std::vector<Changed> changed_;  ///< By the fact asked about, in order of bindings.
  std::vector<TermRef> rest_;
};

}  // namespace harbinger::signal::detail
