// SPDX-License-Identifier: Apache-2.0
#include "scenario/edited_inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/files.hpp"
#include "base/yaml_writer.hpp"
#include "graph/ownership.hpp"
#include "scenario/detail/text_edits.hpp"

namespace harbinger::scenario {

namespace {

/// The very object, owned by somebody else.
template <class T>
std::shared_ptr<const T> borrowed(const T& object) {
  return {std::shared_ptr<const void>(), &object};
}

/// Rules and model, edited as texts; absent: as in the base.
struct EditedTexts {
  std::optional<rule::RuleTexts> rules;
  std::optional<model::ModelText> model;
};

class TextEditor {
 public:
  TextEditor(const BaseInputs& base, Diagnostics& diagnostics)
      : base_(base), diagnostics_(diagnostics) {}

  EditedTexts run(const Scenario& scenario) {
    for (const Edit& edit : scenario.edits)
      std::visit([&](const auto& what) { make(edit, what); }, edit.what);
    return std::move(texts_);
  }

 private:
  rule::RuleTexts& rules() {
    if (!texts_.rules) texts_.rules = base_.rules.texts();
    return *texts_.rules;
  }
  model::ModelText& model() {
    if (!texts_.model) texts_.model = base_.model_text;
    return *texts_.model;
  }

  void make(const Edit& edit, const SetValue& set) {
    if (detail::is_of_model(set.path))
      detail::set_in_model(set, model(), diagnostics_);
    else
      detail::set_in_rules(edit, set, rules(), diagnostics_);
  }
  void make(const Edit&, const AddRule& add) { detail::add_rule(add, rules(), diagnostics_); }
  void make(const Edit&, const RemoveRule& remove) {
    detail::remove_rule(remove, rules(), diagnostics_);
  }
  void make(const Edit&, const UseRules& use) {
    std::vector<std::string> paths;
    for (const WrittenText& file : use.files) {
      if (const auto text = read_file(file.value))
        paths.push_back(file.value);
      else
        diagnostics_.error(file.where(), "'{}': {}", file.value, text.error().message);
    }
    if (paths.size() == use.files.size())
      if (auto texts = rule::read_rule_files(paths, diagnostics_)) texts_.rules = *std::move(texts);
  }
  void make(const Edit&, const UseModel& use) {
    const auto text = read_file(use.file.value);
    if (!text)
      diagnostics_.error(use.file.where(), "'{}': {}", use.file.value, text.error().message);
    else if (auto model = model::read_model_text(*text, diagnostics_))
      texts_.model = *std::move(model);
  }
  template <class FactEdit>
  void make(const Edit&, const FactEdit&) {}

  const BaseInputs& base_;
  Diagnostics& diagnostics_;
  EditedTexts texts_;
};

/// A world, as a graph and what is out of view in it.
struct EditedFacts {
  std::shared_ptr<const graph::EntityGraph> graph;
  std::vector<graph::FactRef> removed;
};

/// Makes the edits of facts, layer by layer. As long as facts only go, the graph stays the base's.
class FactEditor {
 public:
  /// `as_pack`: what goes is left out of the graph, not only out of the view.
  FactEditor(const BaseInputs& base, Day as_of, const rule::RuleSet& rules, bool as_pack,
             Diagnostics& diagnostics)
      : base_(base), as_of_(as_of), rules_(rules), as_pack_(as_pack), diagnostics_(diagnostics) {
    facts_.graph = borrowed(base.graph);
  }

  std::optional<EditedFacts> run(const Scenario& scenario) {
    for (std::size_t begin = 0; begin < scenario.edits.size();) {
      std::size_t end = begin;
      const std::size_t layer = scenario.edits[begin].layer;
      while (end < scenario.edits.size() && scenario.edits[end].layer == layer) ++end;
      // What a layer got wrong would only be told again by the next.
      if (!make(std::span(scenario.edits).subspan(begin, end - begin))) return std::nullopt;
      begin = end;
    }
    return std::move(facts_);
  }

