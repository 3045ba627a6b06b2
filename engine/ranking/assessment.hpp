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
#include "signal/signal_set.hpp"

namespace harbinger::ranking {

/// What is scored, and by what; all of it outlives the assessment.
struct Basis {
  const graph::EntityGraph& graph;
  const rule::RuleSet& rules;
  const model::Model& model;
};

struct Assessment {
  Basis basis;
  graph::GraphView view;
  graph::Ownership ownership;
  std::vector<expr::Column> signals;  ///< By SignalId, one row per site.
  rule::Outcomes outcomes;
  std::vector<std::uint8_t> least_tiers;  ///< By site: what rules lift the tier to, or any_tier.
  model::Inputs model_inputs;             ///< Refers to `outcomes` and `signals`.
  model::Scores scores;
  Ranking ranking;

  Assessment(const Basis& basis, graph::GraphView world, unsigned threads);
  Assessment(const Assessment&) = delete;
  Assessment& operator=(const Assessment&) = delete;

  [[nodiscard]] std::size_t sites() const { return basis.graph.sites().size(); }
  [[nodiscard]] const std::string& tier_of(std::size_t site) const {
    return basis.model.tiers.bounds[scores.tier[site]].tier;
  }
};

/// Whether rules and model fit together: every dimension of a rule is a leaf of the model that takes points,
/// every signal of the model is declared, every tier of a rule is one of the model's. False where an error
/// was added.
bool check_basis(const rule::RuleSet& rules, const model::Model& model, Diagnostics& diagnostics);

}  // namespace harbinger::ranking
