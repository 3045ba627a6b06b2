// SPDX-License-Identifier: Apache-2.0
// What the jobs of a batch are made of. All of it is loaded once and checked before a job begins; models and
// scenarios are kept, and of the packs, with their rule sets, the one that was used last: a batch over many
// packs needs room for one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "batch/job_list.hpp"
#include "batch/receipt.hpp"
#include "cli/inputs.hpp"
#include "scenario/edited_inputs.hpp"

namespace harbinger::cli {

/// The parts of one job, all of which stay until a job of another pack is asked for.
struct JobParts {
  const graph::EntityGraph& graph;
  const rule::RuleSet& rules;
  const model::ModelText& model_text;
  const model::Model& model;
  const scenario::Scenario* scenario;  ///< nullptr: the base.
  Day as_of;
  report::RunInfo run;  ///< As `rank` tells of it, without the scenario.

  [[nodiscard]] ranking::Basis basis() const { return {graph, rules, model}; }
  [[nodiscard]] scenario::BaseInputs base() const {
    return {graph, rules, model_text, model, as_of};
  }
};

class BatchInputs {
 public:
  BatchInputs(const batch::JobList& list, const Context& context);

  /// Loads everything that jobs need (all, where the list has none for its mistakes), and adds what is wrong
  /// with it. What a scenario edits is seen when it is run.
  void check(Diagnostics& diagnostics);

  /// By what it has to be the same for its outputs to be. After a check without errors.
  [[nodiscard]] batch::JobIdentity identity(const batch::Job& job) const;
  /// Files of a scenario, as inputs behind those of the base.
  [[nodiscard]] const std::vector<report::Input>& scenario_inputs(std::size_t scenario) const {
    return scenarios_[scenario]->inputs;
  }

  /// Error: an input changed since the check.
  [[nodiscard]] Result<JobParts> parts(const batch::Job& job);

 private:
  struct LoadedModel {
    model::ModelText text;
    model::Model model;
    report::Input input;
  };
  struct LoadedScenario {
    scenario::Scenario scenario;
    std::vector<report::Input> inputs;
  };
  struct LoadedRules {
    rule::RuleSet rules;
    std::vector<report::Input> inputs;
  };
  struct LoadedPack {
    std::size_t index;
    World world;
    report::RunInfo run;
    std::map<std::size_t, LoadedRules> rules;  ///< By rule set.
  };
  /// What is known of a pack when it is not loaded.
  struct KnownPack {
    report::Input input;
    Day date;
  };

  [[nodiscard]] std::optional<LoadedModel> load_model(const batch::Choice& choice);
  [[nodiscard]] std::optional<LoadedScenario> load_scenario(const batch::Choice& choice);
  [[nodiscard]] std::vector<report::Input> files_used(const scenario::Scenario& scenario);
  [[nodiscard]] std::unique_ptr<LoadedPack> load_pack(std::size_t pack);
  [[nodiscard]] const LoadedRules* load_rules(std::size_t rules);
  void check_pack(std::size_t pack);
  void check_days(std::size_t pack);
  [[nodiscard]] bool needs(std::size_t pack, std::size_t rules, std::size_t model) const;
  [[nodiscard]] Day day_of(const batch::Job& job) const;

  const batch::JobList& list_;
  const Context& context_;
  Diagnostics told_;  ///< One file is read for each pack, so that this may hold the same twice.
  std::set<std::vector<std::size_t>> needed_;  ///< {pack, rules, model}
  std::vector<std::vector<bool>> dates_used_;  ///< By pack and date.
  std::vector<std::optional<KnownPack>> packs_;
  std::vector<std::vector<report::Input>> rules_;
  std::vector<std::optional<LoadedModel>> models_;
  std::vector<std::optional<LoadedScenario>> scenarios_;
  std::unique_ptr<LoadedPack> pack_;  ///< The one that was used last.
};

}  // namespace harbinger::cli