 private:
  bool make(std::span<const Edit> layer) {
    const std::size_t errors = diagnostics_.error_count();
    pack::FactEdits edits;
    for (const Edit& edit : layer) {
      if (const auto* remove = std::get_if<RemoveFact>(&edit.what))
        edits.removed.push_back(remove->id);
      if (const auto* add = std::get_if<AddFact>(&edit.what)) edits.added.push_back(add->row);
      if (const auto* change = std::get_if<ChangeFact>(&edit.what))
        edits.changed.push_back(change->row);
    }
    for (const Edit& edit : layer)
      if (const auto* all = std::get_if<RemoveAllFacts>(&edit.what))
        remove_all(all->text, edits.removed);
    if (edits.empty()) return diagnostics_.error_count() == errors;
    const bool only_goes = edits.added.empty() && edits.changed.empty() && !as_pack_;
    // What was only out of view goes with the rest, once a new pack is made.
    edits.removed.insert(edits.removed.begin(), out_of_view_.begin(), out_of_view_.end());
    const pack::Pack& pack = facts_.graph->pack();
    if (only_goes && facts_.graph.get() == &base_.graph) {
      const auto places = pack::removable(pack, edits.removed, diagnostics_);
      if (!places) return false;
      out_of_view_ = std::move(edits.removed);
      facts_.removed.clear();
      for (const auto& place : *places) facts_.removed.push_back({place.is_edge, place.index});
      return diagnostics_.error_count() == errors;
    }
    auto edited = pack::edited(pack, edits, diagnostics_);
    if (!edited || diagnostics_.error_count() > errors) return false;
    out_of_view_.clear();
    facts_.removed.clear();
    facts_.graph = std::make_shared<const graph::EntityGraph>(*std::move(edited));
    return true;
  }

  /// Adds the ids of what the pattern finds and what is not among those that go anyway.
  void remove_all(const signal::FactMatchText& text, std::vector<WrittenText>& removed) {
    const auto match = signal::FactMatch::check(text, facts_.graph->schema(), rules_.params(),
                                                rules_.tables(), diagnostics_);
    if (!match) return;
    const graph::GraphView view = graph::GraphView(*facts_.graph, as_of_).without(facts_.removed);
    const graph::Ownership ownership(view);
    const auto found = match->facts({view, ownership});
    const TextPosition where = text.fact.where();
    if (found.empty()) {
      const WrittenText& pattern = text.match.paths.empty() ? text.fact : text.match.paths.front();
      diagnostics_.error(pattern.where(), "no fact matches on {}", to_text(as_of_));
    }
    std::set<std::string> gone;
    for (const WrittenText& id : removed) gone.insert(id.value);
    for (const graph::FactRef fact : found) {
      const std::string id = facts_.graph->fact(fact).id();
      if (!gone.insert(id).second) continue;
      WrittenText written = text.fact;
      written.value = id;
      written.offsets.resize(std::min<std::size_t>(written.offsets.size(), 1));
      removed.push_back(std::move(written));
    }
  }

