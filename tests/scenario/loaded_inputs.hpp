// SPDX-License-Identifier: Apache-2.0
// A base to edit, loaded from files, and the same inputs made anew from what a scenario says: the slow twin of
// edited_inputs, a new pack and graph without what went, rules and model checked once more.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_set>

#include "base/files.hpp"
#include "graph/ownership.hpp"
#include "scenario/edited_inputs.hpp"
#include "signal/fact_match.hpp"

namespace harbinger::tests {

inline std::string lines_of(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& d : diagnostics.all()) lines += to_text(d) + "\n";
  return lines;
}

inline std::string content_of(const std::string& path) {
  return std::string((*read_file(path))->content());
}

/// All that a run reads, owned.
struct LoadedInputs {
  graph::EntityGraph graph;
  rule::RuleSet rules;
  model::ModelText written;
  model::Model model;

  [[nodiscard]] scenario::BaseInputs base() const {
    return {graph, rules, written, model, graph.pack().date};
  }
};

/// Nothing, and why, where the texts do not fit.
inline std::unique_ptr<LoadedInputs> loaded_inputs(const std::string& pack_folder,
                                                   const std::string& rules,
                                                   const std::string& model,
                                                   Diagnostics& diagnostics) {
  auto pack = pack::load_pack(pack_folder, diagnostics);
  if (!pack) return nullptr;
  graph::EntityGraph graph(*std::move(pack));
  const auto text =
      rule::read_rule_text(std::make_shared<const SourceText>("rules.yaml", rules), diagnostics);
  auto set = text ? rule::RuleSet::check(*text, graph.schema(), diagnostics) : std::nullopt;
  auto written =
      model::read_model_text(std::make_shared<const SourceText>("model.yaml", model), diagnostics);
  auto built = written ? model::build_model(*written, diagnostics) : std::nullopt;
  if (!set || !built || !ranking::check_basis(*set, *built, diagnostics)) return nullptr;
  return std::make_unique<LoadedInputs>(
      LoadedInputs{std::move(graph), *std::move(set), *std::move(written), *std::move(built)});
}

/// What a scenario makes of its base, without a view: facts that went are in no graph.
struct RebuiltInputs {
  graph::EntityGraph graph;
  rule::RuleSet rules;
  model::Model model;
  Day as_of;

  [[nodiscard]] ranking::Basis basis() const { return {graph, rules, model}; }
  [[nodiscard]] graph::GraphView view() const { return {graph, as_of}; }
};

/// The facts of one layer of edits as edits of the pack.
inline pack::FactEdits fact_edits(const pack::Pack& pack, const scenario::Scenario& scenario,
                                  std::size_t layer, const rule::RuleSet& rules, Day as_of,
                                  Diagnostics& diagnostics) {
  pack::FactEdits edits;
  std::unordered_set<std::string> gone;
  for (const scenario::Edit& edit : scenario.edits) {
    if (edit.layer != layer) continue;
    if (const auto* remove = std::get_if<scenario::RemoveFact>(&edit.what)) {
      edits.removed.push_back(remove->id);
      gone.insert(remove->id.value);
    }
    if (const auto* add = std::get_if<scenario::AddFact>(&edit.what))
      edits.added.push_back(add->row);
    if (const auto* change = std::get_if<scenario::ChangeFact>(&edit.what))
      edits.changed.push_back(change->row);
  }
  for (const scenario::Edit& edit : scenario.edits) {
    const auto* all = std::get_if<scenario::RemoveAllFacts>(&edit.what);
    if (edit.layer != layer || all == nullptr) continue;
    const auto match = signal::FactMatch::check(all->text, pack.schema, rules.params(),
                                                rules.tables(), diagnostics);
    if (!match) continue;
    const graph::EntityGraph graph(pack);
    const graph::GraphView view(graph, as_of);
    const graph::Ownership ownership(view);
    for (const graph::FactRef fact : match->facts({view, ownership})) {
      WrittenText id = all->text.fact;
      id.value = graph.fact(fact).id();
      if (gone.insert(id.value).second) edits.removed.push_back(id);
    }
  }
  return edits;
}

/// Throws where the scenario does not fit its base: `edited_inputs` took it.
inline RebuiltInputs rebuilt_inputs(const LoadedInputs& base, const scenario::Scenario& scenario,
                                    const scenario::EditedInputs& edited) {
  Diagnostics diagnostics;
  const Day as_of = scenario.as_of.value_or(base.graph.pack().date);
  pack::Pack pack = base.graph.pack();
  std::size_t layers = 0;
  for (const scenario::Edit& edit : scenario.edits) layers = std::max(layers, edit.layer + 1);
  for (std::size_t layer = 0; layer < layers; ++layer) {
    const auto edits = fact_edits(pack, scenario, layer, *edited.rules, as_of, diagnostics);
    if (edits.empty()) continue;
    auto next = pack::edited(pack, edits, diagnostics);
    if (!next) throw std::runtime_error("the twin refuses: " + lines_of(diagnostics));
    pack = *std::move(next);
  }
  auto rules = rule::RuleSet::check(edited.rules->texts(), pack.schema, diagnostics);
  if (!rules) throw std::runtime_error(lines_of(diagnostics));
  return {graph::EntityGraph(std::move(pack)), *std::move(rules), *edited.model, as_of};
}

}  // namespace harbinger::tests
