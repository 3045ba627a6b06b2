// SPDX-License-Identifier: Apache-2.0
// An assessment: one world scored once. The whole line in one value, each step's result kept, because an
// explanation walks back from the rank to the facts.
//
//     view, ownership -> signals -> outcomes -> scores -> ranking
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "graph/ownership.hpp"
#include "graph/view.hpp"
#include "model/model.hpp"
#include "model/score.hpp"
#include "ranking/competition_rank.hpp"
#include "rule/evaluate.hpp"
#include "rule/rule_set.hpp"
#include "signal/places.hpp"
#include "signal/update.hpp"

namespace harbinger::ranking {

/// What is scored, and by what; all of it outlives the assessment.
struct Basis {
  const graph::EntityGraph& graph;
  const rule::RuleSet& rules;
  const model::Model& model;
  /// Signals that are unknown everywhere, as if nobody had asked: what a ranking is without them.
  std::vector<signal::SignalId> left_out = {};
  /// Rules that are off, whatever they say of themselves.
  std::vector<rule::RuleId> rules_off = {};
};

/// How much of an assessment was computed, and how much taken over from the one before it.
struct Recomputed {
  std::size_t changed_facts = 0;
  bool ownership = true;
  signal::Work signals;
  signal::Work rules;
  signal::Work totals;  ///< Of the dimensions' points.
  std::size_t dimensions = 0;
  std::size_t all_dimensions = 0;
};

struct Assessment {
  Basis basis;
  graph::GraphView view;
  graph::Ownership ownership;
  std::shared_ptr<const signal::PlaceIndex> places;
  signal::Columns signals;  ///< By SignalId, one row per site.
  rule::Outcomes outcomes;
  std::vector<std::uint8_t> least_tiers;  ///< By site: what rules lift the tier to, or any_tier.
  model::Inputs model_inputs;             ///< Refers to `outcomes` and `signals`.
  model::Scores scores;
  Ranking ranking;
  Recomputed recomputed;

  Assessment(const Basis& basis, graph::GraphView world, unsigned threads);
  /// The same, bit for bit, where most is as it was in an assessment of the same pack: what facts, rules, models
  /// and day differ in is found by looking at both, and only what that reaches is computed. `before` is
  /// read until this is made, not later.
  Assessment(const Assessment& before, const Basis& basis, graph::GraphView world,
             unsigned threads);
  Assessment(const Assessment&) = delete;
  Assessment& operator=(const Assessment&) = delete;

  [[nodiscard]] std::size_t sites() const { return view.sites().size(); }
  [[nodiscard]] graph::NodeId site(std::size_t row) const { return view.sites()[row]; }
  [[nodiscard]] std::string site_id(std::size_t row) const {
    return std::string(basis.graph.node(site(row)).id());
  }
  [[nodiscard]] const std::string& tier_of(std::size_t row) const {
    return basis.model.tiers.bounds[scores.tier[row]].tier;
  }
  [[nodiscard]] signal::World world() const { return {view, ownership, places.get()}; }

 private:
  void set_model_inputs();
};

/// Whether rules and model fit together: every dimension of a rule is a leaf of the model that takes points,
/// every signal of the model is declared, every tier of a rule is one of the model's. False where an error
/// was added.
bool check_basis(const rule::RuleSet& rules, const model::Model& model, Diagnostics& diagnostics);

}  // namespace harbinger::ranking