  const BaseInputs& base_;
  Day as_of_;
  const rule::RuleSet& rules_;
  bool as_pack_;
  Diagnostics& diagnostics_;
  EditedFacts facts_;
  std::vector<WrittenText> out_of_view_;  ///< Ids of facts_.removed.
};

/// Everything a scenario makes of its base.
struct Edited {
  EditedTexts texts;
  EditedFacts facts;
  std::shared_ptr<const rule::RuleSet> rules;
  std::shared_ptr<const model::Model> model;
  Day as_of;
};

std::optional<Edited> make_edits(const BaseInputs& base, const Scenario& scenario, bool as_pack,
                                 Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  Edited edited{TextEditor(base, diagnostics).run(scenario),
                {},
                borrowed(base.rules),
                borrowed(base.model),
                scenario.as_of.value_or(base.as_of)};
  // An edit that could not be made leaves its text as it was, so that the rest is checked all the same.
  bool fits = true;
  if (edited.texts.rules) {
    auto rules = rule::RuleSet::check(*edited.texts.rules, base.graph.schema(), diagnostics, {},
                                      &base.rules);
    fits = rules.has_value();
    if (rules) edited.rules = std::make_shared<const rule::RuleSet>(*std::move(rules));
  }
  if (edited.texts.model) {
    auto model = model::build_model(*edited.texts.model, diagnostics);
    fits = fits && model;
    if (model) edited.model = std::make_shared<const model::Model>(*std::move(model));
  }
  if (fits && (edited.texts.rules || edited.texts.model))
    (void)ranking::check_basis(*edited.rules, *edited.model, diagnostics);
  auto facts = FactEditor(base, edited.as_of, *edited.rules, as_pack, diagnostics).run(scenario);
  if (diagnostics.error_count() > errors) return std::nullopt;
  edited.facts = *std::move(facts);
  return edited;
}

/// The texts of merged files as one file.
rule::RuleFileText one_file(const rule::RuleTexts& texts) {
  rule::RuleFileText file{texts.title,          {},           texts.params, texts.tables,
                          texts.signals,        texts.groups, texts.rules,  {},
                          texts.decision_tables};
  // The rows of a CSV file are written out with the rest.
  for (rule::DecisionTableText& table : file.decision_tables) table.csv.reset();
  return file;
}

std::string first_line(const std::string& of, const Scenario& scenario) {
  return fmt::format("# {}, as edited by the scenario '{}'.\n", of, scenario.name);
}

std::string names_of(const rule::RuleTexts& texts) {
  std::string names;
  for (const auto& file : texts.files) names += (names.empty() ? "" : ", ") + file->name();
  return names;
}

}  // namespace

std::optional<EditedInputs> edited_inputs(const BaseInputs& base, const Scenario& scenario,
                                          Diagnostics& diagnostics) {
  auto edited = make_edits(base, scenario, false, diagnostics);
  if (!edited) return std::nullopt;
  graph::GraphView view(*edited->facts.graph, edited->as_of);
  if (!edited->facts.removed.empty()) view = view.without(edited->facts.removed);
  return EditedInputs{std::move(edited->facts.graph), std::move(edited->rules),
                      std::move(edited->model), std::move(view)};
}

std::optional<std::vector<std::string>> write_edited(const BaseInputs& base,
                                                     const Scenario& scenario,
                                                     const std::string& folder,
                                                     Diagnostics& diagnostics) {
  const auto edited = make_edits(base, scenario, true, diagnostics);
  if (!edited) return std::nullopt;
  auto files = pack::edited_files(base.graph.pack(), edited->facts.graph->pack(), diagnostics);
  if (!files) return std::nullopt;
  for (FileContent& file : *files) file.path = "pack/" + file.path;
  const rule::RuleTexts& rules = edited->rules->texts();
  const model::ModelText& model = edited->texts.model ? *edited->texts.model : base.model_text;
  files->push_back({"rules.yaml", first_line(names_of(rules), scenario) +
                                      to_yaml(rule::RuleFileText::shape().write(one_file(rules)))});
  files->push_back(
      {"model.yaml", first_line(model.model.text ? model.model.text->name() : "Model", scenario) +
                         to_yaml(model::ModelText::shape().write(model))});
  if (const auto written = write_folder(folder, *files); !written) {
    diagnostics.add(written.error());
    return std::nullopt;
  }
  const auto path = [&](const char* name) {
    return (std::filesystem::path(folder) / name).string();
  };
  return std::vector<std::string>{"--pack",  path("pack"),       "--rules", path("rules.yaml"),
                                  "--model", path("model.yaml"), "--as-of", to_text(edited->as_of)};
}

}  // namespace harbinger::scenario
