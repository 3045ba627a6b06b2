// SPDX-License-Identifier: Apache-2.0
// The inputs of a run with the edits of a scenario. The base is never changed, and what the scenario does not
// edit is the base's own object, so that an evaluator sees that nothing changed there.
//
//     BaseInputs + Scenario -> EditedInputs            facts that only go: a view of the base's graph
//                           -> a folder of inputs      which ranks as the EditedInputs do
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/view.hpp"
#include "model/model_text.hpp"
#include "ranking/assessment.hpp"
#include "rule/rule_set.hpp"
#include "scenario/scenario.hpp"

namespace harbinger::scenario {

/// All of it outlives what is made of it.
struct BaseInputs {
  const graph::EntityGraph& graph;
  const rule::RuleSet& rules;
  const model::ModelText& model_text;
  const model::Model& model;
  Day as_of;
};

struct EditedInputs {
  std::shared_ptr<const graph::EntityGraph> graph;
  std::shared_ptr<const rule::RuleSet> rules;
  std::shared_ptr<const model::Model> model;
  graph::GraphView view;  ///< Of `graph`, as of the scenario's day, without what was removed.

  [[nodiscard]] ranking::Basis basis() const { return {*graph, *rules, *model}; }
};

/// Nothing where an error was added. Errors: what an edit names is not there, or cannot be as it says; all of
/// one run.
[[nodiscard]] std::optional<EditedInputs> edited_inputs(const BaseInputs& base,
                                                        const Scenario& scenario,
                                                        Diagnostics& diagnostics);

/// Writes FOLDER/pack, FOLDER/rules.yaml and FOLDER/model.yaml, the base with the edits; the folder must be new
/// or empty. Tells the options with which `rank` reads them.
[[nodiscard]] std::optional<std::vector<std::string>> write_edited(const BaseInputs& base,
                                                                   const Scenario& scenario,
                                                                   const std::string& folder,
                                                                   Diagnostics& diagnostics);

}  // namespace harbinger::scenario
